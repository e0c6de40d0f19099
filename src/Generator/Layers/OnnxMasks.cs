using System.Linq;
using NetCompiler.Generator.Export;

namespace NetCompiler.Generator.Layers;

/// <summary>Masks of steps in ONNX graphs: floats, of which those above 0 count.</summary>
internal static class OnnxMasks
{
    /// <summary>A mask [N] or [N, steps] as truth values, for a choice among tensors with more axes behind.</summary>
    /// <param name="axes">How many these are.</param>
    public static string Choice(OnnxBuilder graph, string name, string mask, int axes)
    {
        string truth = graph.Add(name + ".counting", "Greater", [mask, graph.Float(0)]);
        return axes == 0 ? truth : graph.Add(
            name + ".counting.wide", "Unsqueeze", [truth, graph.Ints([.. Enumerable.Range(1, axes).Select(axis => (long)-axis).Reverse()])]);
    }

    /// <summary>1 for as many first steps as a number of each sample says.</summary>
    /// <param name="lengths">[N] or [N, 1, ...].</param>
    public static string Until(OnnxBuilder graph, string name, string lengths, int steps)
    {
        string column = graph.Add(name + ".lengths", "Reshape", [lengths, graph.Ints(-1, 1)]);
        string places = graph.Add(name + ".places", "Range", [graph.Float(0), graph.Float(steps), graph.Float(1)]);
        return Float(graph, name + ".mask", graph.Add(name + ".before", "Less", [places, column]));
    }

    /// <summary>1 where a value of the step is another one than the given, over all axes behind the steps; NaN is another.</summary>
    public static string Differs(OnnxBuilder graph, string name, string input, int axes, float value)
    {
        string same = graph.Add(name + ".same", "Equal", [input, graph.Float(value)]);
        string differs = Float(graph, name + ".differs", graph.Add(name + ".other", "Not", [same]));
        return axes == 0 ? differs : graph.Add(
            name + ".mask", "ReduceMax", [differs], OnnxAttribute.Ints("axes", Enumerable.Range(2, axes)), OnnxAttribute.Int("keepdims", 0));
    }

    /// <summary>Truth values as ones and zeros.</summary>
    public static string Float(OnnxBuilder graph, string name, string truth) => graph.Add(name, "Cast", [truth], OnnxTypes.To(OnnxTypes.Float));
}
