using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;

namespace NetCompiler.Generator.Layers;

/// <summary>A scan while its step is made, and what it gives once it has ended.</summary>
/// <param name="mask">Which of its steps count, [N, steps]; null where all do.</param>
internal sealed class OnnxScan(OnnxBuilder graph, string name, ModelScan scan, string? mask)
{
    private readonly OnnxScope _step = new();
    private readonly List<(string Inner, string First)> _states = [];
    private readonly List<(string Inner, string Sequence)> _sequences = [];
    private string? _counts;

    /// <summary>Which of its steps count, [N, steps]; null where all do.</summary>
    public string? Mask => mask;

    /// <summary>The last states, once it has ended.</summary>
    public List<OnnxValue> Last { get; } = [];

    /// <summary>What a tensor of the step has been in all steps, once it has ended.</summary>
    public Dictionary<OnnxValue, string> Steps { get; } = [];

    /// <summary>Begins the step.</summary>
    public void Begin()
    {
        graph.Step = _step;
        _counts = mask is null ? null : StepOf(name + ".counts", mask);
    }

    /// <summary>A step of a tensor [N, steps, ...].</summary>
    public string StepOf(string inner, string sequence)
    {
        string unique = graph.Unique(inner);
        _sequences.Add((unique, sequence));
        return unique;
    }

    /// <summary>A state as the step before has left it.</summary>
    public string Carry(string inner, string first)
    {
        string unique = graph.Unique(inner);
        _states.Add((unique, first));
        return unique;
    }

    /// <summary>Ends the step and adds the scan.</summary>
    /// <param name="carries">The states, in the order in which they were begun, and what the step leaves.</param>
    /// <param name="outputs">What is wanted of all steps.</param>
    public void End(IReadOnlyList<(OnnxValue Before, OnnxValue Next)> carries, IReadOnlyList<OnnxValue> outputs)
    {
        _step.Outputs.AddRange(carries.Select(carry => Own(Held(carry.Before, carry.Next))));
        _step.Outputs.AddRange(outputs.Select(output => Own(graph.Plain(output))));
        _step.Inputs.AddRange(_states.Select(state => state.Inner).Concat(_sequences.Select(sequence => sequence.Inner)));
        graph.Step = null;
        IReadOnlyList<string> made = graph.AddScan(
            [.. carries.Select(_ => name + ".last"), .. outputs.Select(output => graph.Plain(output) + ".steps")],
            [.. _states.Select(state => state.First), .. _sequences.Select(sequence => sequence.Sequence)], _step,
            [
                OnnxAttribute.Int("num_scan_inputs", _sequences.Count), .. Axes("scan_input", _sequences.Count),
                .. Axes("scan_output", outputs.Count),
            ]);
        Last.AddRange(carries.Select((carry, i) => new OnnxValue(carry.Before.Shape, isBatched: true, graph.Root) { Plain = made[i] }));
        for (int i = 0; i < outputs.Count; i++)
        {
            Steps[outputs[i]] = made[carries.Count + i];
        }
    }

    /// <summary>A step that does not count leaves the states as they are.</summary>
    private string Held(OnnxValue before, OnnxValue next)
    {
        if (_counts is null)
        {
            return graph.Plain(next);
        }

        string counts = OnnxMasks.Choice(graph, name, _counts, next.Shape.Count);
        return graph.Add(name + ".held", "Where", [counts, graph.Plain(next), graph.Plain(before)]);
    }

    /// <summary>What a step gives is made in it, and given once.</summary>
    private string Own(string value) => _step.Makes(value) && !_step.Outputs.Contains(value) ? value
        : graph.Add(name + ".given", "Identity", [value]);

    /// <summary>The axis of the steps, and the direction in which they are taken.</summary>
    private IEnumerable<OnnxAttribute> Axes(string what, int count) => count == 0 ? [] :
    [
        OnnxAttribute.Ints(what + "_axes", Enumerable.Repeat(1, count)),
        OnnxAttribute.Ints(what + "_directions", Enumerable.Repeat(scan.IsBackward ? 1 : 0, count)),
    ];
}

/// <summary>What is said about a scan.</summary>
/// <param name="Steps">How many there are.</param>
/// <param name="IsBackward">Whether they are taken from the last to the first.</param>
internal readonly record struct ModelScan(int Steps, bool IsBackward);
