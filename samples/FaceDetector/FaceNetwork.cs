// Imported from face_detection_front_128x128_barracuda.onnx
// (SHA-256 d388b1cf8a5f6f1af2b3f4c14f6d0f138bab970cd618cccd12dddb7484e82e51, opset 12, written by tf2onnx 1.7.2).
// Images are [height, width, channels].
using NetCompiler;

namespace FaceDetector;

/// <summary>tf2onnx.</summary>
[Network]
public partial class FaceNetwork
{
    [Conv2D(24, 5, Strides = [2], Padding = Padding.Same)] private static partial Tensor Conv2dBiasAdd(Tensor x); // [128, 128, 3] to [64, 64, 24]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2dDepthwise(Tensor x); // [64, 64, 24] to [64, 64, 24]
    [Conv2D(24, 1)] private static partial Tensor Conv2d1BiasAdd(Tensor x); // [64, 64, 24] to [64, 64, 24]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d1Depthwise(Tensor x); // [64, 64, 24] to [64, 64, 24]
    [Conv2D(28, 1)] private static partial Tensor Conv2d2BiasAdd(Tensor x); // [64, 64, 24] to [64, 64, 28]
    [MaxPool2D(2)] private static partial Tensor MaxPooling2d(Tensor x); // [64, 64, 28] to [32, 32, 28]
    [DepthwiseConv2D(3, Strides = [2], Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d2Depthwise(Tensor x); // [64, 64, 28] to [32, 32, 28]
    [Conv2D(32, 1)] private static partial Tensor Conv2d3BiasAdd(Tensor x); // [32, 32, 28] to [32, 32, 32]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d3Depthwise(Tensor x); // [32, 32, 32] to [32, 32, 32]
    [Conv2D(36, 1)] private static partial Tensor Conv2d4BiasAdd(Tensor x); // [32, 32, 32] to [32, 32, 36]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d4Depthwise(Tensor x); // [32, 32, 36] to [32, 32, 36]
    [Conv2D(42, 1)] private static partial Tensor Conv2d5BiasAdd(Tensor x); // [32, 32, 36] to [32, 32, 42]
    [MaxPool2D(2)] private static partial Tensor MaxPooling2d1(Tensor x); // [32, 32, 42] to [16, 16, 42]
    [DepthwiseConv2D(3, Strides = [2], Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d5Depthwise(Tensor x); // [32, 32, 42] to [16, 16, 42]
    [Conv2D(48, 1)] private static partial Tensor Conv2d6BiasAdd(Tensor x); // [16, 16, 42] to [16, 16, 48]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d6Depthwise(Tensor x); // [16, 16, 48] to [16, 16, 48]
    [Conv2D(56, 1)] private static partial Tensor Conv2d7BiasAdd(Tensor x); // [16, 16, 48] to [16, 16, 56]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d7Depthwise(Tensor x); // [16, 16, 56] to [16, 16, 56]
    [Conv2D(64, 1)] private static partial Tensor Conv2d8BiasAdd(Tensor x); // [16, 16, 56] to [16, 16, 64]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d8Depthwise(Tensor x); // [16, 16, 64] to [16, 16, 64]
    [Conv2D(72, 1)] private static partial Tensor Conv2d9BiasAdd(Tensor x); // [16, 16, 64] to [16, 16, 72]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d9Depthwise(Tensor x); // [16, 16, 72] to [16, 16, 72]
    [Conv2D(80, 1)] private static partial Tensor Conv2d10BiasAdd(Tensor x); // [16, 16, 72] to [16, 16, 80]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d10Depthwise(Tensor x); // [16, 16, 80] to [16, 16, 80]
    [Conv2D(88, 1)] private static partial Tensor Conv2d11BiasAdd(Tensor x); // [16, 16, 80] to [16, 16, 88]
    [MaxPool2D(2)] private static partial Tensor MaxPooling2d2(Tensor x); // [16, 16, 88] to [8, 8, 88]
    [DepthwiseConv2D(3, Strides = [2], Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d11Depthwise(Tensor x); // [16, 16, 88] to [8, 8, 88]
    [Conv2D(96, 1)] private static partial Tensor Conv2d12BiasAdd(Tensor x); // [8, 8, 88] to [8, 8, 96]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d12Depthwise(Tensor x); // [8, 8, 96] to [8, 8, 96]
    [Conv2D(96, 1)] private static partial Tensor Conv2d13BiasAdd(Tensor x); // [8, 8, 96] to [8, 8, 96]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d13Depthwise(Tensor x); // [8, 8, 96] to [8, 8, 96]
    [Conv2D(96, 1)] private static partial Tensor Conv2d14BiasAdd(Tensor x); // [8, 8, 96] to [8, 8, 96]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d14Depthwise(Tensor x); // [8, 8, 96] to [8, 8, 96]
    [Conv2D(96, 1)] private static partial Tensor Conv2d15BiasAdd(Tensor x); // [8, 8, 96] to [8, 8, 96]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor DepthwiseConv2d15Depthwise(Tensor x); // [8, 8, 96] to [8, 8, 96]
    [Conv2D(96, 1)] private static partial Tensor Conv2d16BiasAdd(Tensor x); // [8, 8, 96] to [8, 8, 96]
    [Conv2D(96, 1)] private static partial Tensor Conv2d20BiasAdd(Tensor x); // [8, 8, 96] to [8, 8, 96]
    [Conv2D(6, 1)] private static partial Tensor Conv2d18BiasAdd(Tensor x); // [8, 8, 96] to [8, 8, 6]
    [Conv2D(32, 1)] private static partial Tensor Conv2d19BiasAdd(Tensor x); // [16, 16, 88] to [16, 16, 32]
    [Conv2D(2, 1)] private static partial Tensor Conv2d17BiasAdd(Tensor x); // [16, 16, 88] to [16, 16, 2]

    [Forward]
    private static (Tensor identity0, Tensor identity1_0, Tensor identity2_0, Tensor identity3_0) Forward([Input(128, 128, 3)] Tensor input0)
    {
        Tensor conv2dRelu0 = Relu(Conv2dBiasAdd(input0));
        Tensor reLuRelu0 = Relu(conv2dRelu0 + Conv2d1BiasAdd(DepthwiseConv2dDepthwise(conv2dRelu0)));
        Tensor add1Add0 = Conv2d2BiasAdd(DepthwiseConv2d1Depthwise(reLuRelu0)) + Concat(reLuRelu0, Zeros(64, 64, 4));
        Tensor reLu1Relu0 = Relu(add1Add0);
        Tensor add2Add0 = Conv2d3BiasAdd(DepthwiseConv2d2Depthwise(reLu1Relu0)) + Concat(MaxPooling2d(reLu1Relu0), Zeros(32, 32, 4));
        Tensor reLu2Relu0 = Relu(add2Add0);
        Tensor add3Add0 = Conv2d4BiasAdd(DepthwiseConv2d3Depthwise(reLu2Relu0)) + Concat(reLu2Relu0, Zeros(32, 32, 4));
        Tensor reLu3Relu0 = Relu(add3Add0);
        Tensor add4Add0 = Conv2d5BiasAdd(DepthwiseConv2d4Depthwise(reLu3Relu0)) + Concat(reLu3Relu0, Zeros(32, 32, 6));
        Tensor reLu4Relu0 = Relu(add4Add0);
        Tensor add5Add0 = Conv2d6BiasAdd(DepthwiseConv2d5Depthwise(reLu4Relu0)) + Concat(MaxPooling2d1(reLu4Relu0), Zeros(16, 16, 6));
        Tensor reLu5Relu0 = Relu(add5Add0);
        Tensor add6Add0 = Conv2d7BiasAdd(DepthwiseConv2d6Depthwise(reLu5Relu0)) + Concat(reLu5Relu0, Zeros(16, 16, 8));
        Tensor reLu6Relu0 = Relu(add6Add0);
        Tensor add7Add0 = Conv2d8BiasAdd(DepthwiseConv2d7Depthwise(reLu6Relu0)) + Concat(reLu6Relu0, Zeros(16, 16, 8));
        Tensor reLu7Relu0 = Relu(add7Add0);
        Tensor add8Add0 = Conv2d9BiasAdd(DepthwiseConv2d8Depthwise(reLu7Relu0)) + Concat(reLu7Relu0, Zeros(16, 16, 8));
        Tensor reLu8Relu0 = Relu(add8Add0);
        Tensor add9Add0 = Conv2d10BiasAdd(DepthwiseConv2d9Depthwise(reLu8Relu0)) + Concat(reLu8Relu0, Zeros(16, 16, 8));
        Tensor reLu9Relu0 = Relu(add9Add0);
        Tensor add10Add0 = Conv2d11BiasAdd(DepthwiseConv2d10Depthwise(reLu9Relu0)) + Concat(reLu9Relu0, Zeros(16, 16, 8));
        Tensor reLu10Relu0 = Relu(add10Add0);
        Tensor add11Add0 = Conv2d12BiasAdd(DepthwiseConv2d11Depthwise(reLu10Relu0)) + Concat(MaxPooling2d2(reLu10Relu0), Zeros(8, 8, 8));
        Tensor reLu11Relu0 = Relu(add11Add0);
        Tensor reLu12Relu0 = Relu(Conv2d13BiasAdd(DepthwiseConv2d12Depthwise(reLu11Relu0)) + reLu11Relu0);
        Tensor reLu13Relu0 = Relu(Conv2d14BiasAdd(DepthwiseConv2d13Depthwise(reLu12Relu0)) + reLu12Relu0);
        Tensor reLu14Relu0 = Relu(Conv2d15BiasAdd(DepthwiseConv2d14Depthwise(reLu13Relu0)) + reLu13Relu0);
        Tensor reLu15Relu0 = Relu(Conv2d16BiasAdd(DepthwiseConv2d15Depthwise(reLu14Relu0)) + reLu14Relu0);
        return (
            Reshape(Conv2d17BiasAdd(reLu10Relu0), 512, 1),
            Reshape(Conv2d18BiasAdd(reLu15Relu0), 384, 1),
            Reshape(Conv2d19BiasAdd(reLu10Relu0), 512, 16),
            Reshape(Conv2d20BiasAdd(reLu15Relu0), 384, 16));
    }
}
