namespace NetCompiler.Execution.Tests.Training;

/// <summary>Small enough to train in no time, with dropout, so that the random state matters.</summary>
[Network, Input(5)]
[Dense(18, Activation = Activation.Tanh)]
[Dropout(0.3f)]
[Dense(3, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class TinyClassifier;

[Network, Input(2)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class TinyRegression;
