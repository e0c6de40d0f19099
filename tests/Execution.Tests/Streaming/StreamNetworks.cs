namespace NetCompiler.Execution.Tests.Streaming;

[Network(Streaming = true), Input(21, 8)]
[LSTM(19, ReturnSequences = true), SimpleRNN(5, ReturnSequences = true), Dense(3)]
internal sealed partial class DeepRecurrence;

[Network(Streaming = true), Input(13, 5)]
[GRU(9, ReturnSequences = true), GRU(17, ReturnSequences = true, ResetAfter = false), LayerNormalization]
[TimeDistributed, Dense(4, Activation = Activation.Softmax)]
internal sealed partial class GatedRecurrence;

[Network(Streaming = true), Input(20, 8)]
[LSTM(12), Dense(3)]
internal sealed partial class LastOutput;

[Network(Streaming = true), Input(9)]
[Embedding(6, 5, MaskZero = true), LSTM(4, ReturnSequences = true), GRU(3, ReturnSequences = true, ZeroOutputForMask = true)]
internal sealed partial class MaskedReader;

[Network(Streaming = true), Input(33, 3)]
[Conv1D(24, 3, Padding = Padding.Causal, Activation = Activation.Relu), Conv1D(24, 2, Padding = Padding.Causal, DilationRate = 8)]
[BatchNormalization, Conv1D(5, 1)]
internal sealed partial class CausalConvolutions;

/// <summary>Gated convolutions with ways around them, as in WaveNet.</summary>
[Network(Streaming = true)]
internal sealed partial class WaveBlock
{
    [Conv1D(6, 2, Padding = Padding.Causal, DilationRate = 2)] private static partial Tensor Filter(Tensor x);

    [Conv1D(6, 2, Padding = Padding.Causal, DilationRate = 2)] private static partial Tensor Gate(Tensor x);

    [Dense(6)] private static partial Tensor Widen(Tensor x);

    [Forward]
    private static (Tensor sound, Tensor gate) Forward([Input(17, 2)] Tensor x)
    {
        Tensor wide = Widen(x), gate = Sigmoid(Gate(wide));
        return ((Tanh(Filter(wide)) * gate) + wide, gate);
    }
}

[Network(Streaming = true), Input(19)]
internal sealed partial class CausalTransformer
{
    [Embedding(11, 24)] private static partial Tensor Words(Tensor x);

    [PositionEmbedding(19)] private static partial Tensor Places(Tensor x);

    [LayerNormalization] private static partial Tensor First(Tensor x);

    [MultiHeadAttention(4, 6, KeyValueHeads = 2, Causal = true)] private static partial Tensor Attend(Tensor x);

    [LayerNormalization] private static partial Tensor Second(Tensor x);

    [Dense(40, Activation = Activation.Gelu)] private static partial Tensor Widen(Tensor x);

    [Dense(24)] private static partial Tensor Narrow(Tensor x);

    [TiedDense(nameof(Words))] private static partial Tensor Scores(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x = Words(x);
        x += Places(x);
        x += Attend(First(x));
        x += Narrow(Widen(Second(x)));
        return Scores(x);
    }
}

/// <summary>A sentence is there from the beginning, its translation comes word by word.</summary>
[Network(Streaming = true, StreamedInput = "target")]
internal sealed partial class Translator
{
    [Embedding(9, 8, MaskZero = true)] private static partial Tensor SourceWords(Tensor x);

    [Embedding(7, 8)] private static partial Tensor TargetWords(Tensor x);

    [Bidirectional, GRU(6, ReturnSequences = true, ReturnState = true)]
    private static partial (Tensor Outputs, Tensor Forwards, Tensor Backwards) Encode(Tensor x);

    [GRU(6, ReturnSequences = true)] private static partial Tensor Decode(Tensor x, Tensor state);

    [MultiHeadAttention(1, 6)] private static partial Tensor Attend(Tensor query, Tensor value);

    [Dense(7)] private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward([Input(6)] Tensor source, [Input(5)] Tensor target)
    {
        (Tensor sources, Tensor first, _) = Encode(SourceWords(source));
        Tensor states = Decode(TargetWords(target), first);
        return Head(Concat(states, Attend(states, sources)));
    }
}

/// <summary>A decoder with additive attention in a scan.</summary>
[Network(Streaming = true, StreamedInput = "target")]
internal sealed partial class ScanningDecoder
{
    [Dense(4)] private static partial Tensor Keys(Tensor x);

    [Dense(4, UseBias = false)] private static partial Tensor Query(Tensor x);

    [Dense(1, UseBias = false)] private static partial Tensor Score(Tensor x);

    [Dense(5)] private static partial Tensor Next(Tensor x);

    [Forward]
    private static Tensor Forward([Input(6, 3)] Tensor source, [Input(7, 2)] Tensor target)
    {
        Tensor keys = Keys(source);
        (Tensor, Tensor) Step(Tensor x, Tensor state)
        {
            Tensor weights = Softmax(Reshape(Score(Tanh(keys + Reshape(Query(state), 1, 4))), 6));
            Tensor seen = Sum(source * Reshape(weights, 6, 1), 0);
            Tensor next = Tanh(Next(Concat(x, seen, state)));
            return (next, next);
        }

        return Scan(Step, target, Zeros(5)).Outputs;
    }
}

/// <summary>Sums so long that they are made in blocks.</summary>
[Network(Streaming = true), Input(7, 3000)]
[Dense(70), Conv1D(3, 40, Padding = Padding.Causal)]
internal sealed partial class LongSums;

/// <summary>What is given has a row for each step.</summary>
[Network(Streaming = true, StreamedInput = "x")]
internal sealed partial class Conditioned
{
    [GRU(4, ReturnSequences = true)] private static partial Tensor Remember(Tensor x);

    [Forward]
    private static Tensor Forward([Input(6, 3)] Tensor condition, [Input(6, 3)] Tensor x) => Remember(x * Tanh(condition));
}

/// <summary>Two things that are there from the beginning, and a loss, whose targets are not.</summary>
[Network(Streaming = true, StreamedInput = "target")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class TrainedTranslator
{
    [Embedding(7, 8)] private static partial Tensor Words(Tensor x);

    [Dense(6, Activation = Activation.Tanh)] private static partial Tensor Begin(Tensor x);

    [GRU(6, ReturnSequences = true)] private static partial Tensor Decode(Tensor x, Tensor state);

    [Dense(7)] private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward([Input(3)] Tensor tone, [Input(4)] Tensor subject, [Input(5)] Tensor target) =>
        Head(Decode(Words(target), Begin(Concat(tone, subject))));
}

/// <summary>The same with one thing.</summary>
[Network(Streaming = true, StreamedInput = "target")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class TrainedWriter
{
    [Embedding(7, 8)] private static partial Tensor Words(Tensor x);

    [Dense(6, Activation = Activation.Tanh)] private static partial Tensor Begin(Tensor x);

    [GRU(6, ReturnSequences = true)] private static partial Tensor Decode(Tensor x, Tensor state);

    [Dense(7)] private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward([Input(3)] Tensor subject, [Input(5)] Tensor target) => Head(Decode(Words(target), Begin(subject)));
}
