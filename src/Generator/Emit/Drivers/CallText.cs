using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Sharing;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Drivers;

/// <summary>A step as the call that does it.</summary>
/// <param name="wide">Whether kernels of sixteen lanes are written.</param>
internal sealed class CallText(DriverKind kind, NetworkProgram program, KernelTable kernels, ConstantTable constants, bool wide)
{
    /// <param name="number">
    /// An expression for each number that tells repetitions of the step apart: places of its buffers, sizes that a shared kernel is given, and what a
    /// mask is drawn from. It is asked in the same order each time.
    /// </param>
    public void Write(SourceWriter writer, Step step, Func<long, string> number)
    {
        switch (step)
        {
            case LoopStep loop:
                WriteLoop(writer, loop, number);
                break;
            case KernelStep kernel:
                WriteCall(writer, kernel, Places(step, number), number, kernel.IsOnce ? "slice.FirstSample == 0" : null);
                break;
            case RowsStep rows when program.Buffers[rows.Buffers[0]].Region == Region.RowGradients:
                WriteAddRows(writer, rows, number);
                break;
            default:
                writer.Line((step.IsOnce ? "if (slice.FirstSample == 0) " : "") + Call(step, Places(step, number), number));
                break;
        }

        if (step.EndsForward)
        {
            writer.Line("if (slice.IsForward) return;");
        }
    }

    private void WriteLoop(SourceWriter writer, LoopStep loop, Func<long, string> number)
    {
        var text = new LoopText(loop, kind.Count);
        string bound = loop.Bound is null ? "" : Reference(loop.Bound.Buffer, [], number, loop.Bound.Constant);
        text.Write(writer, bound, () =>
        {
            foreach ((KernelStep kernel, EquatableArray<LoopMove> moves) in loop.Body.Cast<KernelStep>()
                .Zip(loop.Moves, (kernel, moves) => (kernel, moves)))
            {
                string[] places = [.. kernel.Buffers.Zip(moves, (buffer, move) => Reference(buffer, text.Terms(move), number))];
                WriteCall(writer, kernel, places, number, null);
            }
        });
    }

    /// <summary>Rows for the list that is a table's gradient.</summary>
    private void WriteAddRows(SourceWriter writer, RowsStep step, Func<long, string> number)
    {
        string table = number(program.Buffers[step.Buffers[0]].Offset);
        IEnumerable<string> places = step.Buffers.Skip(1).Select(buffer => Reference(buffer, [], number));
        long[] numbers =
        [
            step.Values.Constant, step.Values.Strides[0], step.Values.Strides[1], step.Rows.Constant, step.Rows.Strides[0], step.Places,
        ];
        writer.Line("slice.AddRows(" + string.Join(", ", [table, .. places, .. numbers.Select(n => Invariant.Text(n))]) + ");");
    }

    /// <summary>The kernel, or where the processor has the vectors for it, the one with wider tiles.</summary>
    private void WriteCall(SourceWriter writer, KernelStep step, string[] places, Func<long, string> number, string? condition)
    {
        string call = Call(step.Kernel, places, number);
        if (!wide || (step.Kernel.Widens ? step.Kernel : step.Wide) is not { } wider)
        {
            writer.Line((condition is null ? "" : "if (" + condition + ") ") + call);
            return;
        }

        using IDisposable? block = condition is null ? null : writer.Block("if (" + condition + ")");
        writer.Line("if (Avx512F.IsSupported) " + KernelClass.Wide + "." + Call(wider, places, number));
        writer.Line("else " + call);
    }

    private string Call(Kernel kernel, string[] places, Func<long, string> number)
    {
        KernelCall call = kernels.Call(kernel);
        string[] count = kernel.HasCount ? new[] { kind.Count! } : [];
        return EmitKernel.MethodName(call.Kernel) + "(" + string.Join(", ", [.. places, .. count, .. call.Numbers.Select(number)]) + ");";
    }

    private string[] Places(Step step, Func<long, string> number) => [.. step.Buffers.Select(buffer => Reference(buffer, [], number))];

    /// <summary>The method of the runtime that draws.</summary>
    public static string NameOf(MaskStep mask) => mask.Rate is null ? "FillUniform" : "FillMask";

    private string Call(Step step, string[] places, Func<long, string> number)
    {
        switch (step)
        {
            case RowsStep rows:
                return Call(rows, places);
            case MaskStep mask:
                string floats = Invariant.Text(mask.PerSample);
                return "global::NetCompiler.Numerics.CounterRandom." + NameOf(mask) + "(" + places[0] + ", " + kind.Count + " * " + floats
                    + ", slice.RandomKey, " + number(mask.Salt) + ", (long)slice.FirstSample * " + floats
                    + (mask.Rate is { } rate ? ", " + CSharpText.Literal(rate) : "") + ");";
            case ConstantStep constant:
                return constants.Add(constant) + ".CopyTo(MemoryMarshal.CreateSpan(" + places[0] + ", " + Invariant.Text(constant.Values.Count)
                    + "));";
            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    private string Call(RowsStep step, string[] places)
    {
        long[] numbers =
        [
            step.Values.Constant, step.Values.Strides[0], step.Values.Strides[1], step.Table.Strides[0], step.Rows.Constant, step.Rows.Strides[0],
            step.Height, step.Places, step.Width,
        ];
        string clear =
            step.Clears ? "global::NetCompiler.Numerics.TableRows.Clear(" + places[0] + ", " + Invariant.Text(step.Table.Fixed) + "); " : "";
        return clear + "global::NetCompiler.Numerics.TableRows." + (step.Adds ? "Add(" : "Take(") + string.Join(", ", places) + ", " + kind.Count
            + ", "
            + string.Join(", ", numbers.Select(n => Invariant.Text(n))) + ");";
    }

    /// <summary>The buffer's place, moved by some terms.</summary>
    private string Reference(int buffer, IEnumerable<string> moves, Func<long, string> number, long further = 0)
    {
        Storage storage = program.Buffers[buffer];
        (string name, string offset) = (kind.Reference(storage.Region), number(storage.Offset + further));
        string[] terms = [.. offset == "0" ? [] : new[] { offset }, .. moves];
        return terms.Length == 0 ? "ref " + name : "ref " + KernelClass.At + "(ref " + name + ", " + string.Join(" + ", terms) + ")";
    }
}
