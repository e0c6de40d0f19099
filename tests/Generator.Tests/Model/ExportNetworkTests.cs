using NetCompiler.Generator.Model;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Model;

/// <summary>The lines of a network's ONNX graph.</summary>
public sealed class ExportNetworkTests
{
    /// <summary>Images have their channels first between layers of images, and last at both ends.</summary>
    [Fact]
    public void Images_are_transposed_at_their_ends() => Assert.Equal(
        [
            "input: input [6,6,2]",
            "output: output [3]",
            "constant.0 = 0f x 4",
            "conv2d.kernel = Transpose(conv2d/kernel) perm=[3,2,0,1]",
            "input.first = Transpose(input) perm=[0,3,1,2]",
            "conv2d = Conv(input.first, conv2d.kernel, conv2d/bias) kernel_shape=[3,3] strides=[1,1] pads=[1,1,1,1] group=1",
            "conv2d.activation = Relu(conv2d)",
            "batch_normalization = BatchNormalization(conv2d.activation, batch_normalization/gamma, constant.0, batch_normalization/moving_mean, "
                + "batch_normalization/moving_variance) epsilon=0.00100000005f momentum=0.99000001f",
            "max_pooling2d = MaxPool(batch_normalization) kernel_shape=[2,2] strides=[2,2] pads=[0,0,0,0]",
            "max_pooling2d.last = Transpose(max_pooling2d) perm=[0,2,3,1]",
            "flatten = Flatten(max_pooling2d.last) axis=1",
            "dense = Gemm(flatten, dense/kernel, dense/bias)",
            "output = Softmax(dense) axis=-1",
        ],
        Lines("""
            [Network, Input(6, 6, 2)]
            [Conv2D(4, 3, Padding = Padding.Same, Activation = Activation.Relu), BatchNormalization(Center = false), MaxPool2D(2), Flatten]
            [Dropout(0.5f), Dense(3, Activation = Activation.Softmax)]
            [Loss(Loss.CategoricalCrossentropy)]
            public partial class Digits;
            """));

    /// <summary>What is computed for the loss alone is not there.</summary>
    [Fact]
    public void Losses_stay_out() => Assert.DoesNotContain(Lines("""
        [Network]
        public partial class Digits
        {
            [Dense(3)] private static partial Tensor Mix(Tensor x);
            [Forward] private static Tensor Forward([Input(4)] Tensor x) => Mix(x);
            [Loss] private static Tensor Error(Tensor y, [Target(3)] Tensor t) => MeanSquaredError(Tanh(y), t);
        }
        """), line => line.Contains("Tanh", StringComparison.Ordinal));

    [Fact]
    public void What_has_no_counterpart_is_refused() => Assert.Equal(
        ["refused: lstm: the activation Mish, which ONNX' LSTM does not know"], Lines("""
        [Network, Input(5, 3)]
        [LSTM(4, Activation = Activation.Mish)]
        public partial class Digits;
        """));

    /// <summary>No file and no line for who does not export.</summary>
    [Fact]
    public void A_project_without_the_library_has_no_lines() => Assert.DoesNotContain(
        GeneratorRunner.Run("[Network, Input(3), Dense(2)] public partial class Digits;").Sources.Keys,
        name => name.EndsWith(".Onnx.g.cs", StringComparison.Ordinal));

    private static IReadOnlyList<string> Lines(string source) => ExportNetwork.Run(GeneratorRunner.Run(source).Spec);
}
