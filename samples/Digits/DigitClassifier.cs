using NetCompiler;

namespace Digits;

/// <summary>Reads a handwritten digit from 28 x 28 grey pixels (0 is paper, 1 is ink); gives the probability of each of the ten.</summary>
[Network, Input(28, 28, 1)]
[Conv2D(32, 3, Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(64, 3, Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(64, 3, Activation = Activation.Relu)]
[Flatten]
[Dense(64, Activation = Activation.Relu)]
[Dense(10, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
public partial class DigitClassifier;
