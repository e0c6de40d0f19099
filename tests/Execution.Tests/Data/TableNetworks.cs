namespace NetCompiler.Execution.Tests.Data;

// Networks for tables: one a kind of answer, and those of the guide's examples.
[Network, Input(3), Dense(8, Activation = Activation.Tanh), Dense(3), Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class TableClassifier;

[Network, Input(3), Dense(3, Activation = Activation.Softmax), Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class TableProbabilities;

[Network, Input(3), Dense(1), Loss(Loss.BinaryCrossentropy, FromLogits = true)]
internal sealed partial class TableBinary;

[Network, Input(3), Dense(1), Loss(Loss.MeanSquaredError)]
internal sealed partial class TableRegression;

[Network, Input(4), Dense(8, Activation = Activation.Tanh, KernelL2 = 1e-3f), Dense(3)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class Iris;

[Network, Input(13), Dense(16, Activation = Activation.Relu), Dense(3), Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class Wine;

[Network, Input(14), Dense(256, Activation = Activation.Relu), Dense(128, Activation = Activation.Relu), Dense(1), Loss(Loss.Huber)]
internal sealed partial class Housing;
