using NetCompiler.Onnx.Tests.Harness;
using NetCompiler.Onnx.Tests.Model;
using NetCompiler.Tool.Verification;
using Xunit.Abstractions;

namespace NetCompiler.Onnx.Tests.Import;

/// <summary>Whole networks: what their classes predict is what the model's operations say, sample by sample of a batch.</summary>
public sealed class ImportedModelTests(ITestOutputHelper output)
{
    private const int Samples = 3;

    internal static readonly (string Name, OnnxModel Model)[] Networks =
        [("Mlp", Mlp()), ("Cnn", Cnn()), ("Residual", Residual()), ("Attention", Attention()), ("Traced", Traced()), ("TwoEnds", TwoEnds()),
        ("Recurrent", Recurrent()), ("ClassToken", ClassToken())];

    private static readonly Dictionary<string, OnnxImport> Imports = Networks.ToDictionary(network => network.Name,
        network => OnnxImporter.Import(network.Model, new() { Name = network.Name, File = network.Name + ".onnx" }));

    private static readonly ClassCompiler Compiled = new(Imports.Where(import => import.Value.IsComplete)
        .Select(import => (import.Key, import.Value.Source)));

    public static TheoryData<string> Names => [.. Networks.Select(network => network.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_class_predicts_what_its_model_says(string name)
    {
        OnnxModel model = Networks.Single(network => network.Name == name).Model;
        OnnxImport import = Imports[name];
        Assert.Equal([], import.Refusals.Select(refusal => refusal.ToString()));
        output.WriteLine(import.Source);
        Assert.Empty(Compiled.Errors);
        Assert.Empty(Compiled.Warnings);
        CompiledNetwork network = Compiled.Create(name, import);

        var inputs = new Dictionary<string, Dense>();
        float[] given = new float[network.InputFloats * Samples], results = new float[network.OutputFloats * Samples];
        foreach (OnnxValueInfo input in model.Graph.Inputs)
        {
            OnnxTensor values = Models.Random(input.Name, 7, [Samples, .. input.Shape!.Skip(1).Select(axis => axis.Size!.Value)]);
            inputs[input.Name] = Dense.Of(values);
        }

        Move(import.Inputs, network.InputFloats, name => inputs[name], (place, value) => given[place] = (float)value);
        network.Predict(given, results);
        Dictionary<string, Dense> expected = NaiveEvaluator.Run(model, inputs);
        double largest = import.Outputs.Max(port => expected[port.Name].Values.Max(Math.Abs));
        Move(import.Outputs, network.OutputFloats, name => expected[name],
            (place, value) => Assert.InRange(results[place], value - (2e-5 * largest), value + (2e-5 * largest)));
    }

    /// <summary>Between image layers nothing is transposed, and a flattened image needs nothing either.</summary>
    [Theory, InlineData("Cnn"), InlineData("Residual")]
    public void Images_are_never_transposed(string name) => Assert.DoesNotContain("Transpose", Imports[name].Source, StringComparison.Ordinal);

    /// <summary>Sequences with the steps first.</summary>
    [Fact]
    public void The_batch_may_have_a_name()
    {
        OnnxModel model = Models.Of([Models.Node("LSTM", "x w r b", "h", OnnxAttribute.Of("hidden_size", 4L))], [Models.Input("x", 6, "batch", 3)],
            ["h"],
            [Models.Random("w", 1, 1, 16, 3), Models.Random("r", 2, 1, 16, 4), Models.Random("b", 3, 1, 32)]);
        OnnxImport import = OnnxImporter.Import(model, new() { Batch = "batch" });
        Assert.Equal([], import.Refusals.Select(refusal => refusal.ToString()));
        Assert.Equal([6, 3], import.Inputs[0].Shape);
        Assert.Equal([6, 1, 4], import.Outputs[0].Shape);
        Assert.Contains("[LSTM(4, ReturnSequences = true)] private static partial Tensor", import.Source);
    }

    /// <summary>As the anchors of a detector are, which do not depend on the picture.</summary>
    [Fact]
    public void A_constant_output_comes_with_each_sample()
    {
        OnnxModel model = Models.Of(
            [Models.Node("Relu", "x", "y"), Models.Node("Identity", "table", "anchors"), Models.Node("Identity", "same", "ones")],
            [Models.Input("x", "batch", 3)], ["y", "anchors", "ones"],
            [Models.Random("table", 1, 2, 2), OnnxTensor.Of("same", [2], 1f, 1f)]);
        OnnxImport import = OnnxImporter.Import(model, new() { Name = "Anchored" });
        Assert.Equal([], import.Refusals.Select(refusal => refusal.ToString()));
        var compiled = new ClassCompiler([("Anchored", import.Source)]);
        Assert.Empty(compiled.Errors);
        CompiledNetwork network = compiled.Create("Anchored", import);
        float[] given = [-1, 2, 3, 4, -5, 6], results = new float[network.OutputFloats * 2];
        network.Predict(given, results);
        float[] table = [.. import.Weights.Single(weight => weight.Values.Length == 4).Values];
        Assert.Equal([0, 2, 3, .. table, 1, 1, 4, 0, 6, .. table, 1, 1], results);
    }

    [Fact]
    public void Constants_alone_are_no_network() => Assert.Equal(["(model): no output depends on an input: all are constants"],
        OnnxImporter.Import(Models.Of([Models.Node("Shape", "x", "s"), Models.Node("Cast", "s", "y", OnnxAttribute.Of("to", 1L))],
            [Models.Input("x", "batch", 3)], ["y"])).Refusals.Select(refusal => refusal.ToString()));

    /// <summary>What exporters spell out is what a person would call.</summary>
    [Fact]
    public void A_layer_normalisation_and_a_gelu_are_recognised()
    {
        string source = Imports["Attention"].Source;
        Assert.Contains("[LayerNormalization(Epsilon = 1E-05f)]", source);
        Assert.Contains("return Gelu(", source);
        Assert.Equal(["beta", "gamma"], Imports["Attention"].Weights.Select(weight => weight.Name.Split('/')[1]).Where(name =>
            name is "gamma" or "beta").Order());
    }

    [Fact]
    public void A_class_is_as_a_person_would_write_it() => Assert.Equal("""
        // Imported from Cnn.onnx (opset 17, written by tests).
        // Images are [height, width, channels].
        using NetCompiler;

        /// <summary>graph.</summary>
        [Network]
        public partial class Cnn
        {
            [Conv2D(4, 3, Padding = Padding.Same)] private static partial Tensor C1(Tensor x); // [8, 6, 2] to [8, 6, 4]
            [BatchNormalization(Momentum = 0.9f, Epsilon = 1E-05f)] private static partial Tensor N1(Tensor x); // [8, 6, 4] to [8, 6, 4]
            [MaxPool2D(2)] private static partial Tensor MaxPoolP1(Tensor x); // [8, 6, 4] to [4, 3, 4]
            [ZeroPadding2D(1), Conv2D(5, 3, Strides = [2], UseBias = false)] private static partial Tensor C2(Tensor x); // [4, 3, 4] to [2, 2, 5]
            [Dense(3)] private static partial Tensor D(Tensor x); // [20] to [3]

            [Forward]
            private static Tensor Forward([Input(8, 6, 2)] Tensor x)
            {
                return Softmax(D(Flatten(C2(MaxPoolP1(Relu(N1(C1(x))))))));
            }
        }

        """, Imports["Cnn"].Source, ignoreLineEndingDifferences: true);

    /// <summary>Each element of a batch with its place in the class's row of a sample.</summary>
    private static void Move(IReadOnlyList<OnnxPort> ports, int floats, Func<string, Dense> values, Action<int, double> take)
    {
        int offset = 0;
        foreach (OnnxPort port in ports)
        {
            Dense tensor = values(port.Name);
            int count = port.Shape.Aggregate(1, (product, size) => product * size);
            for (int i = 0; i < tensor.Values.Length; i++)
            {
                int[] place = Dense.Place(i, tensor.Shape);
                int inner = port.Axes.Aggregate(0, (at, axis) => (at * tensor.Shape[axis]) + place[axis]);
                take((place[0] * floats) + offset + inner, tensor.Values[i]);
            }

            offset += count;
        }
    }

    private static OnnxModel Mlp() => Models.Of(
        [
            Models.Node("Gemm", "x fc1.weight fc1.bias", "h", OnnxAttribute.Of("transB", 1L)), Models.Node("Relu", "h", "r"),
            Models.Node("MatMul", "r w2", "m"), Models.Node("Add", "m b2", "y"),
        ],
        [Models.Input("x", "batch", 5)], ["y"],
        [Models.Random("fc1.weight", 1, 7, 5), Models.Random("fc1.bias", 2, 7), Models.Random("w2", 3, 7, 4), Models.Random("b2", 4, 4)]);

    private static OnnxModel Cnn() => Models.Of(
        [
            Models.Node("Conv", "x c1.weight c1.bias", "a", OnnxAttribute.Of("pads", 1L, 1, 1, 1)),
            Models.Node("BatchNormalization", "a n1.weight n1.bias n1.mean n1.var", "b"), Models.Node("Relu", "b", "c"),
            Models.Node("MaxPool", "c", "p1", OnnxAttribute.Of("kernel_shape", 2L, 2), OnnxAttribute.Of("strides", 2L, 2)),
            Models.Node("Conv", "p1 c2.weight", "d", OnnxAttribute.Of("pads", 1L, 1, 1, 1), OnnxAttribute.Of("strides", 2L, 2)),
            Models.Node("Flatten", "d", "f"), Models.Node("Gemm", "f d.weight d.bias", "g", OnnxAttribute.Of("transB", 1L)),
            Models.Node("Softmax", "g", "y"),
        ],
        [Models.Input("x", "batch", 2, 8, 6)], ["y"],
        [
            Models.Random("c1.weight", 1, 4, 2, 3, 3), Models.Random("c1.bias", 2, 4), Models.Random("n1.weight", 3, 4),
                Models.Random("n1.bias", 4, 4),
            Models.Random("n1.mean", 5, 4), OnnxTensor.Of("n1.var", [4], 0.5f, 1, 1.5f, 2), Models.Random("c2.weight", 6, 5, 4, 3, 3),
            Models.Random("d.weight", 7, 3, 20), Models.Random("d.bias", 8, 3),
        ]);

    private static OnnxModel Residual() => Models.Of(
        [
            Models.Node("Conv", "x c1 b1", "a", OnnxAttribute.Of("pads", 1L, 1, 1, 1)), Models.Node("Relu", "a", "r"),
            Models.Node("Conv", "r c2", "b", OnnxAttribute.Of("pads", 1L, 1, 1, 1), OnnxAttribute.Of("group", 4L)),
            Models.Node("Add", "r b", "s"), Models.Node("Mul", "s scale", "t"), Models.Node("Concat", "t r", "cat", OnnxAttribute.Of("axis", 1L)),
            Models.Node("AveragePool", "cat", "p", OnnxAttribute.Of("kernel_shape", 3L, 3), OnnxAttribute.Of("strides", 2L, 2),
                OnnxAttribute.Of("pads", 1L, 1, 1, 1)),
            Models.Node("GlobalAveragePool", "p", "g"), Models.Node("Flatten", "g", "f"), Models.Node("MatMul", "f w", "y"),
        ],
        [Models.Input("x", "batch", 3, 6, 7)], ["y"],
        [
            Models.Random("c1", 1, 4, 3, 3, 3), Models.Random("b1", 2, 4), Models.Random("c2", 3, 4, 1, 3, 3), Models.Random("scale", 4, 4, 1, 1),
            Models.Random("w", 5, 8, 2),
        ]);

    /// <summary>Two heads, a layer normalisation and a GELU spelled out, and the shape arithmetic that exports are full of.</summary>
    private static OnnxModel Attention()
    {
        var split = OnnxAttribute.Of("perm", 0L, 2, 1, 3);
        return Models.Of(
        [
            Models.Node("Shape", "x", "shape"), Models.Node("Gather", "shape zero", "n"), Models.Node("Unsqueeze", "n zeros", "n1"),
            Models.Node("Gather", "shape one", "t"), Models.Node("Unsqueeze", "t zeros", "t1"),
            Models.Node("Concat", "n1 t1 heads width", "parts", OnnxAttribute.Of("axis", 0L)),
            Models.Node("Concat", "n1 t1 all", "joined", OnnxAttribute.Of("axis", 0L)),
            Models.Node("Add", "x position", "e"),
            Models.Node("MatMul", "e wq", "q0"), Models.Node("Reshape", "q0 parts", "q1"), Models.Node("Transpose", "q1", "q", split),
            Models.Node("MatMul", "e wk", "k0"), Models.Node("Reshape", "k0 parts", "k1"),
            Models.Node("Transpose", "k1", "k", OnnxAttribute.Of("perm", 0L, 2, 3, 1)),
            Models.Node("MatMul", "e wv", "v0"), Models.Node("Reshape", "v0 parts", "v1"), Models.Node("Transpose", "v1", "v", split),
            Models.Node("MatMul", "q k", "s0"), Models.Node("Div", "s0 root", "s1"), Models.Node("Softmax", "s1", "s"),
            Models.Node("MatMul", "s v", "o0"), Models.Node("Transpose", "o0", "o1", split), Models.Node("Reshape", "o1 joined", "o"),
            Models.Node("Add", "o e", "r"),
            Models.Node("ReduceMean", "r", "mean", OnnxAttribute.Of("axes", [-1L])), Models.Node("Sub", "r mean", "centred"),
            Models.Node("Pow", "centred two", "square"), Models.Node("ReduceMean", "square", "var", OnnxAttribute.Of("axes", [-1L])),
            Models.Node("Add", "var epsilon", "var1"), Models.Node("Sqrt", "var1", "deviation"), Models.Node("Div", "centred deviation", "normal"),
            Models.Node("Mul", "normal gamma", "scaled"), Models.Node("Add", "scaled beta", "l"),
            Models.Node("Div", "l sqrt2", "g0"), Models.Node("Erf", "g0", "g1"), Models.Node("Add", "g1 one_f", "g2"),
                Models.Node("Mul", "l g2", "g3"),
            Models.Node("Mul", "g3 half", "y"),
        ],
        [Models.Input("x", "batch", 5, 6)], ["y"],
        [
            OnnxTensor.Of("zero", [], 0L), OnnxTensor.Of("one", [], 1L), OnnxTensor.Of("zeros", [1], 0L), OnnxTensor.Of("heads", [1], 2L),
            OnnxTensor.Of("width", [1], 3L), OnnxTensor.Of("all", [1], 6L), Models.Random("position", 1, 1, 5, 6), Models.Random("wq", 2, 6, 6),
            Models.Random("wk", 3, 6, 6), Models.Random("wv", 4, 6, 6), OnnxTensor.Of("root", [], 1.7320508f), OnnxTensor.Of("two", [], 2f),
            OnnxTensor.Of("epsilon", [], 1e-5f), Models.Random("gamma", 5, 6), Models.Random("beta", 6, 6), OnnxTensor.Of("sqrt2", [], 1.4142135f),
            OnnxTensor.Of("one_f", [], 1f), OnnxTensor.Of("half", [], 0.5f),
        ]);
    }

    /// <summary>A model that was traced with one sample, and says so where it reshapes.</summary>
    private static OnnxModel Traced() => Models.Of(
        [
            Models.Node("Conv", "x c b", "a"), Models.Node("Reshape", "a first", "f"), Models.Node("MatMul", "f w", "m"),
            Models.Node("Reshape", "m second", "s"), Models.Node("Sigmoid", "s", "y"),
        ],
        [Models.Input("x", "batch", 2, 5, 4)], ["y"],
        [
            Models.Random("c", 1, 3, 2, 2, 2), Models.Random("b", 2, 3), OnnxTensor.Of("first", [2], 0L, 36), Models.Random("w", 3, 36, 6),
            OnnxTensor.Of("second", [3], -1L, 2, 3),
        ]);

    /// <summary>The batch is the second axis between.</summary>
    private static OnnxModel Recurrent()
    {
        var turn = OnnxAttribute.Of("perm", 1L, 0, 2);
        return Models.Of(
            [
                Models.Node("Transpose", "x", "t", turn), Models.Node("LSTM", "t w r b", "h", OnnxAttribute.Of("hidden_size", 4L)),
                Models.Node("Squeeze", "h one", "s"), Models.Node("Transpose", "s", "back", turn), Models.Node("MatMul", "back d", "y"),
            ],
            [Models.Input("x", "batch", 6, 3)], ["y"],
            [
                Models.Random("w", 1, 1, 16, 3), Models.Random("r", 2, 1, 16, 4), Models.Random("b", 3, 1, 32), OnnxTensor.Of("one", [1], 1L),
                Models.Random("d", 4, 4, 2),
            ]);
    }

    /// <summary>A learned row before those of each sample, and steps that are taken for samples and back.</summary>
    private static OnnxModel ClassToken() => Models.Of(
        [
            Models.Node("Shape", "x", "shape"), Models.Node("Gather", "shape zero", "n"), Models.Node("Concat", "n one width", "size",
                OnnxAttribute.Of("axis", 0L)),
            Models.Node("Expand", "token size", "tokens"), Models.Node("Concat", "tokens x", "all", OnnxAttribute.Of("axis", 1L)),
            Models.Node("Reshape", "all rows", "r"), Models.Node("MatMul", "r w", "m"), Models.Node("Relu", "m", "a"),
            Models.Node("Reshape", "a back", "y"),
        ],
        [Models.Input("x", "batch", 2, 3)], ["y"],
        [
            OnnxTensor.Of("zero", [1], 0L), OnnxTensor.Of("one", [1], 1L), OnnxTensor.Of("width", [1], 3L), Models.Random("token", 1, 1, 1, 3),
            OnnxTensor.Of("rows", [2], -1L, 3), Models.Random("w", 2, 3, 5), OnnxTensor.Of("back", [3], -1L, 3, 5),
        ]);

    private static OnnxModel TwoEnds() => Models.Of(
        [
            Models.Node("Conv", "image c", "a"), Models.Node("Mul", "a side", "s"), Models.Node("Tanh", "s", "map"),
            Models.Node("Transpose", "s", "t", OnnxAttribute.Of("perm", 0L, 2, 3, 1)), Models.Node("Reshape", "t flat", "f"),
            Models.Node("MatMul", "f w", "y"),
        ],
        [Models.Input("image", "batch", 2, 4, 4), Models.Input("side", "batch", 3, 1, 1)], ["map", "y"],
        [Models.Random("c", 1, 3, 2, 2, 2), OnnxTensor.Of("flat", [2], -1L, 27), Models.Random("w", 2, 27, 4)]);
}
