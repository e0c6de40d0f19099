using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>A planned driver -> where the tensors lie that have a row per sample, for whoever looks into a workspace.</summary>
internal static class PlanTensors
{
    public static EquatableArray<PlannedTensor> Run(ProgramDraft draft)
    {
        var states = new HashSet<int>(draft.Graph.Loops.SelectMany(loop => loop.Carries.Select(carry => carry.Source)));
        return new(Enumerable.Range(0, draft.Graph.Nodes.Count).Where(id => IsKept(draft, id)).Select(id =>
        {
            Node node = draft.Graph.Nodes[id];
            LoopRegion? loop = node.Loop == Node.NoLoop ? null : draft.Graph.Loops[node.Loop];
            bool carries = loop is { Carries.Count: > 0 };
            return new PlannedTensor(
                node.Name, draft.BufferOf[id], node.Shape, draft.Layouts[id], carries ? LoopAxes.DimensionsOf(draft.Graph, id)[0] : Steps(node),
                carries ? node.Loop : Node.NoLoop, carries ? loop!.Direction : LoopDirection.Forward, states.Contains(id));
        }));
    }

    /// <summary>Values, all of which have a place of their own.</summary>
    private static bool IsKept(ProgramDraft draft, int id) =>
        draft.Graph.Nodes[id] is NestNode { Combine: not Combine.ArgMax } or GatherNode or LastNode
        && draft.Graph.Nodes[id].IsBatched && draft.BufferOf[id] >= 0 && draft.Buffers[draft.BufferOf[id]].Region == Region.Workspace
        && draft.Layouts[id] is { PanelDimension: < 0 } layout
        && layout.Strides.Zip(draft.Graph.Nodes[id].Shape, (stride, size) => stride != 0 || size == 1).All(hasPlace => hasPlace);

    /// <summary>The rows of a matrix are the steps of a sequence, as Keras' layers have it.</summary>
    private static int Steps(Node node) => node.Shape.Count == 3 ? 1 : -1;
}
