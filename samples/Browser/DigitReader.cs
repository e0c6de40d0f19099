using NetCompiler;

namespace Browser;

/// <summary>
/// The layers of samples/Digits' network, and so its file of weights. What finds lines and corners stays as it was learned from many digits; what
/// makes a digit of them learns on. A step of training then costs little more than a reading of its samples.
/// </summary>
[Network, Input(28, 28, 1)]
[Conv2D(32, 3, Activation = Activation.Relu, Trainable = false)]
[MaxPool2D(2)]
[Conv2D(64, 3, Activation = Activation.Relu, Trainable = false)]
[MaxPool2D(2)]
[Conv2D(64, 3, Activation = Activation.Relu)]
[Flatten]
[Dense(64, Activation = Activation.Relu)]
[Dense(10, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
public partial class DigitReader;
