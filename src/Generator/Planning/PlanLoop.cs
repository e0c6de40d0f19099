using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// The steps of loops. What is carried is the tensor that it comes from, read a row beside; the row before the first one, which is a border of that
/// tensor, holds what
/// the loop begins with. Tensors that only a loop knows have memory for one step.
/// </summary>
internal sealed class PlanLoop(ProgramDraft draft)
{
    private readonly HashSet<int> _locals = PlanLayouts.LocalsOf(draft.Graph);

    /// <summary>A carried node has its source's memory, which begins with what the first step gets.</summary>
    public void Carry(int id, CarriedNode node)
    {
        LoopRegion loop = draft.Graph.Loops[node.Loop];
        int source = loop.Carries.First(carry => carry.Carried == id).Source;
        TensorLayout layout = draft.Layouts[source];
        draft.BufferOf[source] = draft.NewBuffer(draft.Graph.Nodes[source].Name, layout);
        draft.BufferOf[id] = draft.BufferOf[source];
        draft.ClearBorder(source);
        ClearBehindBound(source, loop);
        TensorLayout beginning = layout.Row(node.Axis, loop.Direction == LoopDirection.Forward ? -1 : node.Shape[node.Axis]);
        draft.Steps.Add(node.Initial == CarriedNode.FromZero
            ? draft.Nests.Zero(node.Name + ".zero", node.StateShape, beginning, draft.BufferOf[id])
            : draft.Nests.Copy(node.Name + ".first", node.StateShape, beginning, draft.Layouts[node.Initial], draft.BufferOf[id],
            draft.BufferOf[node.Initial]));
    }

    /// <summary>The last nest of a loop brings the steps of all.</summary>
    public void Add(int id, NestNode nest)
    {
        LoopRegion loop = draft.Graph.Loops[nest.Loop];
        if (draft.BufferOf[id] < 0)
        {
            draft.BufferOf[id] = _locals.Contains(id) ? draft.NewBuffer(nest.Name, draft.Layouts[id]) : draft.NewTarget(id);
            Prepare(id, nest, loop);
        }

        if (!draft.Graph.Nodes.Skip(id + 1).TakeWhile(node => node.Loop == nest.Loop).Any(node => node is NestNode))
        {
            AddSteps(nest.Loop, loop);
        }
    }

    /// <summary>The row of the step that was taken last.</summary>
    public void TakeLast(int id, LastNode node)
    {
        Node source = draft.Graph.Nodes[node.Source];
        LoopRegion loop = draft.Graph.Loops[source.Loop];
        int axis = ((CarriedNode)draft.Graph.Nodes[node.Carried]).Axis;
        draft.BufferOf[id] = draft.NewTarget(id);
        bool isStatic = loop.Bound == LoopRegion.NoBound;
        int row = isStatic && loop.Direction == LoopDirection.Forward ? source.Shape[axis] - 1 : 0;
        NestStep copy = draft.Nests.Copy(
            node.Name, node.Shape, draft.Layouts[id], draft.Layouts[node.Source].Row(axis, row), draft.BufferOf[id], draft.BufferOf[node.Source]);
        var still = new LoopMove(new([0L]), IsBefore: false);
        var moved = new LoopMove(new([draft.Layouts[node.Source].Strides[axis]]), IsBefore: false);
        draft.Steps.Add(isStatic ? copy : new LoopStep(
            loop, Bound(loop), LoopPart.Last, new([copy]), new([new EquatableArray<LoopMove>([still, moved])])));
        draft.ClearBorder(id);
    }

    /// <summary>Sums over all steps begin with 0, and so does what no step may reach.</summary>
    private void Prepare(int id, NestNode nest, LoopRegion loop)
    {
        if (LoopAxes.DimensionsOf(draft.Graph, id).All(d => d < 0) && nest.Combine == Combine.Sum)
        {
            draft.Steps.Add(draft.Nests.Zero(nest.Name + ".zero", nest.Shape, draft.Layouts[id], draft.BufferOf[id]));
        }
        else if (!_locals.Contains(id))
        {
            ClearBehindBound(id, loop);
        }
    }

    private void ClearBehindBound(int id, LoopRegion loop)
    {
        if (loop.Bound != LoopRegion.NoBound)
        {
            draft.Steps.Add(draft.Nests.Zero(draft.Graph.Nodes[id].Name + ".zero", draft.Graph.Nodes[id].Shape, draft.Layouts[id],
                draft.BufferOf[id]));
        }
    }

    private void AddSteps(int position, LoopRegion loop)
    {
        (List<Step> steps, List<EquatableArray<LoopMove>> moves, List<int> targets) =
            (new List<Step>(), new List<EquatableArray<LoopMove>>(), new List<int>());
        for (int id = 0; id < draft.Graph.Nodes.Count; id++)
        {
            if (draft.Graph.Nodes[id] is not NestNode nest || nest.Loop != position)
            {
                continue;
            }

            bool isSum = nest.Combine == Combine.Sum && LoopAxes.DimensionsOf(draft.Graph, id).All(d => d < 0);
            foreach (NestNode part in MapParts.Of(nest))
            {
                (Lowering.FlatNest flat, List<int> buffers) = draft.Flatten(id, part, accumulate: isSum);
                List<int> operands = FlattenNest.Operands(id, part);
                CutNest cut = draft.Nests.Nests.Cut(flat, loop, new(operands.Select(operand => IsBefore(operand))));
                steps.Add(draft.Nests.Run(nest.Name, cut.Nest, buffers));
                moves.Add(cut.Moves);
            }

            targets.Add(id);
        }

        draft.Steps.Add(new LoopStep(loop, Bound(loop), LoopPart.Steps, new(steps), new(moves)));
        foreach (int id in targets.Where(id => !loop.Carries.Any(carry => carry.Source == id)))
        {
            draft.ClearBorder(id);
        }
    }

    /// <summary>
    /// Whether the row that an operand is read at is that of the step before by number: where a loop begins at its bound, the row beside the first
    /// step is not the border.
    /// </summary>
    private bool IsBefore(int operand) => draft.Graph.Nodes[operand] is CarriedNode carried && draft.Graph.Loops[carried.Loop].BeginsAtBound;

    private LoopBound? Bound(LoopRegion loop) => loop.Bound == LoopRegion.NoBound ? null
        : new(draft.BufferOf[loop.Bound], draft.Layouts[loop.Bound].Constant, draft.Layouts[loop.Bound].Strides[0]);
}
