using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Streaming;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>What the runtime is told about streams.</summary>
internal static class DescribeStream
{
    public static StreamInfo Run(ModelSpec spec, StreamGraphs stream, NetworkPrograms programs)
    {
        (NetworkProgram step, List<NodeSpec> inputs, KeptPlaces places) = (programs.Step!, spec.Inputs.ToList(), KeptPlaces.Of(stream.Step));
        NodeSpec streamed = inputs[spec.Options.StreamedInput];
        var others = inputs.Where(input => input != streamed).ToList();
        var states = stream.Step.Nodes.OfType<InputNode>().Where(input => input.Kind == InputKind.StreamState).ToDictionary(input => input.Index);
        KeptPlace PlaceOf(int number) => places.Of(states[number])!;
        return new(
            new(streamed.OutputShape.Skip(1)),
            OfSteps(IndexPlaces.OfInputs(spec), streamed),
            OutputShape(spec, stream),
            places.FloatsOf(InputKind.StreamState),
            places.FloatsOf(InputKind.StreamGiven),
            new(stream.Fills.Select((value, number) => (value, number)).Where(fill => fill.value != 0)
                .Select(fill => new StreamFill(PlaceOf(fill.number).Offset, PlaceOf(fill.number).Floats, fill.value))),
            stream.Position < 0 ? -1 : PlaceOf(stream.Position).Offset,
            stream.MostSteps,
            new(others.Count == 1 ? others[0].OutputShape : others.Count == 0 ? [] : [others.Sum(FloatsOf)]),
            OfOthers(IndexPlaces.OfInputs(spec), others),
            stream.Begin is not null,
            step.WorkspaceFloats,
            step.MicroBatch,
            programs.Begin?.WorkspaceFloats ?? 0,
            programs.Begin?.MicroBatch ?? 1);
    }

    /// <summary>The output without its steps; several lie one after the other.</summary>
    private static EquatableArray<int> OutputShape(ModelSpec spec, StreamGraphs stream)
    {
        EquatableArray<int> prediction = stream.Step.Nodes[stream.Step.Outputs.First(output => output.Kind == OutputKind.Prediction).Node].Shape;
        EquatableArray<int> shape = spec.OutputShape;
        return spec.Outputs.Count > 1 ? new(prediction.Skip(1))
            : Expressions.PerSample(shape) == Expressions.PerSample(prediction) ? shape : new(shape.Skip(1));
    }

    /// <summary>The ranges of the streamed input, as they are in each step.</summary>
    private static EquatableArray<IndexRange> OfSteps(EquatableArray<IndexRange> ranges, NodeSpec streamed)
    {
        int floats = FloatsOf(streamed) / streamed.OutputShape[0];
        return new(Within(ranges, streamed).Select(range => range.Count >= floats
            ? range with { Offset = 0, Count = floats } : range with { Offset = range.Offset % floats }).Distinct());
    }

    /// <summary>The ranges of inputs in a row of these alone.</summary>
    private static EquatableArray<IndexRange> OfOthers(EquatableArray<IndexRange> ranges, IReadOnlyList<NodeSpec> others) =>
        new(others.SelectMany((input, i) => Within(ranges, input)
            .Select(range => range with { Offset = range.Offset + others.Take(i).Sum(FloatsOf) })));

    /// <summary>The parts of ranges that lie in an input, from its beginning.</summary>
    private static IEnumerable<IndexRange> Within(EquatableArray<IndexRange> ranges, NodeSpec input)
    {
        int first = ((InputOp)input.Op).Offset;
        return ranges.Select(range => (range, Start: Math.Max(range.Offset - first, 0), End: Math.Min(
            range.Offset + range.Count - first, FloatsOf(input)))).Where(part => part.Start < part.End)
            .Select(part => part.range with { Offset = part.Start, Count = part.End - part.Start });
    }

    private static int FloatsOf(NodeSpec node) => (int)Expressions.PerSample(node.OutputShape);
}
