namespace NetCompiler.Execution.Tests.Gradients;

// Small networks with odd sizes: every layer, every loss, windows of all kinds.
[Network(InputGradient = true), Input(7, 9, 3)]
[Conv2D(5, 3, 2, Activation = Activation.Tanh)]
[AveragePool2D(2, 3, Strides = [1, 2])]
[Flatten]
[Dense(11, Activation = Activation.Silu)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class ValidWindows;

[Network(InputGradient = true), Input(7, 6, 3)]
[Conv2D(9, 3, Padding = Padding.Same, Activation = Activation.Tanh)]
[Conv2D(4, 3, Padding = Padding.Same, Strides = [2], UseBias = false)]
[AveragePool2D(3, Strides = [2], Padding = Padding.Same)]
[Flatten]
[Dense(3, Activation = Activation.Softmax)]
[Loss(Loss.CategoricalCrossentropy, LabelSmoothing = 0.1f)]
internal sealed partial class SameWindows;

[Network(InputGradient = true), Input(8, 8, 8)]
[Conv2D(16, 3, DilationRate = [2], Groups = 2, Activation = Activation.GeluTanh)]
[Conv2D(16, 2, Groups = 16, Activation = Activation.Softplus)]
[Reshape(3, 48)]
[Dense(17, Activation = Activation.Gelu)]
[Flatten]
[Dense(1, Activation = Activation.Sigmoid)]
[Loss(Loss.BinaryCrossentropy)]
internal sealed partial class Grouped;

[Network(InputGradient = true), Input(9, 9, 2)]
[Conv2D(6, 3, Activation = Activation.Relu)]
[MaxPool2D(3, Strides = [2])]
[Flatten]
[Dense(13, Activation = Activation.LogSoftmax)]
[Dense(6)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class OverlappingPools;

[Network(InputGradient = true), Input(1)]
[Dense(1, Activation = Activation.Elu)]
[Dense(2, Activation = Activation.Softsign)]
[Loss(Loss.MeanAbsoluteError)]
internal sealed partial class Narrow;

[Network(InputGradient = true), Input(33)]
[Dense(130, Activation = Activation.Mish)]
[Dense(20, Activation = Activation.Exponential)]
[Dense(5, Activation = Activation.HardSilu)]
[Loss(Loss.Huber, Delta = 0.5f)]
internal sealed partial class Wide;

[Network(InputGradient = true), Input(5, 4, 3)]
[ZeroPadding2D(1, 0, 2, 1)]
[Conv2D(6, 3, Activation = Activation.Tanh)]
[UpSampling2D(2, 3)]
[Cropping2D(1, 2, 0, 3)]
[Conv2D(9, 2)]
[GlobalAveragePool2D]
[Dense(2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Resized;

[Network(InputGradient = true), Input(3, 2, 17)]
[LayerNormalization]
[Conv2D(10, 2, Activation = Activation.Silu)]
[RMSNormalization(Epsilon = 1e-4f)]
[GlobalMaxPool2D(KeepDims = true)]
[Flatten]
[LayerNormalization(Epsilon = 1e-5f)]
[Dense(4, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class Normalised;

[Network(InputGradient = true), Input(5, 4, 3)]
[BatchNormalization(Epsilon = 0.1f)]
[Conv2D(10, 3, Padding = Padding.Same, Activation = Activation.Tanh, UseBias = false)]
[BatchNormalization(Epsilon = 0.01f)]
[Activation(Activation.Silu)]
[Conv2D(5, 2)]
[GlobalAveragePool2D]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class BatchNormalised;

[Network(InputGradient = true), Input(5, 4, 6)]
[GroupNormalization(Groups = 2)]
[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.Tanh)]
[GroupNormalization]
[GlobalAveragePool2D]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class GroupNormalised;

[Network(InputGradient = true), Input(13, 3)]
[Conv1D(10, 3, DilationRate = 2, Padding = Padding.Causal, Activation = Activation.Tanh)]
[AveragePool1D(2, Padding = Padding.Same)]
[Conv1D(18, 3, Strides = 2, Groups = 2)]
[PReLU(SharedAxes = [1], AlphaInitializer = Initializer.RandomUniform)]
[GlobalAveragePool1D]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Steps;

[Network(InputGradient = true), Input(5, 6)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Attentive
{
    [PositionEmbedding(7)]
    private static partial Tensor Places(Tensor x);

    [MultiHeadAttention(4, 3, ValueDim = 5, KeyValueHeads = 2, Causal = true, UseBias = false)]
    private static partial Tensor Self(Tensor x);

    [MultiHeadAttention(2, 4, OutputDim = 6, UseBias = false)]
    private static partial Tensor Cross(Tensor query, Tensor value);

    [Dense(3)]
    private static partial Tensor Out(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x += Places(x);
        x += 2 * Self(x);
        return Out(Mean(x + (2 * Cross(x, x[1..])), 0));
    }
}
