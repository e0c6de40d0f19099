using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>The equations of a recurrent layer: its cell over all steps, in one direction or in both.</summary>
internal sealed class BuildRecurrence(BuildContext at, RecurrentOp op)
{
    private readonly GraphBuilder _graph = at.Graph;
    private readonly int? _mask = at.MaskOf(at.Input);
    private readonly List<int> _last = [];

    private RecurrentSettings Settings => op.Settings;

    private int Steps => at.InputRows[1];

    /// <summary>Gives the output; the last states are noted.</summary>
    public int Run()
    {
        int bound = _mask is { } mask && at.Sequences.HasEnds ? StepMasks.Lengths(_graph, at.Name, mask) : LoopRegion.NoBound;
        var outputs = op.Directions.Select((_, number) => Direction(number, bound)).ToList();
        int output = outputs.Count == 1 ? outputs[0] : Merge(outputs);
        at.Sequences.NoteStates(output, _last);
        if (Settings.ReturnSequences && _mask is { } steps)
        {
            at.Sequences.NoteMask(output, Settings.GoBackwards ? Reversed(at.Name + ".mask", steps) : steps);
        }

        return output;
    }

    /// <summary>One direction's output: its sequence, or its last state.</summary>
    private int Direction(int number, int bound)
    {
        string name = at.Name + (op.Directions.Count == 1 ? "" : number == 0 ? ".forward" : ".backward");
        bool isBackward = Settings.GoBackwards != (number == 1);
        int count = at.Parameters.Count / op.Directions.Count;
        IReadOnlyList<int> parameters = [.. at.Parameters.Skip(number * count).Take(count)];
        int input = DropoutMask.Build(at, name + ".dropout", at.Input, Settings.Dropout, perChannel: true, draw: 2 * number);
        int? dropout = at.IsTraining && Settings.RecurrentDropout > 0 ? DropoutMask.Draw(
            at, name + ".recurrent", new([TensorGraph.Batch, Settings.Units]), Settings.RecurrentDropout, (2 * number) + 1) : (int?)null;
        int? open = at.IsTraining && Settings.Truncate > 0 ? StepMasks.Every(_graph, name, Steps, Settings.Truncate, isBackward) : (int?)null;

        var first = Enumerable.Range(0, op.States).Select(state => First(name, number, state)).ToList();
        var scope = new StepScope(_graph, Steps, isBackward ? LoopDirection.Backward : LoopDirection.Forward, bound);
        var carried = first.Select((initial, state) => scope.Carry(
            name + ".before" + Suffix(state), new([TensorGraph.Batch, Settings.Units]), initial ?? CarriedNode.FromZero)).ToList();
        List<int> before = open is { } gate ? Truncated(carried, scope.StepOf(gate)) : carried;
        int recurrent = dropout is { } kept ? _graph.Map(name + ".kept", before[0], Times(_graph.Same(before[0]), _graph.Same(kept))) : before[0];
        IReadOnlyList<int> next = op.Step(new(_graph, name, scope.StepOf(input), before, recurrent, parameters, Settings));
        int? counts = _mask is { } mask ? scope.StepOf(mask) : (int?)null;
        for (int state = 0; state < op.States; state++)
        {
            scope.SetNext(carried[state], counts is { } held ? StepMasks.Hold(_graph, held, next[state], before[state]) : next[state]);
        }

        IReadOnlyList<LoopCarry> carries = scope.End();
        var last = carries.Select((carry, state) => _graph.Add(new LastNode(
            name + ".last" + Suffix(state), new([TensorGraph.Batch, Settings.Units]), carry.Source, carry.Carried))).ToList();
        _last.AddRange(last);
        if (Settings.Stateful)
        {
            at.Kept?.AddLast(last);
        }

        return Settings.ReturnSequences ? Sequence(name, carries[0].Source, isBackward ? first[0] : last[0], bound) : last[0];
    }

    /// <summary>The first state that is given, or that the batch before has left; null for zeros.</summary>
    private int? First(string name, int direction, int state) =>
        at.Inputs.Count > 1 ? at.Inputs[1 + (direction * op.States) + state]
        : Settings.Stateful ? at.Kept?.First(name + ".kept" + Suffix(state), Settings.Units) : null;

    /// <summary>Ends the name of a node of a state, of which a cell may have several.</summary>
    private static string Suffix(int state) => state == 0 ? "" : "_" + Invariant.Text(state + 1);

    /// <summary>The states, through which no gradient passes where the gate is closed.</summary>
    private List<int> Truncated(List<int> states, int gate) => [.. states.Select(state =>
    {
        int stopped = _graph.Map(_graph[state].Name + ".stopped", state, _graph.Same(state), gradientScale: 0);
        return _graph.Map(
            _graph[state].Name + ".open", state, StepMasks.Choose(_graph.Same(gate), _graph.Same(state), _graph.Same(stopped)));
    })];

    /// <summary>The states of all steps, as the layer gives them.</summary>
    /// <param name="behind">
    /// What stands behind a sample's end: the last output, or, where the end comes first, what the layer begins with; null for zeros.
    /// </param>
    private int Sequence(string name, int states, int? behind, int bound)
    {
        int sequence = states;
        if (_mask is { } mask && (at.Sequences.HasEnds || Settings.ZeroOutputForMask))
        {
            // No step is taken behind the longest sample of a micro-batch: what stands there is said for each sample by itself.
            LoadExpr state = _graph.Same(states);
            Expr end = behind is { } node ? new LoadExpr(node, new([Affine.Of(0), Affine.Of(2)])) : Number(0);
            sequence = _graph.Map(name + ".sequence", states, Settings.ZeroOutputForMask ? StepMasks.Choose(mask, 1, state, Number(0)) : Where(
                new IndexExpr(Affine.Of(1)), CompareKind.Less, new LoadExpr(bound, new([Affine.Of(0)])), state, end));
        }

        return Settings.GoBackwards ? Reversed(name + ".reversed", sequence) : sequence;
    }

    /// <summary>A tensor [N, steps, ...] from its last step to its first.</summary>
    private int Reversed(string name, int sequence)
    {
        IEnumerable<Affine> forms =
            GraphBuilder.Identity(_graph[sequence].Shape.Count).Select((form, d) => d == 1 ? Affine.Of(1, -1, Steps - 1) : form);
        return _graph.Map(name, sequence, new LoadExpr(sequence, new(forms)));
    }

    private int Merge(IReadOnlyList<int> outputs)
    {
        (LoadExpr forward, LoadExpr backward) = (_graph.Same(outputs[0]), _graph.Same(outputs[1]));
        return Settings.Merge switch
        {
            BidirectionalMerge.Sum => _graph.Map(at.Name, outputs[0], Add(forward, backward)),
            BidirectionalMerge.Mul => _graph.Map(at.Name, outputs[0], Times(forward, backward)),
            BidirectionalMerge.Ave => _graph.Map(at.Name, outputs[0], Times(Add(forward, backward), Number(0.5))),
            _ => ConcatOp.Build(_graph, at.Name, at.Output.Count - 1, at.Output, outputs),
        };
    }
}
