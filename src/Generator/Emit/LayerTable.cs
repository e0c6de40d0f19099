using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>Keras' summary as lines of text, with a column of FLOPs.</summary>
internal static class LayerTable
{
    public static IEnumerable<string> Lines(CompiledModel model)
    {
        EquatableArray<LayerInfo> layers = model.Layers;
        var rows = new List<string[]> { new[] { "Layer (type)", "Output shape", "Parameters", "FLOPs" } };
        rows.AddRange(layers.Select(l => new[]
        {
            l.Name + " (" + l.Type + ")", Invariant.Text(l.OutputShape), Invariant.Grouped(l.ParameterCount), Invariant.Grouped(l.Flops),
        }));
        rows.Add(["Total", "", Invariant.Grouped(layers.Sum(l => l.ParameterCount)), Invariant.Grouped(layers.Sum(l => l.Flops))]);
        int[] widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row =>
            row[0].PadRight(widths[0]) + "  " + row[1].PadRight(widths[1]) + "  " + row[2].PadLeft(widths[2]) + "  " + row[3].PadLeft(widths[3]));
    }
}
