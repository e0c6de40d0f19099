namespace NetCompiler.Bench;

/// <summary>The convolutional network of the tutorials on 28 x 28 images.</summary>
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
internal sealed partial class Cnn;

/// <summary>The peers' perceptron on 28 x 28 images.</summary>
[Network, Input(784)]
[Dense(256, Activation = Activation.Relu)]
[Dense(128, Activation = Activation.Relu)]
[Dense(10, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class Mlp;

/// <summary>A perceptron whose weights no longer fit the second-level cache.</summary>
[Network, Input(784)]
[Dense(512, Activation = Activation.Relu)]
[Dense(256, Activation = Activation.Relu)]
[Dense(10, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class WideMlp;

/// <summary>A network so small that what surrounds the arithmetic counts.</summary>
[Network, Input(4)]
[Dense(16, Activation = Activation.Tanh)]
[Dense(16, Activation = Activation.Tanh)]
[Dense(3)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class Tiny;

/// <summary>The peers' reader of texts: a hundred words of ten thousand kinds.</summary>
[Network, Input(100)]
[Embedding(Words, 64)]
[LSTM(64)]
[Dense(10)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class TextLstm
{
    public const int Words = 10000;
}
