using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>
/// Prints a flat nest: its name and box (an axis that may run further as <c>o: 10 of 16</c>), what is computed, then a line for the elements, for the
/// guards of each access, and for each buffer.
/// </summary>
internal static class PrintNest
{
    private const string Samples = "N";

    public static string Run(FlatNest nest) => string.Concat(Lines(nest).Select(line => line + "\n"));

    private static IEnumerable<string> Lines(FlatNest nest)
    {
        // Of an axis, the printer of expressions asks for the name only.
        var printer = new PrintExpr(access => NameOf(nest, access), new(nest.Box.Select(axis => new Axis(axis.Name, 1))));
        yield return nest.Name + " (" + string.Join(", ", nest.Box.Select(Text)) + ")";
        string combine = (nest.Accumulate ? " add " : " ") + nest.Combine.ToString().ToLowerInvariant() + " ";
        yield return "  " + Text(nest, nest.Target, printer) + combine + printer.Text(Placed(nest, nest.Body))
            + (nest.Epilogue is null ? "" : " then " + printer.Text(Placed(nest, nest.Epilogue)));
        if (nest.Elements.Count > 0)
        {
            yield return "  elements " + string.Join(", ", nest.Elements.Select(index => printer.Text(Affine.Of(index))));
        }

        foreach (FlatAccess access in nest.Accesses.Prepend(nest.Target).Where(access => access.Guards.Count > 0))
        {
            yield return "  " + Text(nest, access, printer) + " where "
                + string.Join(", ", access.Guards.Select(guard => "0 <= " + printer.Text(guard.Value) + " < " + Invariant.Text(guard.Extent)));
        }

        foreach (FlatBuffer buffer in nest.Buffers)
        {
            yield return "  " + buffer.Name + ": " + new SumText().Add(buffer.PerSample, Samples).End(buffer.Fixed) + " floats";
        }
    }

    private static string Text(FlatAxis axis) => axis.Name + ": " + (axis.Extent == TensorGraph.Batch ? Samples : Invariant.Text(axis.Extent))
        + (axis.Padded > Math.Max(axis.Extent, 1) ? " of " + Invariant.Text(axis.Padded) : "");

    private static string Text(FlatNest nest, FlatAccess access, PrintExpr printer) =>
        BufferOf(nest, access) + printer.Text(new EquatableArray<Affine>([access.Offset]));

    /// <summary>Loads with their offsets, as the printer shows accesses.</summary>
    private static Expr Placed(FlatNest nest, Expr expression) => Expressions.Rewrite(expression, part =>
        part is LoadExpr load && Exists(nest, load.Node) ? load with { Access = new([nest.Accesses[load.Node].Offset]) } : part);

    private static bool Exists(FlatNest nest, int access) => access >= 0 && access < nest.Accesses.Count;

    private static string NameOf(FlatNest nest, int access) =>
        Exists(nest, access) ? BufferOf(nest, nest.Accesses[access]) : "?" + Invariant.Text(access);

    private static string BufferOf(FlatNest nest, FlatAccess access) =>
        access.Buffer >= 0 && access.Buffer < nest.Buffers.Count ? nest.Buffers[access.Buffer].Name : "?" + Invariant.Text(access.Buffer);
}
