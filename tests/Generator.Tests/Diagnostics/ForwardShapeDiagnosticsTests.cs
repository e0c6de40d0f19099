using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Diagnostics;

/// <summary>Shapes that do not fit in methods over tensors: x is [4], m is [2, 3].</summary>
public class ForwardShapeDiagnosticsTests
{
    private const string Broadcast = "sizes must be equal or 1, from the last axis on";
    private const string Product = "both need two axes or more, the left's columns must be as many as the right's rows, and the axes before them "
        + "must be equal or 1";

    [Theory]
    [InlineData("«x + m»", "+ does not fit the shapes [4] and [2, 3]: " + Broadcast)]
    [InlineData("«m - x»", "- does not fit the shapes [2, 3] and [4]: " + Broadcast)]
    [InlineData("«x * x[..3]»", "* does not fit the shapes [4] and [3]: " + Broadcast)]
    [InlineData("«x / x[1..]»", "/ does not fit the shapes [4] and [3]: " + Broadcast)]
    [InlineData("«x >= x[1..]»", ">= does not fit the shapes [4] and [3]: " + Broadcast)]
    [InlineData("«Maximum(x, m)»", "Maximum does not fit the shapes [4] and [2, 3]: " + Broadcast)]
    [InlineData("«Where(m, m, x)»", "Where does not fit the shapes [2, 3] and [4]: " + Broadcast)]
    [InlineData("«BroadcastTo(x, 3)»", "BroadcastTo does not fit the shapes [4] and [3]: " + Broadcast)]
    [InlineData("«BroadcastTo(x, 0, 4)»", "BroadcastTo does not fit the shapes [4] and [0, 4]: " + Broadcast)]
    [InlineData("«MatMul(x, m)»", "MatMul does not fit the shapes [4] and [2, 3]: " + Product)]
    [InlineData("«MatMul(m, m)»", "MatMul does not fit the shapes [2, 3] and [2, 3]: " + Product)]
    [InlineData("«MatMul(m, m, transposeLeft: true, transposeRight: true)»", "MatMul does not fit the shapes [2, 3] and [2, 3]: " + Product)]
    [InlineData("«MatMul(BroadcastTo(m, 4, 2, 3), BroadcastTo(Transpose(m), 5, 3, 2))»",
        "MatMul does not fit the shapes [4, 2, 3] and [5, 3, 2]: " + Product)]
    [InlineData("«Concat(x, m)»", "Concat does not fit the shapes [4], [2, 3]: all sizes but those of axis 0 must be equal")]
    [InlineData("«Concat(1, m, m[..1])»", "Concat does not fit the shapes [2, 3], [1, 3]: all sizes but those of axis 1 must be equal")]
    [InlineData("«Stack(x, x[..2])»", "Stack does not fit the shapes [4], [2]: all must be equal")]
    [InlineData("«Reshape(x, 3)»", "Reshape does not fit the shapes [4] and [3]: the number of elements must stay the same")]
    [InlineData("«Reshape(x, -1, 3)»", "Reshape does not fit the shapes [4] and [-1, 3]: the number of elements must stay the same")]
    [InlineData("«Reshape(x, -1, -1)»", "Reshape does not fit the shapes [-1, -1]: sizes are at least 1, and one of them may be -1")]
    [InlineData("«Transpose(x)»", "Transpose does not fit the shapes [4]: without axes, it needs a last axis and one before it")]
    [InlineData("«Transpose(m, 0, 0)»", "Transpose does not fit the shapes [2, 3] and the axes [0, 0]: each axis must be named once")]
    [InlineData("«Transpose(m, 1, 2)»", "Transpose does not fit the shapes [2, 3] and the axes [1, 2]: each axis must be named once")]
    [InlineData("«Squeeze(x, 0)»", "Squeeze does not fit the shapes [4]: axis 0 must have size 1")]
    [InlineData("«Sum(m, 0, 0)»", "Sum does not fit the shapes [2, 3] and the axes [0, 0]: each axis may be named once")]
    [InlineData("«MeanSquaredError(x, m)»", "MeanSquaredError does not fit the shapes [4] and [2, 3]: output and target have the same shape")]
    [InlineData("«SparseCategoricalCrossentropy(m, m)»",
        "SparseCategoricalCrossentropy does not fit the shapes [2, 3] and [2, 3]: the target has the output's shape without its last axis, which "
        + "has at least 2 classes")]
    [InlineData("«MeanSquaredError(m, m, weights: x)»",
        "MeanSquaredError does not fit the shapes [2, 3] and [4]: the weights have the first axes of the output's places, whose shape is [2, 3]")]
    [InlineData("«CategoricalCrossentropy(m, m, weights: m)»", "CategoricalCrossentropy does not fit the shapes [2, 3] and [2, 3]: the weights "
        + "have the first axes of the output's places, whose shape is [2]")]
    [InlineData("«Ctc(x, x)»", "Ctc does not fit the shapes [4] and [4]: the logits are [steps, classes], with at least 2 classes, and the labels "
        + "[labels]")]
    [InlineData("«Ctc(m, x, steps: x)»",
        "Ctc does not fit the shapes [4]: the numbers of steps and of labels are one number a sample, of shape [] or [1]")]
    public void Functions(string expression, string message) => Diagnose.Methods("NET054", message, Network(expression));

    [Theory]
    [InlineData("«Sum(x, 2)»", "Sum: the shape [4] has no axis 2")]
    [InlineData("«Mean(x, axis: -2)»", "Mean: the shape [4] has no axis -2")]
    [InlineData("«Max(m, 0, 2)»", "Max: the shape [2, 3] has no axis 2")]
    [InlineData("«Variance(x, 2)»", "Variance: the shape [4] has no axis 2")]
    [InlineData("«Norm(x, 2)»", "Norm: the shape [4] has no axis 2")]
    [InlineData("«ArgMax(x, 3)»", "ArgMax: the shape [4] has no axis 3")]
    [InlineData("«Softmax(x, 1)»", "Softmax: the shape [4] has no axis 1")]
    [InlineData("«Concat(5, x, x)»", "Concat: the shape [4] has no axis 5")]
    [InlineData("«ExpandDims(x, 3)»", "ExpandDims: the shape [4] has no axis 3")]
    [InlineData("«Squeeze(x, 4)»", "Squeeze: the shape [4] has no axis 4")]
    [InlineData("«x[1, 2]»", "a part: the shape [4] has no axis 1")]
    public void Axes(string expression, string message) => Diagnose.Methods("NET055", message, Network(expression));

    [Theory]
    [InlineData("«x[4]»", "axis 0 of [4]: there is no 4; expected a part of 0..4")]
    [InlineData("«x[-1]»", "axis 0 of [4]: there is no -1; expected a part of 0..4")]
    [InlineData("«x[^5]»", "axis 0 of [4]: there is no -1; expected a part of 0..4")]
    [InlineData("«x[2..2]»", "axis 0 of [4]: there is no 2..2; expected a part of 0..4")]
    [InlineData("«x[..9]»", "axis 0 of [4]: there is no 0..9; expected a part of 0..4")]
    [InlineData("«m[.., 3]»", "axis 1 of [2, 3]: there is no 3; expected a part of 0..3")]
    [InlineData("«x[int.MaxValue]»", "axis 0 of [4]: there is no 2147483647; expected a part of 0..4")]
    [InlineData("x * «x.Shape[1]»", "x.Shape: there is no 1; expected 0 to 0")]
    public void Places(string expression, string message) => Diagnose.Methods("NET056", message, Network(expression));

    [Theory]
    [InlineData("NET020", "«Arange(0)»", "Arange: the count must be at least 1, but is 0")]
    [InlineData("NET026", "«Ctc(m, x, blank: 3)»", "Ctc: the blank must be one of the classes 0 to 2, but is 3")]
    [InlineData("NET048", "«SparseCategoricalCrossentropy(m, x[..2], ignoreClass: 20000000)»",
        "The ignored class must be from -16777216 to 16777216, as labels are floats, but is 20000000")]
    [InlineData("NET020", "«OneHot(x, 0)»", "OneHot: the number of classes must be at least 1, but is 0")]
    [InlineData("NET035", "«BroadcastTo(x, 2147483647, 2147483647, 4)»",
        "BroadcastTo: its output [2147483647, 2147483647, 4] would take 73786976226118729744 bytes; at most 8589934080 are possible")]
    public void Sizes(string id, string expression, string message) => Diagnose.Methods(id, message, Network(expression));

    [Theory]
    [InlineData("NET030", "«Photo(x * 2)»", "photo: [Conv2D] needs an input of shape [height, width, channels], but 'multiply' gives [4]")]
    [InlineData("NET030", "«Row(Sum(x))»", "row: [Dense] needs an input of shape [..., features], but 'sum' gives []")]
    [InlineData("NET030", "«Row(3)»", "row: [Dense] needs an input of shape [..., features], but 'constant' gives []")]
    [InlineData("NET031", "«Photo(Reshape(x, 2, 2, 1))»",
        "photo: a window that covers [3, 3] does not fit into the [2, 2, 1] that 'reshape' gives; with Padding.Valid it must lie inside the image")]
    [InlineData("NET060", "«Row(Row(x))»", "The layer 'row' is called with an input of shape [5], but its weights are of its first call with [4]")]
    [InlineData("NET064", "«Two(x, x)»", "The layer 'two' takes 1 input, but is called with 2")]
    public void Layers(string id, string expression, string message) => Diagnose.Methods(id, message, Network(expression));

    /// <summary>Shared weights need their own shape only.</summary>
    [Fact]
    public void A_shared_layer_over_other_places() =>
        Assert.DoesNotContain(GeneratorRunner.Run(Network("Row(BroadcastTo(x, 7, 4)) + Row(x)")).Diagnostics, d => d.Id != "NET061");

    private static string Network(string expression) => $$"""
        [Network, Input(10)]
        public partial class Net
        {
            [Dense(5)] private static partial Tensor Row(Tensor x);
            [Dense(5)] private static partial Tensor Two(Tensor x, Tensor y);
            [Conv2D(1, 3)] private static partial Tensor Photo(Tensor x);

            [Forward]
            private static Tensor Forward(Tensor input)
            {
                Tensor x = input[..4], m = Reshape(input[4..], 2, 3);
                Tensor result = {{expression}};
                return Concat(input, Flatten(result));
            }
        }
        """;
}
