using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Diagnostics;

public class ArgumentDiagnosticsTests
{
    [Theory]
    [InlineData("[Input(«0»)] [Dense(3)]", "The input: a size", 0)]
    [InlineData("[Input(4, «-2», 3)] [Dense(3)]", "The input: a size", -2)]
    [InlineData("[Input(«new[] { 4, -2, 3 }»)] [Dense(3)]", "The input: a size", -2)]
    [InlineData("[Input(4)] [Dense(«0»)]", "dense: the units", 0)]
    [InlineData("[Input(4)] [Dense(«units: int.MinValue», Name = \"head\")]", "head: the units", int.MinValue)]
    [InlineData("[Input(8, 8, 3)] [Conv2D(«0», 3)]", "conv2d: the filters", 0)]
    [InlineData("[Input(8, 8, 3)] [Conv2D(4, «0»)]", "conv2d: the kernel size", 0)]
    [InlineData("[Input(8, 8, 3)] [Conv2D(4, «-1», 3)]", "conv2d: the kernel height", -1)]
    [InlineData("[Input(8, 8, 3)] [Conv2D(4, 3, «-1»)]", "conv2d: the kernel width", -1)]
    [InlineData("[Input(8, 8, 3)] [Conv2D(4, 3, «Strides = new[] { 1, 0 }»)]", "conv2d: Strides", 0)]
    [InlineData("[Input(8, 8, 3)] [Conv2D(4, 3, «DilationRate = new[] { 0 }»)]", "conv2d: DilationRate", 0)]
    [InlineData("[Input(8, 8, 3)] [Conv2D(4, 3, «Groups = 0»)]", "conv2d: Groups", 0)]
    [InlineData("[Input(8, 8, 3)] [MaxPool2D(«0»)]", "max_pooling2d: the pool size", 0)]
    [InlineData("[Input(8, 8, 3)] [AveragePool2D(2, «0»)]", "average_pooling2d: the pool width", 0)]
    [InlineData("[Input(8, 8, 3)] [AveragePool2D(«Strides = new[] { -3 }»)]", "average_pooling2d: Strides", -3)]
    [InlineData("[Input(8, 8, 3)] [UpSampling2D(2, «-1»)]", "up_sampling2d: the columns", -1)]
    [InlineData("[Input(8)] [Reshape(2, «0»)]", "reshape: a size", 0)]
    [InlineData("[Input(8)] [Reshape(«-2», -1)]", "reshape: a size", -2)]
    public void A_size_below_one(string layers, string what, int value) =>
        Diagnose.Layers("NET020", FormattableString.Invariant($"{what} must be at least 1, but is {value}"), layers);

    [Theory]
    [InlineData("ZeroPadding2D(«-1»)", "zero_padding2d: the padding", -1)]
    [InlineData("ZeroPadding2D(2, «-3»)", "zero_padding2d: the horizontal", -3)]
    [InlineData("ZeroPadding2D(0, 0, «-2», 0)", "zero_padding2d: the left", -2)]
    [InlineData("Cropping2D(«-1»)", "cropping2d: the cropping", -1)]
    [InlineData("Cropping2D(«vertical: -7», horizontal: 1)", "cropping2d: the vertical", -7)]
    public void A_negative_margin(string layer, string what, int value) => Diagnose.Layers(
        "NET027", FormattableString.Invariant($"{what} must be at least 0, but is {value}"), $"[Input(8, 8, 3)] [{layer}]");

    [Theory]
    [InlineData("LayerNormalization(«Epsilon = 0»)", "layer_normalization", "0")]
    [InlineData("LayerNormalization(«Epsilon = -1e-3f»)", "layer_normalization", "-0.00100000005")]
    [InlineData("RMSNormalization(«Epsilon = float.NaN»)", "rms_normalization", "NaN")]
    [InlineData("RMSNormalization(«Epsilon = float.PositiveInfinity»)", "rms_normalization", "Infinity")]
    public void An_epsilon_that_is_not_above_zero(string layer, string name, string value) => Diagnose.Layers(
        "NET028", $"{name}: the epsilon must be finite and greater than 0, but is {value}", $"[Input(8)] [{layer}]");

    [Theory]
    [InlineData("1.01f", "1.00999999")]
    [InlineData("-0.5f", "-0.5")]
    [InlineData("float.NaN", "NaN")]
    public void A_momentum_outside_of_its_range(string written, string value) => Diagnose.Layers(
        "NET029", $"batch_normalization: the momentum must be at least 0 and at most 1, but is {value}",
            $"[Input(8)] [BatchNormalization(«Momentum = {written}»)]");

    [Theory]
    [InlineData("[Conv2D(4, 3, «Strides = new[] { 1, 1, 1 }»)]", "conv2d: Strides", 3)]
    [InlineData("[Conv2D(4, 3, «DilationRate = new int[0]»)]", "conv2d: DilationRate", 0)]
    [InlineData("[MaxPool2D(2, «Strides = new[] { 1, 2, 1, 2 }»)]", "max_pooling2d: Strides", 4)]
    public void Neither_one_value_nor_two(string layer, string what, int count) =>
        Diagnose.Layers("NET021", $"{what} takes one value, or two (height, width), but has {count}", "[Input(8, 8, 3)] " + layer);

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0.25f", "-0.25")]
    [InlineData("1.5f", "1.5")]
    [InlineData("float.NaN", "NaN")]
    [InlineData("float.PositiveInfinity", "Infinity")]
    public void A_rate_out_of_range(string rate, string text) =>
        Diagnose.Layers("NET022", $"dropout: the rate must be at least 0 and less than 1, but is {text}", $"[Input(4)] [Dropout(«{rate}»)]");

    [Theory]
    [InlineData("[Dense(3, «Activation = (Activation)99»)]", "dense: 99", "Activation")]
    [InlineData("[Dense(3, «Activation = (Activation)(-1)»)]", "dense: -1", "Activation")]
    [InlineData("[Dense(3, «KernelInitializer = (Initializer)13»)]", "dense: 13", "Initializer")]
    [InlineData("[Dense(3, «BiasInitializer = (Initializer)(-5)»)]", "dense: -5", "Initializer")]
    [InlineData("[Activation(«(Activation)21»)]", "activation: 21", "Activation")]
    [InlineData("[Conv2D(3, 1, «Padding = (Padding)3»)]", "conv2d: 3", "Padding")]
    [InlineData("[MaxPool2D(«Padding = (Padding)3»)]", "max_pooling2d: 3", "Padding")]
    [InlineData("[Dense(3)] [Loss(«(Loss)7»)]", "The loss: 7", "Loss")]
    public void A_value_that_its_enum_does_not_have(string layer, string what, string type) =>
        Diagnose.Layers("NET023", $"{what} is not a value of {type}", "[Input(8, 8, 3)] " + layer);

    [Theory]
    [InlineData("Strides = new[] { 2 }, «DilationRate = new[] { 3 }»", "[2, 2]", "[3, 3]")]
    [InlineData("Strides = new[] { 1, 2 }, «DilationRate = new[] { 2, 1 }»", "[1, 2]", "[2, 1]")]
    public void Strides_with_dilation(string arguments, string strides, string dilation) => Diagnose.Layers(
        "NET024", $"conv2d: strides of {strides} cannot be combined with a dilation rate of {dilation}; one of them must be 1",
        $"[Input(28, 28, 1)] [Conv2D(4, 3, {arguments})]");

    [Fact]
    public void An_alpha_for_an_activation_without_one() => Diagnose.Layers(
        "NET025", "activation: Relu has no alpha; only LeakyRelu, Elu and Celu have one",
        "[Input(4)] [Activation(Activation.Relu, «Alpha = 0.5f»)]");

    [Theory]
    [InlineData("LeakyRelu", "float.NegativeInfinity", "finite", "-Infinity")]
    [InlineData("Elu", "float.PositiveInfinity", "finite", "Infinity")]
    [InlineData("Celu", "0", "finite and not 0", "0")]
    [InlineData("Elu", "float.NaN", "finite", "NaN")]
    [InlineData("Celu", "0f / 0f", "finite and not 0", "NaN")]
    public void An_alpha_that_gives_no_numbers(string kind, string alpha, string rule, string text) => Diagnose.Layers(
        "NET026", $"activation: the alpha of {kind} must be {rule}, but is {text}", $"[Input(4)] [Activation(Activation.{kind}, «Alpha = {alpha}»)]");

    [Theory]
    [InlineData("Rescaling(«float.NaN»)", "rescaling: the scale must be finite, but is NaN")]
    [InlineData("Rescaling(1, «float.PositiveInfinity»)", "rescaling: the offset must be finite, but is Infinity")]
    [InlineData("LocalResponseNormalization(5, «Alpha = -1»)", "local_response_normalization: the alpha must be finite and at least 0, but is -1")]
    [InlineData("LocalResponseNormalization(5, «K = 0»)", "local_response_normalization: the k must be finite and greater than 0, but is 0")]
    public void A_number_that_a_layer_cannot_compute_with(string layer, string message) =>
        Diagnose.Layers("NET026", message, $"[Input(8, 8, 3)] [{layer}]");

    [Theory]
    [InlineData("Dense(3, «KernelL2 = -0.5f»)", "dense: KernelL2", "-0.5")]
    [InlineData("Dense(3, «BiasL1 = float.PositiveInfinity»)", "dense: BiasL1", "Infinity")]
    [InlineData("Conv2D(3, 1, «KernelL1 = float.NaN»)", "conv2d: KernelL1", "NaN")]
    [InlineData("SeparableConv2D(3, 1, «PointwiseL1 = -1»)", "separable_conv2d: PointwiseL1", "-1")]
    public void A_negative_penalty(string layer, string what, string text) =>
        Diagnose.Layers("NET072", $"{what} must be finite and at least 0, but is {text}", $"[Input(8, 8, 3)] [{layer}]");

    [Theory]
    [InlineData("Dense(3, «KernelMaxNorm = 0»)", "dense: KernelMaxNorm", "0")]
    [InlineData("SeparableConv2D(3, 1, «DepthwiseMaxNorm = float.NaN»)", "separable_conv2d: DepthwiseMaxNorm", "NaN")]
    public void A_limit_of_norms_of_nothing(string layer, string what, string text) =>
        Diagnose.Layers("NET073", $"{what} must be greater than 0, but is {text}", $"[Input(8, 8, 3)] [{layer}]");

    [Theory]
    [InlineData("L1")]
    [InlineData("L2")]
    public void A_penalty_of_a_table_with_sparse_updates(string penalty) => Diagnose.Layers(
        "NET076",
        "embedding: SparseUpdates, by which a training step changes only the rows that it read, do not go with Embeddings" + penalty
            + ", which changes every row in every step",
        $"[Input(8)] [Embedding(9, 3, SparseUpdates = true, «Embeddings{penalty} = 0.5f»)]");

    [Fact]
    public void Every_layer_is_checked_even_after_a_fault()
    {
        GeneratorRun run = GeneratorRunner.Run("""
            [Network, Input(8, 8)]
            [Conv2D(0, 3)]
            [Dense(0)]
            [Dropout(2)]
            [Loss(Loss.Huber, Delta = 0)]
            public partial class Net;
            """);
        Assert.Equal(["NET020", "NET020", "NET022", "NET046"], run.Diagnostics.Select(d => d.Id));
    }
}
