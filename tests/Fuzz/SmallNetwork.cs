namespace NetCompiler.Fuzz;

[Network, Input(4, 4, 1)]
[Conv2D(2, 3)]
[Flatten]
[Dense(3)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class SmallNetwork;
