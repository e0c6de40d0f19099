using NetCompiler.Bench;
using NetCompiler.Execution.Tests.Explanations;
using NetCompiler.Execution.Tests.Golden;
using NetCompiler.Execution.Tests.Gradients;
using NetCompiler.Execution.Tests.Layers;
using NetCompiler.Execution.Tests.Streaming;
using NetCompiler.Execution.Tests.Training;

namespace NetCompiler.Bits;

internal static partial class Networks
{
    private static readonly Func<CompiledNetwork>[] Tests =
    [
        // Models.cs
        () => new Cnn(1), () => new Mlp(1), () => new WideMlp(1), () => new Tiny(1), () => new TextLstm(1),
        // GraphModels.cs
        () => new Residual(1), () => new Encoder(1),
        // GoldenNetworks.cs
        () => new GoldenMlp(1), () => new GoldenCnn(1), () => new GoldenAutoencoder(1), () => new GoldenRegression(1), () => new GoldenHuber(1),
        () => new GoldenStridedCnn(1), () => new GoldenResidualBlock(1), () => new GoldenTransformer(1), () => new GoldenGenerator(1),
        () => new GoldenDiscriminator(1),
        // ActivationNetworks.cs
        () => new ReluOnly(1), () => new LeakyReluOnly(1), () => new EluOnly(1), () => new SeluOnly(1), () => new CeluOnly(1), () => new GeluOnly(1),
        () => new GeluTanhOnly(1), () => new SiluOnly(1), () => new MishOnly(1), () => new SoftplusOnly(1), () => new SoftsignOnly(1),
        () => new TanhOnly(1), () => new SigmoidOnly(1), () => new HardSigmoidOnly(1), () => new HardSiluOnly(1), () => new Relu6Only(1),
        () => new LogSigmoidOnly(1), () => new SoftmaxOnly(1), () => new LogSoftmaxOnly(1),
        // StreamNetworks.cs
        () => new DeepRecurrence(1), () => new GatedRecurrence(1), () => new LastOutput(1), () => new MaskedReader(1),
        () => new CausalConvolutions(1), () => new WaveBlock(1), () => new CausalTransformer(1), () => new Translator(1),
        () => new ScanningDecoder(1), () => new Conditioned(1), () => new LongSums(1),
        // GradientNetworks.cs
        () => new ValidWindows(1), () => new SameWindows(1), () => new Grouped(1), () => new OverlappingPools(1), () => new Narrow(1),
        () => new Wide(1), () => new Resized(1), () => new Normalised(1), () => new Execution.Tests.Gradients.BatchNormalised(1),
        () => new Execution.Tests.Gradients.GroupNormalised(1), () => new Steps(1), () => new Attentive(1),
        // LayerNetworks.cs
        () => new Averaged(1), () => new Largest(1), () => new Upsampled(1), () => new Surrounded(1), () => new Cropped(1),
        () => new LayerNormalised(1), () => new Standardised(1), () => new RootNormalised(1), () => new Transposed(1), () => new TransposedSame(1),
        () => new Depthwise(1), () => new Separable(1), () => new Execution.Tests.Layers.GroupNormalised(1),
        () => new Execution.Tests.Layers.BatchNormalised(1), () => new BatchNormalisedAsTorch(1), () => new NormalisedTwice(1), () => new Causal(1),
        () => new CausalStrided(1), () => new GroupedSteps(1), () => new LargestOfTwo(1), () => new MeanOfThree(1), () => new LargestStep(1),
        () => new MeanStep(1), () => new Stretched(1), () => new SlopePerChannel(1), () => new SlopePerPlace(1), () => new DroppedSequences(1),
        () => new DroppedImages(1),
        // AttentionNetworks.cs
        () => new GroupedAttention(1), () => new TiedWords(1),
        // ExplainedNetworks.cs
        () => new LinearMap(1), () => new SmoothMap(1), () => new SmallClassifier(1), () => new Unexplained(1),
        // PlacesNetworks.cs
        () => new MaskedTagger(1), () => new IgnoringTagger(1), () => new WeightedTagger(1), () => new LearnedMask(1), () => new SpreadLetters(1),
        () => new GivenLetters(1),
        // PrivateNetworks.cs
        () => new PrivateRegression(1), () => new PrivateClassifier(1), () => new NoiseOnly(1),
        // SparseNetworks.cs
        () => new SparsePair(1), () => new SparseShared(1), () => new SparsePhases(1), () => new SparseLimited(1),
        // StatefulNetworks.cs
        () => new FollowingLstm(1), () => new WholeLstm(1), () => new FollowingStack(1),
        // RegularizedNetworks.cs
        () => new Penalized(1), () => new Plain(1), () => new Limited(1), () => new LimitedTransposed(1), () => new LimitedRows(1),
        () => new HalfFrozen(1),
    ];

    static partial void AddTests(List<Func<CompiledNetwork>> makers) => makers.AddRange(Tests);
}
