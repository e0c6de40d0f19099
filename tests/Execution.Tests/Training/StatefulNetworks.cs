namespace NetCompiler.Execution.Tests.Training;

/// <summary>Three steps of a sequence that goes on in the next batch.</summary>
[Network, Input(3, 3)]
[LSTM(4, Stateful = true)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class FollowingLstm;

/// <summary>The whole sequence, whose gradient ends between the parts.</summary>
[Network, Input(6, 3)]
[LSTM(4, Truncate = 3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class WholeLstm;

/// <summary>Several stateful layers, one behind padding and one that takes the steps from the last.</summary>
[Network, Input(5)]
[Embedding(9, 4, MaskZero = true), GRU(5, ReturnSequences = true, Stateful = true), LSTM(3, ReturnSequences = true, Stateful = true)]
[SimpleRNN(4, GoBackwards = true, Stateful = true), Dense(2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class FollowingStack;
