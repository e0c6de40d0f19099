using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>Parts of networks as tensor equations.</summary>
internal sealed class NetworkSketch
{
    private int _parameters;

    public GraphBuilder Graph { get; } = new();

    public int Parameter(string name, params int[] shape) =>
        Graph.Add(new ParameterNode(name, new(shape), _parameters++, InitializerKind.GlorotUniform, shape[0], shape[^1]));

    public int Dense(string name, int x, int units)
    {
        var op = new DenseOp(units, UseBias: true, InitializerKind.GlorotUniform, InitializerKind.Zeros);
        int[] parameters = [Parameter(name + "/kernel", Graph[x].Shape[^1], units), Parameter(name + "/bias", units)];
        return op.Build(new SketchedLayer(Graph, name, ShapeRules.WithChannels(SampleOf(x), units), x, parameters));
    }

    public int Norm(string name, int x)
    {
        int size = Graph[x].Shape[^1];
        int[] parameters = [Parameter(name + "/gamma", size), Parameter(name + "/beta", size)];
        return new LayerNormalizationOp(1e-5f, Center: true, Scale: true).Build(new SketchedLayer(Graph, name, SampleOf(x), x, parameters));
    }

    public int Relu(string name, int x) => Graph.Map(name, x, Max(Number(0), Graph.Same(x)));

    public int Plus(string name, int x, int y) => Graph.Map(name, x, Add(Graph.Same(x), Graph.Same(y)));

    /// <summary>3 x 3, stride 1, same size.</summary>
    public int Convolution(string name, int x, int filters, int kernel = 3)
    {
        EquatableArray<int> shape = SampleOf(x);
        var axis = new AxisRequest(kernel, 1, 1);
        var window = new WindowRequest(new([axis, axis]), PaddingKind.Same);
        var op = new ConvOp(filters, window, Groups: 1, UseBias: true, InitializerKind.GlorotUniform, InitializerKind.Zeros);
        int[] parameters = [Parameter(name + "/kernel", kernel, kernel, shape[2], filters), Parameter(name + "/bias", filters)];
        return op.Build(new SketchedLayer(Graph, name, ShapeRules.WithChannels(shape, filters), x, parameters));
    }

    /// <summary>Attention of [N, places, heads * size] with itself; causal: each place sees those up to it.</summary>
    public int Attention(string name, int x, int heads, bool causal)
    {
        int places = Graph[x].Shape[1], size = Graph[x].Shape[2] / heads;
        int query = Dense(name + ".q", x, heads * size), key = Dense(name + ".k", x, heads * size), value = Dense(name + ".v", x, heads * size);
        Affine Channel(int head, int e) => Affine.Of(head, size) + Affine.Of(e);
        Axis[] pairs = [new("n", TensorGraph.Batch), new("h", heads), new("i", places), new("j", places), new("e", size)];
        int scores = Sum(name + ".scores", [TensorGraph.Batch, heads, places, places], pairs,
            [Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(3)],
            new LoadExpr(query, new([Affine.Of(0), Affine.Of(2), Channel(1, 4)])),
                new LoadExpr(key, new([Affine.Of(0), Affine.Of(3), Channel(1, 4)])));
        Expr scaled = Times(Graph.Same(scores), Number(1 / Math.Sqrt(size)));
        Expr seen = causal ? Where(new IndexExpr(Affine.Of(2)), CompareKind.GreaterOrEqual, new IndexExpr(Affine.Of(3)), scaled, Number(-1e9))
            : scaled;
        int weights = Softmax.Build(Graph, name + ".softmax", Graph.Map(name + ".scaled", scores, seen)).Probabilities;
        Axis[] sums = [new("n", TensorGraph.Batch), new("h", heads), new("i", places), new("e", size), new("j", places)];
        return Sum(name, [TensorGraph.Batch, places, heads * size], sums, [Affine.Of(0), Affine.Of(2), Channel(1, 3)],
            new LoadExpr(weights, new([Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(4)])),
                new LoadExpr(value, new([Affine.Of(0), Affine.Of(4), Channel(1, 3)])));
    }

    /// <summary>A projection [N, places, channels] to [N, places, heads, size] by a kernel of three axes.</summary>
    public int Project(string name, int x, int heads, int size)
    {
        int places = Graph[x].Shape[1], channels = Graph[x].Shape[2];
        int kernel = Parameter(name + "/kernel", channels, heads, size);
        Axis[] box = [new("n", TensorGraph.Batch), new("t", places), new("h", heads), new("e", size), new("d", channels)];
        return Sum(name, [TensorGraph.Batch, places, heads, size], box, [Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(3)],
            new LoadExpr(x, new([Affine.Of(0), Affine.Of(1), Affine.Of(4)])), new LoadExpr(kernel, new([Affine.Of(4), Affine.Of(2), Affine.Of(3)])));
    }

    /// <summary>The scores [N, heads, places, places] of projections [N, places, heads, size].</summary>
    public int Scores(string name, int query, int key)
    {
        EquatableArray<int> shape = Graph[query].Shape;
        Axis[] box = [new("n", TensorGraph.Batch), new("h", shape[2]), new("i", shape[1]), new("j", shape[1]), new("e", shape[3])];
        return Sum(name, [TensorGraph.Batch, shape[2], shape[1], shape[1]], box, [Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(3)],
            new LoadExpr(query, new([Affine.Of(0), Affine.Of(2), Affine.Of(1), Affine.Of(4)])),
                new LoadExpr(key, new([Affine.Of(0), Affine.Of(3), Affine.Of(1), Affine.Of(4)])));
    }

    private EquatableArray<int> SampleOf(int x) => new(Graph[x].Shape.Skip(1));

    private int Sum(string name, int[] shape, Axis[] box, Affine[] target, LoadExpr left, LoadExpr right) =>
        Graph.Add(new NestNode(name, new(shape), new(box), new(target), Combine.Sum, Times(left, right)));
}
