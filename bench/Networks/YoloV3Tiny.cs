namespace NetCompiler.Bench.Networks;

/// <summary>
/// Redmon and Farhadi, YOLOv3: An Incremental Improvement (2018), the tiny one: boxes of 80 classes in cells of 32 and of 16 pixels. 8,852,366
/// parameters.
/// </summary>
[Network, Input(416, 416, 3)]
internal sealed partial class YoloV3Tiny
{
    [Conv2D(16, 3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.1f)]
    [MaxPool2D]
    [Conv2D(32, 3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.1f)]
    [MaxPool2D]
    [Conv2D(64, 3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.1f)]
    [MaxPool2D]
    [Conv2D(128, 3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.1f)]
    [MaxPool2D]
    [Conv2D(256, 3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.1f)]
    private static partial Tensor Near(Tensor x);

    [MaxPool2D]
    [Conv2D(512, 3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.1f)]
    [MaxPool2D(2, Strides = [1], Padding = Padding.Same)]
    [Conv2D(1024, 3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.1f)]
    [Conv2D(256, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.LeakyRelu, Alpha = 0.1f)]
    private static partial Tensor Far(Tensor x);

    [Conv2D(512, 3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.1f)]
    [Conv2D(255, 1)]
    private static partial Tensor Large(Tensor x);

    [Conv2D(128, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.LeakyRelu, Alpha = 0.1f), UpSampling2D]
    private static partial Tensor Enlarge(Tensor x);

    [Conv2D(256, 3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.1f)]
    [Conv2D(255, 1)]
    private static partial Tensor Small(Tensor x);

    [Forward]
    private static (Tensor Large, Tensor Small) Forward(Tensor image)
    {
        Tensor near = Near(image), far = Far(near);
        return (Large(far), Small(Concat(Enlarge(far), near)));
    }
}
