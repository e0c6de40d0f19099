using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Drivers;

/// <summary>
/// A driver's text: the override decides once for an instruction set, and methods beside the kernels, which are generic as these are, call them.
/// </summary>
internal sealed class DriverWriter
{
    /// <summary>Calls in one method: far below what the just-in-time compiler stops optimising at.</summary>
    private const int MostCalls = 60;

    /// <summary>The class that holds the tables, local to its file.</summary>
    public const string Tables = "Places";

    private const string X86 = "global::System.Runtime.Intrinsics.X86.";

    private readonly DriverKind _kind;
    private readonly NetworkProgram _program;
    private readonly KernelTable _kernels;
    private readonly InstructionSets _sets;
    private readonly CallText _calls;
    private readonly DriverPlan _plan;
    private readonly Dictionary<string, BlockNumbers> _tables = [];

    public DriverWriter(DriverKind kind, NetworkProgram program, KernelTable kernels, ConstantTable constants, InstructionSets sets)
    {
        bool wide = sets.HasFlag(InstructionSets.Avx512);
        (_kind, _program, _kernels, _sets, _calls) = (kind, program, kernels, sets, new(kind, program, kernels, constants, wide));
        _plan = new(program, _calls);
    }

    private bool IsEmpty => _program.Steps.Count == 0;

    /// <summary>The steps and the memory plan, for people.</summary>
    public IEnumerable<string> Schedule() => IsEmpty ? [] : new DriverSchedule(_kind, _program, _plan, _kernels).Lines();

    public void Write(SourceWriter writer)
    {
        writer.Line().Line("/// <inheritdoc/>").Line(TypeFrame.GeneratedCode);
        using (writer.Block("protected override void " + _kind.Name + "(" + _kind.Parameters + ")"))
        {
            if (!IsEmpty)
            {
                WriteDispatch(writer);
            }
        }
    }

    /// <summary>The methods that call the kernels.</summary>
    public void WriteMethods(SourceWriter writer)
    {
        if (IsEmpty)
        {
            return;
        }

        if (_program.Phases.Count > 0)
        {
            writer.Line();
            using (writer.Block("internal static void " + _kind.Name + "(" + _kind.Parameters + ")"))
            {
                WritePhaseCalls(writer);
            }
        }

        foreach (Repeat phases in _plan.Phases)
        {
            foreach (int phase in phases.Items)
            {
                WriteMethods(writer, Name(phase), _plan.StepsOf(phase), phases.Times, _plan.StepsIn(phases));
            }
        }
    }

    /// <summary>
    /// The tables that the drivers' methods read, the same for all instruction sets. They have a class of their own, which is set when it is first
    /// asked for.
    /// </summary>
    public static void WriteTables(SourceWriter writer, IEnumerable<DriverWriter> drivers)
    {
        var tables = drivers.SelectMany(d => d._tables).ToList();
        if (tables.Count == 0)
        {
            return;
        }

        writer.Line().Line(TypeFrame.GeneratedCode);
        using (writer.Block("file static class " + Tables))
        {
            foreach (KeyValuePair<string, BlockNumbers> table in tables)
            {
                table.Value.WriteTable(writer, table.Key);
            }
        }
    }

    private void WriteDispatch(SourceWriter writer)
    {
        string call = "." + _kind.Name + "(" + _kind.Arguments + ");";
        if ((_sets & (InstructionSets.Avx2 | InstructionSets.Avx512)) == InstructionSets.None)
        {
            writer.Line(KernelClass.Portable + call);
            return;
        }

        using (writer.Block(_sets.HasFlag(InstructionSets.Avx2) ? "if (" + X86 + "Fma.IsSupported)" : "if (" + X86 + "Avx512F.IsSupported)"))
        {
            writer.Line(KernelClass.Avx2 + call);
        }

        using (writer.Block("else"))
        {
            writer.Line(_sets.HasFlag(InstructionSets.Portable)
                ? KernelClass.Portable + call
                : "throw global::NetCompiler.Numerics.InstructionSets.Missing(\"" + _sets.ToString() + "\");");
        }
    }

    /// <summary>The call of the phase at work.</summary>
    private void WritePhaseCalls(SourceWriter writer)
    {
        using (writer.Block("switch (slice.Phase.Number)"))
        {
            foreach (Repeat phases in _plan.Phases)
            {
                WriteCases(writer, phases);
            }
        }
    }

    private void WriteCases(SourceWriter writer, Repeat phases)
    {
        if (phases.Times == 1)
        {
            foreach (int phase in phases.Items)
            {
                writer.Line("case " + Invariant.Text(phase) + ": " + MethodCall(Name(phase), 0, null) + " break;");
            }

            return;
        }

        (string first, string length) = (Invariant.Text(phases.First), Invariant.Text(phases.Length));
        writer.Line("case >= " + first + " and < " + Invariant.Text(phases.End) + ":");
        using (writer.Indent())
        {
            using (writer.Block("switch ((slice.Phase.Number - " + first + ") % " + length + ")"))
            {
                for (int phase = 0; phase < phases.Length; phase++)
                {
                    string call = MethodCall(Name(phases.First + phase), 0, "(slice.Phase.Number - " + first + ") / " + length);
                    writer.Line("case " + Invariant.Text(phase) + ": " + call + " break;");
                }
            }

            writer.Line("break;");
        }
    }

    /// <summary>The method that makes the calls, as several if there are many; behind it those of its loops' bodies.</summary>
    /// <param name="parts">The steps.</param>
    /// <param name="times">How often the method is called, with its number; 1 for a method without one.</param>
    /// <param name="stepsEach">From the steps of one call to those of the next.</param>
    private void WriteMethods(SourceWriter writer, string name, IReadOnlyList<Repeat> parts, int times, int stepsEach)
    {
        List<Repeat> items = [.. parts.SelectMany(p => p.Times > 1 ? [p] : p.Items.Select(step => new Repeat(step, 1, 1)))];
        for (int part = 0; part == 0 || part * MostCalls < items.Count; part++)
        {
            var numbers = new BlockNumbers(times);
            writer.Line();
            using (writer.Block("internal static void " + Method(name, part) + "(" + (times > 1 ? "int block, " : "") + _kind.Parameters + ")"))
            {
                var body = new SourceWriter(writer.Depth);
                foreach (Repeat item in items.Skip(part * MostCalls).Take(MostCalls))
                {
                    WriteItem(body, name, item, numbers, _plan.Numbers(item.First, times, stepsEach));
                }

                if ((part + 1) * MostCalls < items.Count)
                {
                    body.Line(MethodCall(name, part + 1, times > 1 ? "block" : null));
                }

                if (numbers.HasTable)
                {
                    _tables[Method(name, part)] = numbers;
                    writer.Line("int[] moves = " + Tables + "." + Method(name, part) + ";");
                }

                writer.Text(body.ToString());
            }
        }

        foreach (Repeat loop in items.Where(i => i.Times > 1))
        {
            WriteMethods(writer, BodyName(name, loop), [loop with { Times = 1 }], loop.Times, loop.Length);
        }
    }

    private void WriteItem(SourceWriter writer, string name, Repeat item, BlockNumbers expressions, IEnumerable<long[]> numbers)
    {
        if (item.Times > 1)
        {
            using (writer.Block("for (int block = 0; block < " + Invariant.Text(item.Times) + "; block++)"))
            {
                writer.Line(MethodCall(BodyName(name, item), 0, "block"));
            }

            return;
        }

        using IEnumerator<long[]> values = numbers.GetEnumerator();
        _calls.Write(writer, _program.Steps[item.First], _ => values.MoveNext()
            ? expressions.Expression(values.Current) : throw new InvalidOperationException("A call asks for more numbers than before."));
    }

    private string MethodCall(string name, int part, string? block) =>
        Method(name, part) + "(" + (block is null ? "" : block + ", ") + _kind.Arguments + ");";

    private string Name(int phase) => _kind.Name + (_program.Phases.Count == 0 ? "" : "_Phase" + Invariant.Text(phase));

    private static string BodyName(string name, Repeat loop) => name + "_From" + Invariant.Text(loop.First);

    private static string Method(string name, int part) => name + (part > 0 ? "_" + Invariant.Text(part) : "");
}
