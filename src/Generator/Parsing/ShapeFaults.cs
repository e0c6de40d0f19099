using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Words and places for what a shape rule refuses.</summary>
internal static class ShapeFaults
{
    public static void Report(ShapeFault fault, LayerArguments layer, LayerDraft draft, NodeSpec input)
    {
        var shape = Invariant.Text(input.OutputShape);
        switch (fault)
        {
            case ShapeFault.WrongRank:
                layer.Report(Descriptors.WrongRank, layer.Attribute.Location, layer.Attribute.Name, draft.Rank == 1 ? "[steps, channels]" : "[height, width, channels]", input.LayerName, shape);
                break;
            case ShapeFault.WindowTooLarge:
                var axes = draft.Window!.Axes;
                layer.Report(
                    Descriptors.WindowTooLarge, WindowArgument(layer.Attribute, axes[0].Reach > input.OutputShape[0]),
                    "[" + string.Join(", ", axes.Select(axis => Invariant.Text(axis.Reach))) + "]", shape, input.LayerName);
                break;
            case ShapeFault.GroupsAndChannels:
                ReportGroups(layer, Invariant.Text(input.OutputShape[draft.Rank]) + " channels of the " + shape + " that '" + input.LayerName + "' gives");
                break;
            case ShapeFault.GroupsAndFilters:
                ReportGroups(layer, Invariant.Text(layer.Attribute.Value("filters", 1)) + " filters");
                break;
            case ShapeFault.NothingLeft:
                layer.Report(Descriptors.NothingLeft, layer.Attribute.Location, shape, input.LayerName);
                break;
            case ShapeFault.TooLarge:
                layer.Report(Descriptors.TooLarge, layer.Attribute.Location, "its output", "over " + Invariant.Text(4L * int.MaxValue));
                break;
            case ShapeFault.SharedAxes:
                layer.Report(
                    Descriptors.SharedAxesUnknown, "SharedAxes", Invariant.Text(layer.Attribute.Array("SharedAxes")!),
                    Invariant.Text(input.OutputShape.Count), shape, input.LayerName);
                break;
            case ShapeFault.ElementCount:
                var elements = Invariant.Text(ShapeRules.Elements(input.OutputShape));
                layer.Report(Descriptors.ReshapeCount, "shape", Invariant.Text(draft.Requested!), elements, shape, input.LayerName);
                break;
        }
    }

    private static void ReportGroups(LayerArguments layer, string divided) =>
        layer.Report(Descriptors.GroupsDoNotDivide, "Groups", Invariant.Text(layer.Attribute.Value("Groups", 1)), divided);

    private static string WindowArgument(AttributeReader attribute, bool isHeight)
    {
        var kind = attribute.Name.Contains("Pool") ? "pool" : "kernel";
        return attribute.Has(kind + "Size") ? kind + "Size" : kind + (isHeight ? "Height" : "Width");
    }
}
