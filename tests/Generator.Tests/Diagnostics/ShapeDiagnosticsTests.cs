using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Diagnostics;

public class ShapeDiagnosticsTests
{
    [Theory]
    [InlineData("[Input(28, 28)] [«Conv2D(4, 3)»]", "conv2d: [Conv2D]", "'input' gives [28, 28]")]
    [InlineData("[Input(8, 8, 1)] [Flatten] [«MaxPool2D»]", "max_pooling2d: [MaxPool2D]", "'flatten' gives [64]")]
    [InlineData("[Input(2, 8, 8, 1)] [«AveragePool2D(2, 2)»]", "average_pooling2d: [AveragePool2D]", "'input' gives [2, 8, 8, 1]")]
    [InlineData("[Input(64)] [Dense(8, Activation = Activation.Relu)] [«Conv2D(4, 3)»]", "conv2d: [Conv2D]", "'dense' gives [8]")]
    [InlineData("[Input(9)] [«GlobalMaxPool2D»]", "global_max_pooling2d: [GlobalMaxPool2D]", "'input' gives [9]")]
    [InlineData("[Input(9, 4)] [«UpSampling2D(3)»]", "up_sampling2d: [UpSampling2D]", "'input' gives [9, 4]")]
    [InlineData("[Input(9)] [«ZeroPadding2D»]", "zero_padding2d: [ZeroPadding2D]", "'input' gives [9]")]
    [InlineData("[Input(9)] [«Cropping2D(20)»]", "cropping2d: [Cropping2D]", "'input' gives [9]")]
    public void An_image_is_needed(string layers, string layer, string input) =>
        Diagnose.Layers("NET030", $"{layer} needs an input of shape [height, width, channels], but {input}", layers);

    [Theory]
    [InlineData("[Input(28, 28, 1)] [«Conv1D(4, 3)»]", "conv1d: [Conv1D]", "'input' gives [28, 28, 1]")]
    [InlineData("[Input(8)] [«MaxPool1D»]", "max_pooling1d: [MaxPool1D]", "'input' gives [8]")]
    [InlineData("[Input(8)] [«GlobalAveragePool1D»]", "global_average_pooling1d: [GlobalAveragePool1D]", "'input' gives [8]")]
    [InlineData("[Input(8)] [«UpSampling1D»]", "up_sampling1d: [UpSampling1D]", "'input' gives [8]")]
    [InlineData("[Input(8)] [«ZeroPadding1D»]", "zero_padding1d: [ZeroPadding1D]", "'input' gives [8]")]
    [InlineData("[Input(8, 8, 1)] [«SpatialDropout1D(0.5f)»]", "spatial_dropout1d: [SpatialDropout1D]", "'input' gives [8, 8, 1]")]
    public void A_sequence_is_needed(string layers, string layer, string input) =>
        Diagnose.Layers("NET030", $"{layer} needs an input of shape [steps, channels], but {input}", layers);

    [Theory]
    [InlineData("[Conv1D(4, «5»)]", "conv1d", "[5]")]
    [InlineData("[Conv1D(4, «3», DilationRate = 2)]", "conv1d", "[5]")]
    [InlineData("[AveragePool1D(«5»)]", "average_pooling1d", "[5]")]
    public void A_window_larger_than_its_sequence(string layer, string name, string window) => Diagnose.Layers(
        "NET031", $"{name}: a window that covers {window} does not fit into the [4, 3] that 'input' gives; with Padding.Valid it must lie inside "
            + $"the image",
        "[Input(4, 3)] " + layer);

    [Theory]
    [InlineData("[Input(8, 8, 1)] [Conv2D(4, 3, «Padding = Padding.Causal»)]", "conv2d", "Conv2D")]
    [InlineData("[Input(8, 1)] [MaxPool1D(«Padding = Padding.Causal»)]", "max_pooling1d", "MaxPool1D")]
    public void Causal_padding_of_another_layer(string layers, string name, string layer) => Diagnose.Layers(
        "NET070", $"{name}: Padding.Causal is for [Conv1D] only; [{layer}] takes Padding.Valid or Padding.Same", layers);

    [Theory]
    [InlineData("0")]
    [InlineData("1, 4")]
    public void Shared_axes_that_the_input_has_not(string axes) => Diagnose.Layers(
        "NET071", $"p_re_lu: SharedAxes [{axes}] must count the input's axes from 1 to 3; 'input' gives [4, 6, 3]",
        $"[Input(4, 6, 3)] [PReLU(«SharedAxes = [{axes}]»)]");

    [Theory]
    [InlineData("[Conv2D(4, «5»)]", "conv2d", "[5, 5]")]
    [InlineData("[Conv2D(4, 4, «7»)]", "conv2d", "[4, 7]")]
    [InlineData("[Conv2D(4, «5», 3)]", "conv2d", "[5, 3]")]
    [InlineData("[Conv2D(4, «3», DilationRate = new[] { 2 })]", "conv2d", "[5, 5]")]
    [InlineData("[MaxPool2D(«5»)]", "max_pooling2d", "[5, 5]")]
    [InlineData("[AveragePool2D(«poolWidth: 7», poolHeight: 1)]", "average_pooling2d", "[1, 7]")]
    [InlineData("[MaxPool2D(«int.MaxValue»)]", "max_pooling2d", "[2147483647, 2147483647]")]
    public void A_window_larger_than_its_image(string layer, string name, string window) => Diagnose.Layers(
        "NET031", $"{name}: a window that covers {window} does not fit into the [4, 6, 3] that 'input' gives; with Padding.Valid it must lie "
            + $"inside the image",
        "[Input(4, 6, 3)] " + layer);

    [Theory]
    [InlineData("Cropping2D(2)")]
    [InlineData("Cropping2D(0, 3)")]
    [InlineData("Cropping2D(1, 3, 0, 0)")]
    [InlineData("Cropping2D(int.MaxValue)")]
    public void Nothing_is_left(string layer) => Diagnose.Layers(
        "NET037", "cropping2d: cropping leaves nothing of the [4, 6, 3] that 'input' gives", $"[Input(4, 6, 3)] [«{layer}»]");

    [Theory]
    [InlineData("UpSampling2D(int.MaxValue)", "up_sampling2d")]
    [InlineData("ZeroPadding2D(int.MaxValue)", "zero_padding2d")]
    public void More_rows_than_an_index_reaches(string layer, string name) => Diagnose.Layers(
        "NET035", $"{name}: an axis of its output would take over 8589934588 bytes; at most 8589934080 are possible",
            $"[Input(4, 6, 3)] [«{layer}»]");

    [Fact]
    public void A_default_window_larger_than_its_image() => Diagnose.Layers(
        "NET031", "max_pooling2d_2: a window that covers [2, 2] does not fit into the [1, 1, 3] that 'max_pooling2d_1' gives; with Padding.Valid "
            + "it must lie inside the image",
        "[Input(4, 6, 3)] [MaxPool2D] [MaxPool2D] [«MaxPool2D»]");

    [Theory]
    [InlineData("[Conv2D(4, 3, «Groups = 4»)]", "4 groups do not divide the 6 channels of the [8, 8, 6] that 'input' gives")]
    [InlineData("[Conv2D(4, 3, «Groups = 3»)]", "3 groups do not divide the 4 filters")]
    public void Groups_that_do_not_divide(string layer, string fault) => Diagnose.Layers("NET032", "conv2d: " + fault, "[Input(8, 8, 6)] " + layer);

    [Theory]
    [InlineData("[Reshape(«5»)]", "[5]")]
    [InlineData("[Reshape(«3, 2, 3»)]", "[3, 2, 3]")]
    [InlineData("[Reshape(«-1, 5»)]", "[-1, 5]")]
    [InlineData("[Reshape(«24, -1»)]", "[24, -1]")]
    [InlineData("[Reshape(«65536, 65536, 65536, 65536»)]", "[65536, 65536, 65536, 65536]")]
    public void A_reshape_to_another_number_of_elements(string layer, string shape) => Diagnose.Layers(
        "NET033", $"reshape: the shape {shape} does not hold the 12 elements of the [4, 3] that 'input' gives", "[Input(4, 3)] " + layer);

    [Fact]
    public void A_reshape_with_two_sizes_to_infer() => Diagnose.Layers(
        "NET034", "reshape: only one size may be -1 and be inferred, but [-1, 3, -1] has 2", "[Input(4, 3)] [Reshape(«-1, 3, -1»)]");

    [Theory]
    [InlineData("[Input(«65536, 65536»)] [Dense(1)]", "The input: its shape [65536, 65536]", "17179869184")]
    [InlineData("[Input(int.MaxValue / 8, 1)] [«Dense(8192)»]", "dense: its output [268435455, 8192]", "8796092989440")]
    [InlineData("[Input(65536, 16)] [Dense(65536)] [«Flatten»] [Dense(1)]", "flatten: an axis of its output", "over 8589934588")]
    [InlineData("[Input(1)] [«Dense(int.MaxValue)»]", "dense: with it, the network's parameters", "17179869176")]
    [InlineData("[Input(40000)] [Dense(40000)] [«Dense(40000)»]", "dense_1: with it, the network's parameters", "12800320000")]
    [InlineData("[Input(1, 1, 3)] [«Conv2D(4, int.MaxValue, Padding = Padding.Same)»]",
        "conv2d: its window, which covers 2147483647 x 2147483647 cells,", "18446744056529682436")]
    public void A_network_larger_than_an_arena(string layers, string what, string bytes) =>
        Diagnose.Layers("NET035", $"{what} would take {bytes} bytes; at most 8589934080 are possible", layers);

    [Theory]
    [InlineData("[Dense(1, «Activation = Activation.Softmax»)]", "dense: Softmax", "1", "[1]")]
    [InlineData("[Reshape(4, 1)] [Activation(«Activation.LogSoftmax»)]", "activation: LogSoftmax", "0", "[4, 1]")]
    [InlineData("[Reshape(4, 1)] [«LayerNormalization»]", "layer_normalization: LayerNormalization", "beta", "[4, 1]")]
    [InlineData("[Dense(1)] [«LayerNormalization(Center = false)»]", "layer_normalization: LayerNormalization", "0", "[1]")]
    public void A_softmax_or_normalization_over_one_value(string layers, string what, string value, string shape) => Diagnose.Layers(
        "NET036", $"{what} over a last axis of size 1 always gives {value}; its input is {shape}", "[Input(4)] " + layers);
}
