using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;

namespace NetCompiler.Generator.Layers;

/// <summary>Attention with several heads as ONNX operations: products of matrices with the heads in front of them.</summary>
internal sealed class AttentionExport(ExportContext at, MultiHeadAttentionOp op)
{
    private readonly Queue<string> _parameters = new(at.Parameters);

    /// <summary>How many heads of queries share a head of keys and values.</summary>
    private int Shared => op.Heads / op.SourceHeads;

    public OnnxValue Run()
    {
        (OnnxValue query, OnnxValue value, OnnxValue key) = MultiHeadAttentionOp.Roles(at.Inputs);
        (int places, int sources) = (query.Shape[0], value.Shape[0]);

        // [N, heads, places, size] times [N, heads, size, sources]; heads are two axes where several share a source.
        string q = Heads("query", query, op.Heads, op.KeyDim, [op.SourceHeads, Shared], isTransposed: false);
        string k = Heads("key", key, op.SourceHeads, op.KeyDim, [op.SourceHeads, 1], isTransposed: true);
        string v = Heads("value", value, op.SourceHeads, op.ValueDim, [op.SourceHeads, 1], isTransposed: false);
        string scores = Scores(at.Add("products", "MatMul", [q, k]), places, sources, at.Sequences.MaskOf(value) ?? at.Sequences.MaskOf(key));
        string weights = at.Add("weights", "Softmax", [scores], OnnxAttribute.Int("axis", -1));
        string values = at.Add("values", "MatMul", [weights, v]);
        int[] order = Shared == 1 ? [0, 2, 1, 3] : [0, 3, 1, 2, 4];
        string rows = at.Reshape("merged", at.Transpose("values.moved", values, order), [places, op.Heads * op.ValueDim]);
        string kernel = at.Add("kernel", "Reshape", [_parameters.Dequeue(), at.Graph.Ints((long)op.Heads * op.ValueDim, at.Output.Last())]);
        OnnxValue output = at.Biased(name => at.Graph.Add(name, "MatMul", [rows, kernel]), op.UseBias ? _parameters.Dequeue() : "");
        if (at.Sequences.MaskOf(query) is { } steps)
        {
            at.Sequences.NoteMask(output, steps);
        }

        return output;
    }

    private string Heads(string part, OnnxValue input, int heads, int size, int[] axes, bool isTransposed)
    {
        (int places, int width) = (input.Shape[0], input.Shape[1]);
        long columns = (long)heads * size;
        string kernel = at.Add(part + ".kernel", "Reshape", [_parameters.Dequeue(), at.Graph.Ints(width, columns)]);
        string product = at.Add(part + ".matmul", "MatMul", [at.Rows(input), kernel]);
        if (op.UseBias)
        {
            product = at.Add(part, "Add", [product, at.Add(part + ".bias", "Reshape", [_parameters.Dequeue(), at.Graph.Ints(columns)])]);
        }

        if (Shared == 1)
        {
            string split = at.Reshape(part + ".heads", product, [places, heads, size]);
            return at.Transpose(part + ".moved", split, isTransposed ? [0, 2, 3, 1] : [0, 2, 1, 3]);
        }

        string both = at.Reshape(part + ".heads", product, [places, .. axes, size]);
        return at.Transpose(part + ".moved", both, isTransposed ? [0, 2, 3, 4, 1] : [0, 2, 3, 1, 4]);
    }

    /// <summary>The scaled products, where a place may see the source.</summary>
    private string Scores(string products, int places, int sources, string? steps)
    {
        string scores = at.Add("scores", "Mul", [products, at.Graph.Float((float)(1 / Math.Sqrt(op.KeyDim)))]);
        if (op.Causal)
        {
            string ones = at.Add("ones", "Expand", [at.Graph.Float(1), at.Graph.Ints(places, sources)]);
            string before = at.Add("before", "Trilu", [ones], OnnxAttribute.Int("upper", 0));
            scores = Seen(scores, at.Add("causal", "Greater", [before, at.Graph.Float(0)]));
        }

        if (at.Inputs.Count > 3)
        {
            OnnxValue mask = at.Inputs[3];
            string truth = at.Add("mask", "Cast", [Aligned(mask)], OnnxTypes.To(OnnxTypes.Bool));
            scores = Seen(scores, truth);
        }

        if (steps is not null)
        {
            string counting = at.Add("counting", "Greater", [steps, at.Graph.Float(0)]);
            scores = Seen(scores, at.Add("steps", "Reshape", [counting, at.Graph.Ints([-1, .. Ones(Shared == 1 ? 2 : 3), sources])]));
        }

        return scores;
    }

    /// <summary>A mask [sources], [places, sources] or [heads, places, sources] with the axes of the scores.</summary>
    private string Aligned(OnnxValue mask)
    {
        IEnumerable<long> shape = Enumerable.Repeat(1L, 3 - mask.Shape.Count).Concat(mask.Shape.Select(size => (long)size));
        if (Shared > 1)
        {
            long heads = shape.First();
            shape = [heads == 1 ? 1 : op.SourceHeads, heads == 1 ? 1 : Shared, .. shape.Skip(1)];
        }

        return at.Add("mask.aligned", "Reshape", [at.Graph.Plain(mask), at.Graph.Ints(mask.IsBatched ? [-1, .. shape] : [1, .. shape])]);
    }

    private static IEnumerable<long> Ones(int count) => Enumerable.Repeat(1L, count);

    /// <summary>What is not seen has a score far below all others.</summary>
    private string Seen(string scores, string truth) => at.Add("seen", "Where", [truth, scores, at.Graph.Float((float)Attention.Unseen)]);
}
