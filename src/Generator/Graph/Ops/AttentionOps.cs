using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>Attention with several heads, as contractions, a softmax and maps; heads are axes, so nothing is split or moved.</summary>
internal sealed class AttentionOps
{
    /// <summary>Far below any score, so that its exponential is 0; finite, so that a row without any place seen has no NaN.</summary>
    private const double Unseen = -1e9;

    private readonly GraphBuilder _graph;
    private readonly string _name;
    private readonly MultiHeadAttentionOp _op;

    private AttentionOps(GraphBuilder graph, string name, MultiHeadAttentionOp op) => (_graph, _name, _op) = (graph, name, op);

    /// <param name="inputs">Query, value, key and mask, as far as given.</param>
    /// <param name="parameters">In the order of <see cref="MultiHeadAttentionOp.Parameters"/>.</param>
    /// <param name="drop">Dropout at work on the weights of the sources.</param>
    public static int Build(GraphBuilder graph, string name, MultiHeadAttentionOp op, IReadOnlyList<int> inputs, IReadOnlyList<int> parameters, Func<string, int, int> drop)
    {
        var attention = new AttentionOps(graph, name, op);
        var (query, value) = (inputs[0], inputs.Count > 1 ? inputs[1] : inputs[0]);
        var key = inputs.Count > 2 ? inputs[2] : value;
        var queue = new Queue<int>(parameters);
        var q = attention.Project("query", query, op.Heads, op.KeyDim, queue);
        var k = attention.Project("key", key, op.SourceHeads, op.KeyDim, queue);
        var v = attention.Project("value", value, op.SourceHeads, op.ValueDim, queue);
        var scores = attention.Scores(q, k, inputs.Count > 3 ? inputs[3] : null);
        var weights = drop(name + ".dropout", SoftmaxOps.Build(graph, name + ".softmax", scores).Probabilities);
        return attention.Merge(attention.Values(weights, v), queue);
    }

    /// <summary>[N, places, width] -> [N, places, heads, size].</summary>
    private int Project(string what, int input, int heads, int size, Queue<int> parameters)
    {
        var shape = _graph[input].Shape;
        Axis[] box = [new("n", TensorGraph.Batch), new("t", shape[1]), new("h", heads), new("e", size), new("k", shape[2])];
        var name = _name + "." + what;
        var body = Times(Load(input, 0, 1, 4), Load(parameters.Dequeue(), 4, 2, 3));
        var product = Sum(_op.UseBias ? name + ".matmul" : name, [TensorGraph.Batch, shape[1], heads, size], box, [Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(3)], body);
        return _op.UseBias ? _graph.Map(name, product, Add(_graph.Same(product), Load(parameters.Dequeue(), 2, 3))) : product;
    }

    /// <summary>[N, heads, places, sources]: the scaled products, where a place may see the source.</summary>
    private int Scores(int query, int key, int? mask)
    {
        var (places, sources) = (_graph[query].Shape[1], _graph[key].Shape[1]);
        var (head, source, box) = Heads([new("i", places), new("j", sources), new("e", _op.KeyDim)]);
        var (i, j, e) = (Affine.Of(box.Length - 3), Affine.Of(box.Length - 2), Affine.Of(box.Length - 1));
        var body = Times(new LoadExpr(query, new([Affine.Of(0), i, head, e])), new LoadExpr(key, new([Affine.Of(0), j, source, e])));
        var products = Sum(_name + ".products", [TensorGraph.Batch, _op.Heads, places, sources], box, [Affine.Of(0), head, i, j], body);
        Expr value = Times(_graph.Same(products), Number(1 / Math.Sqrt(_op.KeyDim)));
        if (_op.Causal)
        {
            value = Where(new IndexExpr(Affine.Of(2)), CompareKind.GreaterOrEqual, new IndexExpr(Affine.Of(3)), value, Number(Unseen));
        }

        if (mask is { } seen)
        {
            value = Where(ElementOps.Load(_graph, new(seen, null), _graph[products].Shape), CompareKind.Equal, Number(0), Number(Unseen), value);
        }

        return _graph.Map(_name + ".scores", products, value);
    }

    /// <summary>[N, places, heads, size]: the sources' values by their weights.</summary>
    private int Values(int weights, int value)
    {
        var (places, sources) = (_graph[weights].Shape[2], _graph[weights].Shape[3]);
        var (head, source, box) = Heads([new("i", places), new("e", _op.ValueDim), new("j", sources)]);
        var (i, e, j) = (Affine.Of(box.Length - 3), Affine.Of(box.Length - 2), Affine.Of(box.Length - 1));
        var body = Times(new LoadExpr(weights, new([Affine.Of(0), head, i, j])), new LoadExpr(value, new([Affine.Of(0), j, source, e])));
        return Sum(_name + ".values", [TensorGraph.Batch, places, _op.Heads, _op.ValueDim], box, [Affine.Of(0), i, head, e], body);
    }

    /// <summary>[N, places, heads, size] -> [N, places, channels].</summary>
    private int Merge(int values, Queue<int> parameters)
    {
        var places = _graph[values].Shape[1];
        Axis[] box = [new("n", TensorGraph.Batch), new("t", places), new("o", _op.Output), new("h", _op.Heads), new("e", _op.ValueDim)];
        var product = Sum(
            _op.UseBias ? _name + ".matmul" : _name, [TensorGraph.Batch, places, _op.Output], box, [Affine.Of(0), Affine.Of(1), Affine.Of(2)],
            Times(Load(values, 0, 1, 3, 4), Load(parameters.Dequeue(), 3, 4, 2)));
        return _op.UseBias ? DenseOps.AddBias(_graph, _name, product, parameters.Dequeue()) : product;
    }

    /// <summary>The head of a query and that of its sources, and the box that they and the given axes span.</summary>
    private (Affine Query, Affine Source, Axis[] Box) Heads(Axis[] inner)
    {
        var shared = _op.Heads / _op.SourceHeads;
        Axis[] outer = shared == 1
            ? [new("n", TensorGraph.Batch), new("h", _op.Heads)]
            : [new("n", TensorGraph.Batch), new("h", _op.SourceHeads), new("r", shared)];
        return (shared == 1 ? Affine.Of(1) : Affine.Of(1, shared) + Affine.Of(2), Affine.Of(1), [.. outer, .. inner]);
    }

    private static LoadExpr Load(int node, params int[] indices) => new(node, new(indices.Select(i => Affine.Of(i))));

    private int Sum(string name, int[] shape, Axis[] box, Affine[] target, Expr body) =>
        _graph.Add(new NestNode(name, new(shape), new(box), new(target), Combine.Sum, body));
}
