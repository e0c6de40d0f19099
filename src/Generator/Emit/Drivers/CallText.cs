using System;
using System.Linq;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Drivers;

/// <summary>A step as the call that does it.</summary>
internal sealed class CallText(DriverKind kind, NetworkProgram program, KernelTable kernels)
{
    /// <param name="number">An expression for each number that tells repetitions of the step apart: places of its buffers, and what a mask is drawn from. It is asked in the order of the text.</param>
    public void Write(SourceWriter writer, Step step, Dialect dialect, Func<long, string> number)
    {
        if (step is not PartsStep parts)
        {
            writer.Line((step.IsOnce ? "if (slice.FirstSample == 0) " : "") + Call(step, dialect, number));
            return;
        }

        using (writer.Block("for (nint sample = 0; sample < " + kind.Count + "; sample++)"))
        using (writer.Block("for (nint part = 0; part < " + Invariant.Text(parts.Parts) + "; part++)"))
        {
            foreach (var (kernel, moves) in parts.Body.Zip(parts.Moves, (kernel, moves) => (kernel, moves)))
            {
                var places = kernel.Buffers.Zip(moves, (buffer, move) => Reference(buffer, move, number));
                writer.Line("GeneratedKernels." + kernels.MethodOf(kernel, dialect) + "(" + string.Join(", ", places) + ");");
            }
        }
    }

    private string Call(Step step, Dialect dialect, Func<long, string> number)
    {
        string[] places = [.. step.Buffers.Select(buffer => Reference(buffer, new(0, 0), number))];
        switch (step)
        {
            case RowsStep rows:
                return Call(rows, places);
            case MaskStep mask:
                var floats = Invariant.Text(mask.PerSample);
                return "global::NetCompiler.Numerics.CounterRandom.FillMask(" + places[0] + ", " + kind.Count + " * " + floats + ", slice.RandomKey, "
                    + number(mask.Salt) + ", (long)slice.FirstSample * " + floats + ", " + CSharpText.Literal(mask.Rate) + ");";
            default:
                var kernel = (KernelStep)step;
                var arguments = kernel.Kernel.HasCount ? places.Append(kind.Count!) : places;
                return "GeneratedKernels." + kernels.MethodOf(kernel, dialect) + "(" + string.Join(", ", arguments) + ");";
        }
    }

    private string Call(RowsStep step, string[] places)
    {
        long[] numbers =
        [
            step.Values.Constant, step.Values.Strides[0], step.Values.Strides[1], step.Table.Strides[0], step.Rows.Constant, step.Rows.Strides[0],
            step.Height, step.Places, step.Width,
        ];
        var clear = step.Clears ? "global::NetCompiler.Numerics.TableRows.Clear(" + places[0] + ", " + Invariant.Text(step.Table.Fixed) + "); " : "";
        return clear + "global::NetCompiler.Numerics.TableRows." + (step.Adds ? "Add(" : "Take(") + string.Join(", ", places) + ", " + kind.Count + ", "
            + string.Join(", ", numbers.Select(n => Invariant.Text(n))) + ");";
    }

    /// <summary>The buffer's place for the sample and the part that the loops around have come to.</summary>
    private string Reference(int buffer, PartMove move, Func<long, string> number)
    {
        var storage = program.Buffers[buffer];
        var (name, offset) = (kind.Reference(storage.Region), number(storage.Offset));
        string[] terms =
        [
            .. offset == "0" ? [] : new[] { offset },
            .. new[] { (Floats: move.PerSample, Index: "sample"), (Floats: move.PerPart, Index: "part") }
                .Where(t => t.Floats != 0).Select(t => "(" + Invariant.Text(t.Floats) + " * " + t.Index + ")"),
        ];
        return terms.Length == 0 ? "ref " + name : "ref Unsafe.Add(ref " + name + ", " + string.Join(" + ", terms) + ")";
    }
}
