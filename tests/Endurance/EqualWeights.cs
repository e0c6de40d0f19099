using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Endurance;

/// <summary>
/// A network written by hand, all of whose weights are the same number in every version: a step adds 1 to each. Its two outputs, and the two
/// gradients with
/// respect to its inputs, are the least and the largest weight, so whatever shows two numbers has seen two versions at once.
/// </summary>
public sealed class EqualWeights() : TrainableNetwork(NewDescription(), seed: 0)
{
    /// <summary>Weights of each of the two parameters: enough for a reader to be overtaken.</summary>
    public const int Weights = 1 << 14;

    /// <summary>Enough for several threads, where there are more samples than go together.</summary>
    private const long Flops = 1_000_000;

    /// <summary>One step of it, of at most four samples, adds 1 to each weight.</summary>
    public static Sgd NewOptimizer() => new(1f);

    private static NetworkDescription NewDescription() => new()
    {
        Name = nameof(EqualWeights),
        InputShape = [2],
        OutputShape = [2],
        Layers = [new LayerDescription("first", "Hand", [2], Weights, Flops), new LayerDescription("second", "Hand", [2], Weights, Flops)],
        Parameters = [NewParameter("first/kernel", 0), NewParameter("second/kernel", Weights)],
        Loss = new LossDescription(Loss.MeanSquaredError, FromLogits: false, TargetFloats: 2, ClassCount: 2),
        ParameterFloats = 2 * Weights,
        InferenceDerivedFloats = 2 * Weights,
        InferenceWorkspaceFloats = 0,
        InferenceMicroBatch = 4,
        TrainingMicroBatch = 4,
        HasInputGradient = true,
        InputGradientMicroBatch = 4,
    };

    private static ParameterDescription NewParameter(string name, int offset) => new(
        name, [Weights], offset, new PackedLayout([1], PanelDimension: -1, PanelWidth: 1, PanelStride: 0, Weights), Initializer.Zeros, FanIn: 1,
            FanOut: 1);

    /// <inheritdoc/>
    protected override void DeriveInference(ref float parameters, ref float derived) => All(ref parameters).CopyTo(All(ref derived));

    /// <inheritdoc/>
    protected override void DeriveTraining(ref float parameters, ref float derived)
    {
    }

    /// <inheritdoc/>
    protected override void InferMicroBatch(ref float inputs, ref float outputs, int count, ref float parameters, ref float derived,
        ref float workspace) =>
        WriteBounds(ref outputs, count, ref derived);

    /// <inheritdoc/>
    protected override void InputGradientMicroBatch(
        ref float inputs, ref float outputWeights, ref float gradients, int count, ref float parameters, ref float derived, ref float workspace) =>
        WriteBounds(ref gradients, count, ref derived);

    /// <inheritdoc/>
    protected override void EvaluateMicroBatch(in TrainingSlice slice, ref float parameters, ref float derived, ref float workspace)
    {
        WriteBounds(ref slice.Predictions, slice.Count, ref derived);
        MemoryMarshal.CreateSpan(ref slice.Losses, slice.Count).Fill(slice.Predictions);
    }

    /// <inheritdoc/>
    protected override void TrainMicroBatch(in TrainingSlice slice, ref float parameters, ref float derived, ref float gradients, ref float workspace)
    {
        WriteBounds(ref slice.Predictions, slice.Count, ref parameters);
        MemoryMarshal.CreateSpan(ref slice.Losses, slice.Count).Fill(slice.Predictions);
        All(ref gradients).Fill(-1);
    }

    private static void WriteBounds(ref float places, int count, ref float weights)
    {
        (float least, float largest) = (weights, weights);
        foreach (float weight in All(ref weights))
        {
            (least, largest) = (Math.Min(least, weight), Math.Max(largest, weight));
        }

        for (int i = 0; i < count; i++)
        {
            (Unsafe.Add(ref places, 2 * i), Unsafe.Add(ref places, (2 * i) + 1)) = (least, largest);
        }
    }

    private static Span<float> All(ref float weights) => MemoryMarshal.CreateSpan(ref weights, 2 * Weights);
}
