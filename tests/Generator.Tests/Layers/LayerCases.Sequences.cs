using NetCompiler.Generator.Tests.Functions;
using static NetCompiler.Generator.Tests.Layers.ModelFormulas;

namespace NetCompiler.Generator.Tests.Layers;

/// <content>Tables of rows, attention, and networks as layers.</content>
internal static partial class LayerCases
{
    private static IEnumerable<LayerCase> Embeddings()
    {
        LayerCase words = Of("Words", "Embedding(7, 5)", [5], (x, w) => Rows(x, w["embeddings"]));
        yield return words;
        yield return words.Freeze();
        yield return Of("WordsSparse", "Embedding(7, 5, SparseUpdates = true)", [5], (x, w) => Rows(x, w["embeddings"]));
        yield return LayerCase.Of(
            "WordsSparseTwice", "[Embedding(7, 5, SparseUpdates = true)] private static partial Tensor Layer(Tensor x);", [[3]],
            "Layer(a) * Tanh(Layer(a))", (x, w) => Rows(x[0], w["embeddings"]).Map(value => value * Math.Tanh(value)));
        yield return Of("WordsPenalties", "Embedding(5, 3, EmbeddingsL1 = 0.1f, EmbeddingsL2 = 0.2f)", [3, 3], (x, w) =>
            Rows(x, w["embeddings"])) with
        {
            Penalty = w => (0.1 * w.L1("embeddings")) + (0.2 * w.L2("embeddings")),
        };

        LayerCase places = Of("Places", "PositionEmbedding(7)", [5, 3], (x, w) => Grid.Of(x.Shape, i => w["embeddings"][i[0], i[1]]));
        yield return places;
        yield return places.Freeze();
        yield return Of("PlacesAll", "PositionEmbedding(3)", [2, 3, 5], (x, w) => Grid.Of(x.Shape, i => w["embeddings"][i[1], i[2]]));

        const string table = "[Embedding(7, 5)] private static partial Tensor Words(Tensor x);\n    ";
        static Grid Scores(Grid x, Weights w) => Rows(x, w["words/embeddings"]) is var rows
            ? Grid.Of([x.Shape[0], 7], i => Enumerable.Range(0, 5).Sum(d => rows[i[0], d] * w["words/embeddings"][i[1], d]))
            : x;
        yield return LayerCase.Of("Tied", table + "[TiedDense(nameof(Words))] private static partial Tensor Layer(Tensor x);", [[3]],
            "Layer(Words(a))", (x, w) => Scores(x[0], w));
        yield return LayerCase.Of(
            "TiedBias", table + "[TiedDense(nameof(Words), UseBias = true, Activation = Activation.Tanh)] private static partial Tensor "
                + "Layer(Tensor x);", [[3]], "Layer(Words(a))",
            (x, w) => Rescale(Scores(x[0], w), null, w["bias"]).Map(Math.Tanh));
        yield return LayerCase.Of(
            "TiedFrozen",
            "[Embedding(7, 5, Trainable = false)] private static partial Tensor Words(Tensor x);\n    "
            + "[TiedDense(nameof(Words), UseBias = true, Trainable = false)] private static partial Tensor Layer(Tensor x);", [[3]],
            "Layer(Words(a))",
            (x, w) => Rescale(Scores(x[0], w), null, w["bias"])) with { Frozen = true };
    }

    private static IEnumerable<LayerCase> Attentions()
    {
        LayerCase self = Of("AttentionSelf", "MultiHeadAttention(3, 2)", [5, 3], (x, w) => Attention(x, x, x, w));
        yield return self;
        yield return self.Freeze();
        yield return Of("AttentionCausal", "MultiHeadAttention(2, 3, Causal = true, UseBias = false)", [5, 5], (x, w) =>
            Attention(x, x, x, w, (_, i, j) => j <= i));
        yield return LayerCase.Of(
            "AttentionValues", "MultiHeadAttention(4, 3, ValueDim = 5, KeyValueHeads = 2, OutputDim = 7)", [[3, 5], [5, 3]], (x, w) =>
                Attention(x[0], x[1], x[1], w));
        yield return LayerCase.Of(
            "AttentionKeys", "MultiHeadAttention(1, 3)", [[3, 5], [5, 3], [5, 7]], (x, w) => Attention(x[0], x[1], x[2], w));

        // Comparisons make masks of the numbers, which have no gradient.
        (string Name, int[] Mask, Func<Grid, int, int, int, bool> Seen)[] masks =
        [
            ("Sources", [5], (m, _, _, j) => m[j] > -0.5), ("Pairs", [3, 5], (m, _, i, j) => m[i, j] > -0.5),
                ("Heads", [2, 3, 5], (m, h, i, j) => m[h, i, j] > -0.5),
        ];
        foreach ((string name, int[] mask, Func<Grid, int, int, int, bool> seen) in masks)
        {
            yield return LayerCase.Of(
                "AttentionMasked" + name, "[MultiHeadAttention(2, 3)] private static partial Tensor Layer(Tensor query, Tensor value, Tensor key, "
                    + "Tensor mask);",
                [[3, 5], [5, 3], mask], "Layer(a, b, b, c > -0.5f)", (x, w) => Attention(x[0], x[1], x[1], w, (h, i, j) => seen(x[2], h, i, j)));
        }

        string[] kernels = ["query/kernel", "key/kernel", "value/kernel", "attention_output/kernel"],
            biases = ["query/bias", "key/bias", "value/bias", "attention_output/bias"];
        yield return Of("AttentionPenalties", $"MultiHeadAttention(1, 2, {Penalties})", [3, 3], (x, w) => Attention(x, x, x, w)) with
        {
            Penalty = w => kernels.Sum(name => (0.1 * w.L1(name)) + (0.2 * w.L2(name))) + biases.Sum(name => (0.3 * w.L1(name)) + (0.4 * w.L2(name))),
        };
    }

    private static IEnumerable<LayerCase> Blocks()
    {
        static Grid Step(Grid x, Weights w, string copy) =>
            x.With(LayerFormulas.Dense(x, w[copy + "inner/kernel"], w[copy + "inner/bias"]).Map(Math.Tanh), (p, q) => p + q);
        const string block = """

            [Block]
            public partial class Feed
            {
                [Dense(5, Activation = Activation.Tanh)] private static partial Tensor Inner(Tensor x);
                [Forward] private static Tensor Forward(Tensor x) => x + Inner(x);
                private static Tensor Bare(Tensor x) => Inner(x) * 2;
            }

            [Network, Input(5), Dense(3, Activation = Activation.Tanh)]
            public partial class Small;

            [Block]
            public partial class Sized
            {
                [Argument] private const int Units = 2;
                [Dense(Units)] private static partial Tensor Inner(Tensor x);
                [Forward] private static Tensor Forward(Tensor x) => Inner(x) * Units;
            }
            """;
        LayerCase copies = Of("BlockCopies", "Layer<Feed>(2)", [3, 5], (x, w) => Step(Step(x, w, "layer_0/"), w, "layer_1/"));
        yield return copies with { Source = copies.Source + block };
        yield return Of("BlockArguments", "Layer<Sized>(Arguments = [3])", [5], (x, w) =>
            LayerFormulas.Dense(x, w["inner/kernel"], w["inner/bias"]).Map(v => 3 * v));
        yield return Of("BlockOnce", "Layer<Feed>", [5], (x, w) => Step(x, w, ""));
        yield return LayerCase.Of(
            "BlockNumbered", "[Layer<Feed>(3)] private static partial Tensor Layer(Tensor x, int number);", [[5]],
                "Layer(Layer(a, 2), 0) + Layer(a, 2)",
            (x, w) => Step(x[0], w, "layer_2/") is var two ? Step(two, w, "layer_0/").With(two, (p, q) => p + q) : x[0]);
        yield return Of("BlockMethod", "Layer<Feed>(Method = \"Bare\")", [5], (x, w) =>
            LayerFormulas.Dense(x, w["inner/kernel"], w["inner/bias"]).Map(v => 2 * Math.Tanh(v)));
        yield return Of("BlockNetwork", "Layer<Small>", [5], (x, w) => LayerFormulas.Dense(x, w["dense/kernel"], w["dense/bias"]).Map(Math.Tanh));
        yield return Of("BlockFrozen", "Layer<Small>(Trainable = false)", [5], (x, w) =>
            LayerFormulas.Dense(x, w["dense/kernel"], w["dense/bias"]).Map(Math.Tanh)) with { Frozen = true };
        yield return LayerCase.Of(
            "FreeParameter", "[Parameter(3, 5, Initializer = Initializer.RandomUniform)] private static partial Tensor Layer();", [[5]],
            "Layer() * a + Tanh(Layer())", (x, w) => Grid.Of([3, 5], i =>
                (w["value"][i[0], i[1]] * x[0][i[1]]) + Math.Tanh(w["value"][i[0], i[1]])));
        yield return LayerCase.Of(
            "FreeParameterFrozen", "[Parameter(5, Trainable = false)] private static partial Tensor Layer();", [[5]], "Layer() * a", (x, w) =>
                Grid.Of([5], i => w["value"][i[0]] * x[0][i[0]])) with { Frozen = true };
        yield return LayerCase.Of(
            "SharedWeights", "[Dense(3)] private static partial Tensor Layer(Tensor x);", [[5], [5]], "Layer(a) * Layer(b)",
            (x, w) => LayerFormulas.Dense(x[0], w["kernel"], w["bias"]).With(LayerFormulas.Dense(x[1], w["kernel"], w["bias"]), (p, q) => p * q));
    }
}
