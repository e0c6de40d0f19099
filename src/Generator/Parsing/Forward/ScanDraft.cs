using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>The nodes of a scan while its step is read: what the step is given, and what is made of what it gives.</summary>
internal sealed class ScanDraft(ReadingContext context, LocationInfo where)
{
    private readonly List<int> _sequences = [];
    private int _steps;
    private bool _reverse;
    private int _lengths = ScanSpec.NoLengths;

    /// <summary>A step of each sequence.</summary>
    public List<int> Steps { get; } = [];

    /// <summary>Each state as the step before has left it.</summary>
    public List<int> Before { get; } = [];

    private GraphDraft Graph => context.Graph;

    /// <summary>Adds what the step is given; nodes from here on are those of a step.</summary>
    /// <param name="first">The first states.</param>
    /// <param name="lengths">The node with each sample's number of steps, or null.</param>
    public void Begin(IReadOnlyList<int> sequences, IReadOnlyList<int> first, int steps, bool reverse, int? lengths)
    {
        (_steps, _reverse, _lengths) = (steps, reverse, lengths is { } bound ? Rows(bound) : ScanSpec.NoLengths);
        _sequences.AddRange(sequences.Select(Rows));
        var states = first.Select(state => Graph[state].Op is FillOp { Value: 0 } ? -1 : Rows(state)).ToList();
        Graph.BeginScan();
        Steps.AddRange(_sequences.Select(sequence => Add("step", new StepOp(), [sequence], new(Graph[sequence].OutputShape.Skip(1)))));
        Before.AddRange(states.Select((state, i) => Add(
            "before", new CarriedOp(), state < 0 ? [] : [state], Graph[first[i]].OutputShape)));
    }

    /// <summary>Gives the outputs of all steps and the last states.</summary>
    public (IReadOnlyList<int> Outputs, IReadOnlyList<int> Last) End(IReadOnlyList<int> outputs, IReadOnlyList<int> next)
    {
        List<int> made = [.. outputs.Select(Own)], following = [.. next.Select(Own)];
        IEnumerable<CarrySpec> carries = Before.Zip(following, (before, after) => new CarrySpec(before, after));
        int scan = Graph.EndScan(new(_steps, _reverse, _lengths, new(_sequences), new(carries)));
        int[] lengths = _lengths == ScanSpec.NoLengths ? [] : [_lengths];
        return (
            [.. made.Select(output => Add("steps", new StepsOp(scan), [output, .. lengths], new(Graph[output].OutputShape.Prepend(_steps))))],
            [.. following.Select((state, i) => Add("last", new FinalStateOp(scan, i), [state, .. lengths], Graph[state].OutputShape))]);
    }

    /// <summary>Ends a scan whose step is at fault.</summary>
    public void Abandon() => Graph.AbandonScan();

    /// <summary>A node of the step itself in place of what it was given, or what is the same for all steps.</summary>
    private int Own(int node) => Graph[node].Scan == Graph.OpenScan && Graph[node].Op is not (StepOp or CarriedOp or ConstantOp) ? node
        : Add("copy", new RowsOp(), [node], Graph[node].OutputShape);

    /// <summary>A node outside of the scan that has a row per sample.</summary>
    private int Rows(int node) => Add("rows", new RowsOp(), [node], Graph[node].OutputShape);

    private int Add(string function, OpSpec op, int[] inputs, EquatableArray<int> shape)
    {
        if (Graph.TryAdd(new(Graph.FunctionName(function), op, new(inputs), shape, IsFunction: true)) is { } node)
        {
            return node;
        }

        context.Problems.Add(Descriptors.TooLarge, where, "a scan", Graph.Excess.What, Invariant.Text(Graph.Excess.Bytes), "");
        return inputs.Length > 0 ? inputs[0] : 0;
    }
}
