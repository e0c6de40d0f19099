using System.Collections.Generic;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// What leaves a micro-batch: outputs in the caller's spans, gradients, the next values of parameters, and parts of sums over the batch.
/// </summary>
internal sealed class PlanOutputs(ProgramDraft draft, PlanPhases phases)
{
    private readonly Dictionary<int, int> _totalOf = [];
    private long _stateFloats;

    /// <summary>The parameters for which there are new values.</summary>
    public List<int> States { get; } = [];

    /// <summary>The end of the batch totals until now.</summary>
    public long TotalFloats { get; private set; }

    /// <summary>Computes a micro-batch's part; behind the phase, the sum of all parts stands in its place.</summary>
    public void AddTotal(int id, NestNode nest)
    {
        long floats = draft.Layouts[id].Fixed;
        draft.BufferOf[id] = draft.NewBuffer(new(nest.Name, Region.Partials, TotalFloats, floats, 0));
        _totalOf[id] = draft.NewBuffer(new(nest.Name, Region.Totals, TotalFloats, floats, 0));
        TotalFloats += floats;
        draft.AddNest(id, nest, accumulate: false);
        draft.ClearBorder(id);
    }

    public void EndPhase()
    {
        foreach (KeyValuePair<int, int> total in _totalOf)
        {
            draft.BufferOf[total.Key] = total.Value;
        }
    }

    /// <summary>Copies what does not lie in the caller's span yet, and adds gradients that lie elsewhere.</summary>
    public void Add(int id, GraphOutput output)
    {
        (Node node, Storage buffer) = (draft.Graph.Nodes[id], draft.Buffers[draft.BufferOf[id]]);
        if (output.Kind == OutputKind.StateUpdate)
        {
            AddState(id, output.Index);
        }
        else if (output.Kind == OutputKind.ParameterGradient)
        {
            if (buffer.Region is not (Region.Gradients or Region.RowGradients))
            {
                AddGradient(id, output.Index);
            }
        }
        else if (buffer.Region != ProgramDraft.RegionOf(output.Kind) || buffer.Offset != draft.PlaceOf(output).Offset)
        {
            (TensorLayout layout, int target) = (draft.PlaceOf(output).Layout, draft.NewOutput(output));
            draft.Steps.Add(draft.Nests.Copy(node.Name + ".copy", node.Shape, layout, draft.Layouts[id], target, draft.BufferOf[id]));
        }
    }

    private void AddGradient(int id, int index)
    {
        (Node node, int gradient) = (draft.Graph.Nodes[id], draft.NewGradient(id, index));
        draft.Steps.Add(draft.Nests.Sum(node.Name + ".add", node.Shape, draft.Layouts[id], gradient,
            draft.BufferOf[id]) with { IsOnce = phases.IsWhole(id) });
    }

    /// <summary>The next value of a parameter, a float for each of its own.</summary>
    private void AddState(int id, int index)
    {
        (Node node, TensorLayout layout) = (draft.Graph.Nodes[id], draft.Arena.Layouts[index]);
        int state = draft.NewBuffer(new(node.Name, Region.States, _stateFloats, layout.Fixed, 0));
        draft.Steps.Add(draft.Nests.Copy(node.Name + ".copy", node.Shape, layout, draft.Layouts[id], state,
            draft.BufferOf[id]) with { IsOnce = true });
        States.Add(index);
        _stateFloats += layout.Fixed;
    }
}
