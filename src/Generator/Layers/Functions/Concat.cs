using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>The inputs one after the other along an axis.</summary>
internal sealed record ConcatOp(int Axis) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => Build(at.Graph, at.Name, Axis, at.Output, at.Inputs);

    /// <summary>Each place takes the one part that reaches there.</summary>
    /// <param name="output">Without the batch.</param>
    public static int Build(GraphBuilder graph, string name, int axis, EquatableArray<int> output, IReadOnlyList<int> parts)
    {
        var shape = new EquatableArray<int>(output.Prepend(TensorGraph.Batch));
        var place = new IndexExpr(Affine.Of(axis + 1));
        int end = shape[axis + 1];
        Expr? value = null;
        foreach (int part in parts.Reverse())
        {
            int start = end - graph[part].Shape[axis + 1];
            IEnumerable<Affine> forms = GraphBuilder.Identity(shape.Count).Select((form, d) => d == axis + 1 ? Affine.Of(d, constant: -start) : form);
            var load = new LoadExpr(part, new(forms));
            value = value is null ? load : Where(place, CompareKind.Less, Number(end), load, value);
            end = start;
        }

        return graph.Map(name, shape, value!);
    }

    /// <summary>Images stay with their channels first, where one is so.</summary>
    public override OnnxValue Export(ExportContext at)
    {
        int rank = at.Output.Count;
        bool isImage = rank > 1 && at.Inputs.All(input => input.IsBatched) && at.Inputs.Any(input => input.Plain is null);
        int axis = !isImage ? Axis + 1 : Axis == rank - 1 ? 1 : Axis + 2;
        string[] parts = [.. at.Inputs.Select(input => isImage ? at.Graph.ChannelsFirst(input) : at.Rows(input))];
        return isImage ? at.GiveImage("Concat", parts, OnnxAttribute.Int("axis", axis)) : at.Give("Concat", parts, OnnxAttribute.Int("axis", axis));
    }
}
