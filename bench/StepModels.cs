namespace NetCompiler.Bench;

/// <summary>The peers' LSTM, step by step.</summary>
[Network(Streaming = true), Input(100, 64)]
[LSTM(64, ReturnSequences = true)]
internal sealed partial class StreamedLstm;

/// <summary>A small effect on sound: all of a step is latency.</summary>
[Network(Streaming = true), Input(100, 1)]
[LSTM(16, ReturnSequences = true)]
internal sealed partial class SmallLstm;

/// <summary>A stack of dilated convolutions, as for sound.</summary>
[Network(Streaming = true), Input(256, 1)]
[Conv1D(16, 3, Padding = Padding.Causal, Activation = Activation.Tanh)]
[Conv1D(16, 3, Padding = Padding.Causal, DilationRate = 2, Activation = Activation.Tanh)]
[Conv1D(16, 3, Padding = Padding.Causal, DilationRate = 4, Activation = Activation.Tanh)]
[Conv1D(16, 3, Padding = Padding.Causal, DilationRate = 8, Activation = Activation.Tanh)]
[Conv1D(1, 1)]
internal sealed partial class DilatedStack;
