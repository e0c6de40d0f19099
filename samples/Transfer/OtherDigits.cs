using NetCompiler;

namespace Transfer;

/// <summary>
/// Tells 5, 6, 7, 8 and 9 apart: the convolutions are <see cref="Digits.DigitClassifier"/>'s, by name and shape, and the head is new.
/// </summary>
[Network, Input(28, 28, 1)]
[Conv2D(32, 3, Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(64, 3, Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(64, 3, Activation = Activation.Relu)]
[Flatten]
[Dropout(0.5f)]
[Dense(64, Activation = Activation.Relu, Name = "head")]
[Dropout(0.5f)]
[Dense(5, Activation = Activation.Softmax, Name = "classes")]
[Loss(Loss.SparseCategoricalCrossentropy)]
public partial class OtherDigits;
