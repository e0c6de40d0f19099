using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Diagnostics;

public class LossDiagnosticsTests
{
    [Theory]
    [InlineData("SparseCategoricalCrossentropy")]
    [InlineData("CategoricalCrossentropy")]
    public void A_categorical_loss_over_one_class(string loss) => Diagnose.Layers(
        "NET040", $"{loss} needs at least 2 classes on the last axis, but the output of 'dense' is [1]; for a single probability use "
            + $"BinaryCrossentropy",
        $"[Input(4)] [Dense(1, Activation = Activation.Sigmoid)] [Loss(«Loss.{loss}»)]");

    [Theory]
    [InlineData("[Dense(10)]", "SparseCategoricalCrossentropy", "'dense' with output [10]", "no activation that makes it one", "Softmax")]
    [InlineData("[Dense(10, Activation = Activation.Tanh)]", "CategoricalCrossentropy", "'dense' with output [10]", "Activation.Tanh", "Softmax")]
    [InlineData("[Dense(2)] [Activation(Activation.LogSoftmax)]", "CategoricalCrossentropy", "'activation' with output [2]", "Activation.LogSoftmax",
        "Softmax")]
    [InlineData("[Dense(1)]", "BinaryCrossentropy", "'dense' with output [1]", "no activation that makes it one", "Sigmoid")]
    [InlineData("[Dense(9, Activation = Activation.Softmax)] [Dense(9)] [Reshape(3, 3)]", "BinaryCrossentropy", "'reshape' with output [3, 3]",
        "no activation that makes it one", "Sigmoid")]
    public void An_output_that_is_no_probability(string layers, string loss, string output, string values, string activation) => Diagnose.Layers(
        "NET041", $"{loss} needs probabilities, but {output} has {values}; end in Activation.{activation}, or set FromLogits = true and end in no "
            + $"activation",
        $"[Input(4)] {layers} [Loss(«Loss.{loss}»)]");

    [Theory]
    [InlineData("[Dense(10, Activation = Activation.Sigmoid)]", "SparseCategoricalCrossentropy", "a distribution", "'dense' with output [10]",
        "Activation.Sigmoid", "Softmax")]
    [InlineData("[Dense(10, Activation = Activation.Relu)]", "CategoricalCrossentropy", "a distribution", "'dense' with output [10]",
        "Activation.Relu", "Softmax")]
    [InlineData("[Dense(3, Activation = Activation.Softplus)]", "BinaryCrossentropy", "values from 0 to 1", "'dense' with output [3]",
        "Activation.Softplus", "Sigmoid")]
    [InlineData("[Dense(3, Activation = Activation.Sigmoid)] [Dropout(0.5f)]", "BinaryCrossentropy", "values from 0 to 1",
        "'dropout' with output [3]", "values scaled by a dropout", "Sigmoid")]
    public void An_output_that_may_be_no_probability(
        string layers, string loss, string wanted, string output, string values, string activation) => Diagnose.Layers(
        "NET042", $"{loss} expects {wanted}, but {output} has {values}; end in Activation.{activation} unless this is meant",
        $"[Input(4)] {layers} [Loss(«Loss.{loss}»)]");

    [Theory]
    [InlineData("[Dense(10, Activation = Activation.Softmax)]", "SparseCategoricalCrossentropy", "softmax", "dense", "a softmax")]
    [InlineData("[Dense(10, Activation = Activation.Sigmoid)]", "CategoricalCrossentropy", "softmax", "dense", "a sigmoid")]
    [InlineData("[Dense(1)] [Activation(Activation.Sigmoid)]", "BinaryCrossentropy", "sigmoid", "activation", "a sigmoid")]
    public void Softmax_or_sigmoid_twice(string layers, string loss, string inside, string layer, string through) => Diagnose.Layers(
        "NET043", $"FromLogits = true applies a {inside} inside the loss, but the output of '{layer}' went through {through} already",
        $"[Input(4)] {layers} [Loss(Loss.{loss}, «FromLogits = true»)]");

    [Theory]
    [InlineData("[Input(28, 28)] [Dense(10, Activation = Activation.Softmax)]", "SparseCategoricalCrossentropy", "[28, 10]", 28)]
    [InlineData("[Input(28, 28)] [Dense(64)] [Dropout(0.5f)] [Dense(1)]", "MeanSquaredError", "[28, 1]", 28)]
    [InlineData("[Input(12, 12, 1)] [Conv2D(4, 3)] [MaxPool2D(2)] [Dense(3, Activation = Activation.Softmax)]", "CategoricalCrossentropy",
        "[5, 5, 3]", 25)]
    [InlineData("[Input(20, 6)] [Conv1D(8, 3)] [MaxPool1D(2)] [Dense(1, Activation = Activation.Sigmoid)]", "BinaryCrossentropy", "[9, 1]", 9)]
    public void A_forgotten_flatten(string layers, string loss, string shape, int places)
    {
        string last = layers.Split("Dense(").Length > 2 ? "dense_1" : "dense";
        Diagnose.Layers(
            "NET047", $"The loss compares the output {shape} of '{last}' with a target for each of its {places} places; for one for each sample put "
                + $"[Flatten] or a global pool before '{last}'",
            $"{layers} [Loss(«Loss.{loss}»)]");
    }

    [Theory]
    [InlineData("[Input(28, 28)] [Flatten] [Dense(10, Activation = Activation.Softmax)] [Loss(Loss.SparseCategoricalCrossentropy)]")]
    [InlineData("[Input(7)] [Embedding(9, 4)] [Dense(9, Activation = Activation.Softmax)] [Loss(Loss.SparseCategoricalCrossentropy)]")]
    [InlineData("[Input(8, 8, 3)] [Conv2D(4, 3, Padding = Padding.Same)] [Dense(5, Activation = Activation.Softmax)] "
        + "[Loss(Loss.SparseCategoricalCrossentropy)]")]
    [InlineData("[Input(5, 6)] [Dense(2)] [Dense(6)] [Loss(Loss.MeanSquaredError)]")]
    [InlineData("[Input(30)] [Dense(30)] [Reshape(5, 6)] [Dense(2, Activation = Activation.Softmax)] [Loss(Loss.SparseCategoricalCrossentropy)]")]
    public void Places_that_are_meant(string layers) => Diagnose.Nothing(layers);

    [Theory]
    [InlineData("-0.125f", "-0.125")]
    [InlineData("1.5f", "1.5")]
    [InlineData("float.NaN", "NaN")]
    public void Label_smoothing_out_of_range(string value, string text) => Diagnose.Layers(
        "NET044", $"LabelSmoothing must be at least 0 and at most 1, but is {text}",
        $"[Input(4)] [Dense(3, Activation = Activation.Softmax)] [Loss(Loss.CategoricalCrossentropy, «LabelSmoothing = {value}»)]");

    [Theory]
    [InlineData("MeanSquaredError, «FromLogits = true»", "FromLogits has no meaning for MeanSquaredError; only a cross-entropy has logits")]
    [InlineData("Huber, «LabelSmoothing = 0.5f»", "LabelSmoothing has no meaning for Huber; only BinaryCrossentropy and CategoricalCrossentropy "
        + "have it")]
    [InlineData("SparseCategoricalCrossentropy, «LabelSmoothing = 0.5f»",
        "LabelSmoothing has no meaning for SparseCategoricalCrossentropy; only BinaryCrossentropy and CategoricalCrossentropy have it")]
    [InlineData("MeanAbsoluteError, «Delta = 2»", "Delta has no meaning for MeanAbsoluteError; only Huber has it")]
    [InlineData("CategoricalCrossentropy, «IgnoreClass = 2»",
        "IgnoreClass has no meaning for CategoricalCrossentropy; only SparseCategoricalCrossentropy has it")]
    public void An_option_that_the_loss_does_not_have(string loss, string message) => Diagnose.Layers(
        "NET045", message, $"[Input(4)] [Dense(3, Activation = Activation.Softmax)] [Loss(Loss.{loss})]");

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-1.5f", "-1.5")]
    [InlineData("float.PositiveInfinity", "Infinity")]
    [InlineData("float.NaN", "NaN")]
    public void A_delta_that_is_not_above_zero(string value, string text) => Diagnose.Layers(
        "NET046", $"Delta must be finite and greater than 0, but is {text}", $"[Input(4)] [Dense(3)] [Loss(Loss.Huber, «Delta = {value}»)]");

    [Fact]
    public void An_ignored_class_that_no_label_can_be() => Diagnose.Layers(
        "NET048", "The ignored class must be from -16777216 to 16777216, as labels are floats, but is 16777217",
        "[Input(4)] [Dense(3)] [Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true, «IgnoreClass = 16777217»)]");

    [Theory]
    [InlineData("[Dense(10, Activation = Activation.Softmax)] [Loss(Loss.SparseCategoricalCrossentropy)]")]
    [InlineData("[Reshape(2, 2)] [Dense(10)] [Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true, IgnoreClass = 255)]")]
    [InlineData("[Dense(10)] [Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]")]
    [InlineData("[Dense(10, Activation = Activation.LogSoftmax)] [Loss(Loss.CategoricalCrossentropy, FromLogits = true)]")]
    [InlineData("[Dense(10)] [Activation(Activation.Softmax)] [Activation(Activation.Linear)] [Loss(Loss.CategoricalCrossentropy, LabelSmoothing "
        + "= 1)]")]
    [InlineData("[Dense(12, Activation = Activation.Sigmoid)] [Reshape(3, 4)] [Loss(Loss.BinaryCrossentropy, LabelSmoothing = 0.1f)]")]
    [InlineData("[Dense(12, Activation = Activation.Softmax)] [Reshape(3, 4)] [Loss(Loss.BinaryCrossentropy)]")]
    [InlineData("[Dense(12, Activation = Activation.Softmax)] [Reshape(1, 12)] [Loss(Loss.CategoricalCrossentropy)]")]
    [InlineData("[Dense(1)] [Loss(Loss.BinaryCrossentropy, FromLogits = true)]")]
    [InlineData("[Flatten] [Loss(Loss.BinaryCrossentropy)]")]
    [InlineData("[Dense(3)] [Loss(Loss.Huber, Delta = 0.5f, LabelSmoothing = 0, FromLogits = false)]")]
    [InlineData("[Reshape(4, 1, 1)] [Conv2D(3, 1, Activation = Activation.Softmax)] [AveragePool2D(2, 1)] [Loss(Loss.CategoricalCrossentropy)]")]
    [InlineData("[Reshape(4, 1, 1)] [Conv2D(3, 1, Activation = Activation.Sigmoid)] [MaxPool2D(2, 1)] [Loss(Loss.BinaryCrossentropy)]")]
    public void A_loss_that_fits(string layers) => Diagnose.Nothing("[Input(4)] " + layers);
}
