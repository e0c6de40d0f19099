using NetCompiler;

namespace NetCompilerApp;

/// <summary>Tells from two coordinates which of the spiral's arms a point lies on.</summary>
[Network, Input(2)]
[Dense(32, Activation = Activation.Tanh)]
[Dense(32, Activation = Activation.Tanh)]
[Dense(SpiralData.Arms, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
public partial class SpiralClassifier;
