namespace NetCompiler.Execution.Tests.Layers;

[Network(InputGradient = true), Input(12, 5)]
[LSTM(7, ReturnSequences = true)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class ReadyLstm;

/// <summary>The same by a scan.</summary>
[Network(InputGradient = true), Input(12, 5)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class OwnLstm
{
    private const int Units = 7;

    [Dense(4 * Units)] private static partial Tensor FromInput(Tensor x);

    [Dense(4 * Units, UseBias = false)] private static partial Tensor FromState(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Scan(Step, x, (Zeros(Units), Zeros(Units))).Outputs;

    private static (Tensor Output, (Tensor, Tensor) Next) Step(Tensor x, (Tensor Hidden, Tensor Memory) state)
    {
        Tensor z = FromInput(x) + FromState(state.Hidden);
        Tensor Gate(int number) => Sigmoid(z[(number * Units)..((number + 1) * Units)]);
        Tensor memory = (Gate(1) * state.Memory) + (Gate(0) * Tanh(z[(2 * Units)..(3 * Units)]));
        Tensor hidden = Gate(3) * Tanh(memory);
        return (hidden, (hidden, memory));
    }
}

[Network, Input(9)]
[Embedding(20, 6, MaskZero = true), Bidirectional, LSTM(5, ReturnSequences = true), GRU(6), Dense(3)]
internal sealed partial class ShortReader;

[Network, Input(31)]
[Embedding(20, 6, MaskZero = true), Bidirectional, LSTM(5, ReturnSequences = true), GRU(6), Dense(3)]
internal sealed partial class LongReader;

[Network, Input(6, 3)]
[LSTM(4, Truncate = 3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class TruncatedLstm;

/// <summary>The last three steps of it, whose first states are given.</summary>
[Network]
internal sealed partial class LaterLstm
{
    [LSTM(4, ReturnState = true)] private static partial (Tensor Output, Tensor Hidden, Tensor Memory) Lstm(Tensor x, Tensor hidden, Tensor memory);

    [Forward]
    private static (Tensor output, Tensor last) Forward([Input(3, 3)] Tensor x, [Input(4)] Tensor hidden, [Input(4)] Tensor memory)
    {
        (Tensor output, _, Tensor last) = Lstm(x, hidden, memory);
        return (output, last);
    }

    [Loss]
    private static Tensor Loss(Tensor output, Tensor last, [Target(4)] Tensor wanted) => MeanSquaredError(output, wanted) + (Mean(last) * 0);
}

[Network(InputGradient = true)]
internal sealed partial class BoundedScan
{
    [Dense(4)] private static partial Tensor Mix(Tensor x);

    [Forward]
    private static Tensor Forward([Input(8, 3)] Tensor x, [Input(1)] Tensor length) =>
        Scan((step, state) => (state, Tanh(Mix(Concat(step, state)))), x, Zeros(4), lengths: length).Last;

    [Loss]
    private static Tensor Loss(Tensor last, [Target(4)] Tensor wanted) => MeanSquaredError(last, wanted);
}

[Network, Input(20)]
[Embedding(200, 16, Name = "emb")]
[LSTM(24, Name = "rnn")]
[Dense(6, Name = "fc")]
internal sealed partial class OneBiasLstm;

[Network, Input(200, 3)]
[LSTM(5), Dense(1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class LongLstm;

[Network, Input(200, 3)]
[SimpleRNN(5, Activation = Activation.Linear), Dense(1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class LongLinear;
