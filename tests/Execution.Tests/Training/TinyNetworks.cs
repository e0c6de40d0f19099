namespace NetCompiler.Execution.Tests.Training;

// Small enough to train in no time. The classifiers have dropout, so that the random state matters.
[Network, Input(5)]
[Dense(18, Activation = Activation.Tanh)]
[Dropout(0.3f)]
[Dense(3, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class TinyClassifier;

[Network, Input(5)]
[Dense(7, Activation = Activation.Relu)]
[Dropout(0.2f)]
[Dense(1, Activation = Activation.Sigmoid)]
[Loss(Loss.BinaryCrossentropy)]
internal sealed partial class TinyBinary;

[Network, Input(2)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class TinyRegression;
