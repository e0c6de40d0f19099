using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Words and places for what a shape rule refuses.</summary>
internal static class ShapeFaults
{
    /// <param name="call">Where a method calls the layer, which then is the place at fault; else the argument is.</param>
    public static void Report(ShapeResult result, LayerArguments layer, LayerDraft draft, IReadOnlyList<NodeSpec> inputs, LocationInfo? call)
    {
        var input = inputs[0];
        var shape = Invariant.Text(input.OutputShape);
        LocationInfo At(string argument) => call ?? layer.Attribute.Where(argument);
        var whole = call ?? layer.Attribute.Location;
        switch (result.Fault)
        {
            case ShapeFault.NoAxis:
                layer.Report(Descriptors.WrongRank, whole, layer.Attribute.Name, "[..., features]", input.DisplayName, shape);
                break;
            case ShapeFault.WrongRank:
                layer.Report(Descriptors.WrongRank, whole, layer.Attribute.Name, draft.Rank == 1 ? "[steps, channels]" : "[height, width, channels]", input.DisplayName, shape);
                break;
            case ShapeFault.WindowTooLarge:
                var axes = draft.Window!.Axes;
                layer.Report(
                    Descriptors.WindowTooLarge, At(WindowArgument(layer.Attribute, axes[0].Reach > input.OutputShape[0])),
                    "[" + string.Join(", ", axes.Select(axis => Invariant.Text(axis.Reach))) + "]", shape, input.DisplayName);
                break;
            case ShapeFault.GroupsAndChannels:
                ReportGroups(layer, draft, At("Groups"), Invariant.Text(input.OutputShape[input.OutputShape.Count - 1]) + " channels of the " + shape + " that '" + input.DisplayName + "' gives");
                break;
            case ShapeFault.GroupsAndFilters:
                ReportGroups(layer, draft, At("Groups"), Invariant.Text(layer.Attribute.Value("filters", 1)) + " filters");
                break;
            case ShapeFault.Sequences:
                layer.Report(Descriptors.AttentionShapes, whole, Shapes(inputs), "queries, values and keys are [places, width], with as many values as keys");
                break;
            case ShapeFault.Mask:
                layer.Report(Descriptors.AttentionShapes, whole, Shapes(inputs), "a mask is [sources], [places, sources] or [heads, places, sources]");
                break;
            case ShapeFault.Positions:
                layer.Report(Descriptors.TooManyPlaces, whole, Invariant.Text(layer.Attribute.Value("sequenceLength", 1)), shape, input.DisplayName);
                break;
            case ShapeFault.NothingLeft:
                layer.Report(Descriptors.NothingLeft, whole, shape, input.DisplayName);
                break;
            case ShapeFault.TooLarge:
                layer.Report(Descriptors.TooLarge, whole, "an axis of its output", "over " + Invariant.Text(4L * int.MaxValue), "");
                break;
            case ShapeFault.SharedAxes:
                layer.Report(
                    Descriptors.SharedAxesUnknown, At("SharedAxes"), Invariant.Text(layer.Attribute.Array("SharedAxes")!),
                    Invariant.Text(input.OutputShape.Count), shape, input.DisplayName);
                break;
            case ShapeFault.ElementCount:
                var elements = Invariant.Text(ShapeRules.Elements(input.OutputShape));
                layer.Report(Descriptors.ReshapeCount, At("shape"), Invariant.Text(draft.Requested!), elements, shape, input.DisplayName);
                break;
        }
    }

    private static string Shapes(IReadOnlyList<NodeSpec> inputs) => string.Join(", ", inputs.Select(input => Invariant.Text(input.OutputShape)));

    private static void ReportGroups(LayerArguments layer, LayerDraft draft, LocationInfo where, string divided) =>
        layer.Report(Descriptors.GroupsDoNotDivide, where, Invariant.Text(layer.Attribute.Value("Groups", draft.Groups)), divided);

    private static string WindowArgument(AttributeReader attribute, bool isHeight)
    {
        var kind = attribute.Name.Contains("Pool") ? "pool" : "kernel";
        return attribute.Has(kind + "Size") ? kind + "Size" : kind + (isHeight ? "Height" : "Width");
    }
}
