namespace NetCompiler.Execution.Tests.Training;

/// <summary>Tags each word; steps of padding do not count.</summary>
[Network, Input(9)]
[Embedding(20, 6, MaskZero = true), LSTM(5, ReturnSequences = true), Dense(4)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class MaskedTagger;

/// <summary>Tags each word; those with the label -1 do not count.</summary>
[Network, Input(9)]
[Embedding(20, 6), LSTM(5, ReturnSequences = true), Dense(4)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true, IgnoreClass = -1)]
internal sealed partial class IgnoringTagger;

/// <summary>Two losses with places of their own, and a factor for each place of one.</summary>
[Network]
internal sealed partial class WeightedTagger
{
    [Embedding(20, 6, MaskZero = true), LSTM(5, ReturnSequences = true)] private static partial Tensor Read(Tensor x);
    [Dense(4)] private static partial Tensor Tag(Tensor x);
    [Dense(3)] private static partial Tensor Kind(Tensor x);

    [Forward]
    private static (Tensor tags, Tensor kinds) Forward([Input(9)] Tensor words)
    {
        Tensor read = Read(words);
        return (Tag(read), Kind(read));
    }

    [Loss]
    private static Tensor Loss(Tensor tags, Tensor kinds, [Target(9)] Tensor tag, [Target(9)] Tensor kind, [Target(9)] Tensor weights) =>
        SparseCategoricalCrossentropy(tags, tag, fromLogits: true, weights: weights)
        + (0.5f * SparseCategoricalCrossentropy(kinds, kind, fromLogits: true, ignoreClass: 2));
}

/// <summary>Which steps count is what a layer gives: those where something is above 0.</summary>
[Network, Input(5, 3)]
[Dense(4, Activation = Activation.Relu), Masking, SimpleRNN(3, ReturnSequences = true)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class LearnedMask;

/// <summary>Letters that are spread over steps.</summary>
[Network(InputGradient = true)]
internal sealed partial class SpreadLetters
{
    [Masking, LSTM(6, ReturnSequences = true), Dense(5)] private static partial Tensor Hear(Tensor x);

    [Forward]
    private static Tensor Forward([Input(30, 3)] Tensor x) => Hear(x);

    [Loss]
    private static Tensor Loss(Tensor scores, [Target(8)] Tensor letters) => Ctc(scores, letters);
}

/// <summary>The same for scores that are given, of as many steps as are said.</summary>
[Network(InputGradient = true)]
internal sealed partial class GivenLetters
{
    [Forward]
    private static (Tensor scores, Tensor steps) Forward([Input(61, 7)] Tensor x, [Input(1)] Tensor length) => (x * 2, length * 1);

    [Loss]
    private static Tensor Loss(Tensor scores, Tensor steps, [Target(11)] Tensor letters) => Ctc(scores, letters, blank: 6, steps: steps);
}
