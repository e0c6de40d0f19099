namespace NetCompiler.Bench.Networks;

/// <summary>The smallest network of the tutorials: four measures of a flower, three species. 403 parameters.</summary>
[Network, Input(4)]
[Dense(16, Activation = Activation.Relu)]
[Dense(16, Activation = Activation.Relu)]
[Dense(3, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class IrisClassifier;
