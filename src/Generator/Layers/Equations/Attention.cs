using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Attention with several heads, as contractions, a softmax and maps; heads are axes, so nothing is split or moved.</summary>
internal sealed class Attention(BuildContext at, MultiHeadAttentionOp op)
{
    /// <summary>Far below any score, so that its exponential is 0; finite, so that a row without any place seen has no NaN.</summary>
    public const double Unseen = -1e9;

    private readonly Queue<int> _parameters = new(at.Parameters);

    public int Build()
    {
        (int query, int value, int key) = MultiHeadAttentionOp.Roles(at.Inputs);
        int q = Project("query", query, op.Heads, op.KeyDim);
        int k = Project("key", key, op.SourceHeads, op.KeyDim);
        int v = Project("value", value, op.SourceHeads, op.ValueDim);
        int scores = Scores(q, k, at.Inputs.Count > 3 ? at.Inputs[3] : null, at.MaskOf(value) ?? at.MaskOf(key));
        int softmax = Softmax.Build(at.Graph, at.Name + ".softmax", scores).Probabilities;
        int output = Merge(Values(DropoutMask.Build(at, at.Name + ".dropout", softmax, op.Dropout, perChannel: false), v));
        if (at.MaskOf(query) is { } steps)
        {
            at.Sequences.NoteMask(output, steps);
        }

        return output;
    }

    /// <summary>[N, places, width] -> [N, places, heads, size].</summary>
    private int Project(string what, int input, int heads, int size)
    {
        EquatableArray<int> shape = at.Graph[input].Shape;
        Axis[] box = [new("n", TensorGraph.Batch), new("t", shape[1]), new("h", heads), new("e", size), new("k", shape[2])];
        string name = at.Name + "." + what;
        Expr body = Times(Load(input, 0, 1, 4), Load(_parameters.Dequeue(), 4, 2, 3));
        int product = Sum(
            op.UseBias ? name + ".matmul" : name, [TensorGraph.Batch, shape[1], heads, size], box,
            [Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(3)], body);
        return op.UseBias ? at.Graph.Map(name, product, Add(at.Graph.Same(product), Load(_parameters.Dequeue(), 2, 3))) : product;
    }

    /// <summary>[N, heads, places, sources]: the scaled products, where a place may see the source.</summary>
    /// <param name="mask">Where it is 0 the source is not seen.</param>
    /// <param name="steps">Which sources count.</param>
    private int Scores(int query, int key, int? mask, int? steps)
    {
        (int places, int sources) = (at.Graph[query].Shape[1], at.Graph[key].Shape[1]);
        (Affine head, Affine source, Axis[] box) = Heads([new("i", places), new("j", sources), new("e", op.KeyDim)]);
        (Affine i, Affine j, Affine e) = (Affine.Of(box.Length - 3), Affine.Of(box.Length - 2), Affine.Of(box.Length - 1));
        Expr body = Times(new LoadExpr(query, new([Affine.Of(0), i, head, e])), new LoadExpr(key, new([Affine.Of(0), j, source, e])));
        int products = Sum(at.Name + ".products", [TensorGraph.Batch, op.Heads, places, sources], box, [Affine.Of(0), head, i, j], body);
        Expr value = Times(at.Graph.Same(products), Number(1 / Math.Sqrt(op.KeyDim)));
        if (op.Causal)
        {
            value = Where(new IndexExpr(Affine.Of(2)), CompareKind.GreaterOrEqual, new IndexExpr(Affine.Of(3)), value, Number(Unseen));
        }

        if (mask is { } seen)
        {
            value = Where(Elementwise.Load(at.Graph, new(seen, null), at.Graph[products].Shape), CompareKind.Equal, Number(0), Number(Unseen), value);
        }

        value = steps is { } counting ? StepMasks.Choose(counting, 3, value, Number(Unseen)) : value;
        return at.Graph.Map(at.Name + ".scores", products, value);
    }

    /// <summary>[N, places, heads, size]: the sources' values by their weights.</summary>
    private int Values(int weights, int value)
    {
        (int places, int sources) = (at.Graph[weights].Shape[2], at.Graph[weights].Shape[3]);
        (Affine head, Affine source, Axis[] box) = Heads([new("i", places), new("e", op.ValueDim), new("j", sources)]);
        (Affine i, Affine e, Affine j) = (Affine.Of(box.Length - 3), Affine.Of(box.Length - 2), Affine.Of(box.Length - 1));
        Expr body = Times(new LoadExpr(weights, new([Affine.Of(0), head, i, j])), new LoadExpr(value, new([Affine.Of(0), j, source, e])));
        return Sum(at.Name + ".values", [TensorGraph.Batch, places, op.Heads, op.ValueDim], box, [Affine.Of(0), i, head, e], body);
    }

    /// <summary>[N, places, heads, size] -> [N, places, channels].</summary>
    private int Merge(int values)
    {
        int places = at.Graph[values].Shape[1];
        Axis[] box = [new("n", TensorGraph.Batch), new("t", places), new("o", at.Output.Last()), new("h", op.Heads), new("e", op.ValueDim)];
        int product = Sum(
            op.UseBias ? at.Name + ".matmul" : at.Name, [TensorGraph.Batch, places, at.Output.Last()], box,
            [Affine.Of(0), Affine.Of(1), Affine.Of(2)],
            Times(Load(values, 0, 1, 3, 4), Load(_parameters.Dequeue(), 3, 4, 2)));
        return op.UseBias ? BiasSum.Build(at.Graph, at.Name, product, _parameters.Dequeue()) : product;
    }

    /// <summary>The head of a query and that of its sources, and the box that they and the given axes span.</summary>
    private (Affine Query, Affine Source, Axis[] Box) Heads(Axis[] inner)
    {
        int shared = op.Heads / op.SourceHeads;
        Axis[] outer = shared == 1
            ? [new("n", TensorGraph.Batch), new("h", op.Heads)]
            : [new("n", TensorGraph.Batch), new("h", op.SourceHeads), new("r", shared)];
        return (shared == 1 ? Affine.Of(1) : Affine.Of(1, shared) + Affine.Of(2), Affine.Of(1), [.. outer, .. inner]);
    }

    private static LoadExpr Load(int node, params int[] indices) => new(node, new(indices.Select(i => Affine.Of(i))));

    private int Sum(string name, int[] shape, Axis[] box, Affine[] target, Expr body) =>
        at.Graph.Add(new NestNode(name, new(shape), new(box), new(target), Combine.Sum, body));
}
