using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>A driver's text: the override decides once for an instruction set, and a method for each set calls the kernels.</summary>
internal sealed class DriverWriter
{
    /// <summary>Calls in one method: far below what the just-in-time compiler stops optimising at.</summary>
    private const int MostCalls = 60;

    private readonly DriverKind _kind;
    private readonly NetworkProgram _program;
    private readonly KernelTable _kernels;
    private readonly bool _hasWide;

    public DriverWriter(DriverKind kind, NetworkProgram program, KernelTable kernels)
    {
        (_kind, _program, _kernels) = (kind, program, kernels);
        _hasWide = program.Steps.OfType<KernelStep>().Any(s => s.Wide is not null);
        foreach (var (step, dialect) in program.Steps.OfType<KernelStep>().SelectMany(s => Dialects().Select(d => (s, d))))
        {
            kernels.MethodOf(step, dialect);
        }
    }

    /// <summary>The steps and the memory plan, for people.</summary>
    public IEnumerable<string> Schedule()
    {
        if (_program.Steps.Count == 0)
        {
            yield break;
        }

        yield return "";
        yield return _kind.Name + ": " + Invariant.Grouped(_program.WorkspaceFloats) + " floats of workspace for "
            + Invariant.Text(_program.MicroBatch) + " samples";
        var lives = PlanMemory.Lives(_program);
        for (var step = 0; step < _program.Steps.Count; step++)
        {
            if (PhaseAt(step) is { } phase)
            {
                yield return "  phase " + Invariant.Text(phase);
            }

            var name = _program.Steps[step] is KernelStep kernel ? _kernels.Add(kernel.Kernel).Name : _program.Steps[step] is RowsStep rows ? rows.Adds ? "AddRows" : "TakeRows" : "FillMask";
            var buffers = _program.Steps[step].Buffers;
            yield return "  " + Invariant.Text(step).PadLeft(3) + " " + (_program.Steps[step].IsOnce ? "once " : "") + name + "(" + string.Join(", ", buffers.Select(Place)) + ")"
                + (lives[buffers[0]].First == step && _program.Buffers[buffers[0]].Region == Region.Workspace
                    ? ", kept to step " + Invariant.Text(lives[buffers[0]].Last) : "");
        }
    }

    /// <summary>The phase that begins with the step, or null.</summary>
    private int? PhaseAt(int step)
    {
        for (var phase = 0; phase < _program.Phases.Count; phase++)
        {
            if (step == (phase == 0 ? 0 : _program.Phases[phase - 1].EndStep))
            {
                return phase;
            }
        }

        return null;
    }

    public void Write(SourceWriter writer)
    {
        writer.Line().Line("/// <inheritdoc/>").Line(TypeFrame.GeneratedCode);
        using (writer.Block("protected override void " + _kind.Name + "(" + _kind.Parameters + ")"))
        {
            WriteDispatch(writer);
        }

        if (_program.Steps.Count == 0)
        {
            return;
        }

        foreach (var dialect in Dialects())
        {
            WriteCalls(writer, dialect);
        }
    }

    private IEnumerable<Dialect> Dialects() => _hasWide ? [Dialect.Avx512, Dialect.Avx2, Dialect.Portable] : [Dialect.Avx2, Dialect.Portable];

    private void WriteDispatch(SourceWriter writer)
    {
        if (_program.Steps.Count == 0)
        {
            return;
        }

        var keyword = "if";
        foreach (var dialect in Dialects())
        {
            var condition = dialect switch
            {
                Dialect.Avx512 => keyword + " (Avx512F.IsSupported)",
                Dialect.Avx2 => keyword + " (Fma.IsSupported)",
                _ => "else",
            };
            using (writer.Block(condition))
            {
                WritePhaseCalls(writer, dialect);
            }

            keyword = "else if";
        }
    }

    /// <summary>The call of the phase at work, or of all that there is.</summary>
    private void WritePhaseCalls(SourceWriter writer, Dialect dialect)
    {
        if (_program.Phases.Count == 0)
        {
            writer.Line(Method(dialect, 0, 0) + "(" + _kind.Arguments + ");");
            return;
        }

        using (writer.Block("switch (slice.Phase.Number)"))
        {
            for (var phase = 0; phase < _program.Phases.Count; phase++)
            {
                writer.Line("case " + Invariant.Text(phase) + ": " + Method(dialect, phase, 0) + "(" + _kind.Arguments + "); break;");
            }
        }
    }

    private void WriteCalls(SourceWriter writer, Dialect dialect)
    {
        var (phase, start) = (0, 0);
        foreach (var end in _program.Phases.Count == 0 ? [_program.Steps.Count] : _program.Phases.Select(p => p.EndStep))
        {
            var steps = _program.Steps.Skip(start).Take(end - start).ToList();
            WriteCalls(writer, dialect, phase, steps);
            (phase, start) = (phase + 1, end);
        }
    }

    private void WriteCalls(SourceWriter writer, Dialect dialect, int phase, List<Step> steps)
    {
        for (var part = 0; part == 0 || part * MostCalls < steps.Count; part++)
        {
            writer.Line().Line(TypeFrame.GeneratedCode);
            using (writer.Block("private static void " + Method(dialect, phase, part) + "(" + _kind.Parameters + ")"))
            {
                foreach (var step in steps.Skip(part * MostCalls).Take(MostCalls))
                {
                    writer.Line((step.IsOnce ? "if (slice.FirstSample == 0) " : "") + Call(step, dialect));
                }

                if ((part + 1) * MostCalls < steps.Count)
                {
                    writer.Line(Method(dialect, phase, part + 1) + "(" + _kind.Arguments + ");");
                }
            }
        }
    }

    private string Method(Dialect dialect, int phase, int part) => _kind.Name + (_program.Phases.Count == 0 ? "" : "_Phase" + Invariant.Text(phase))
        + (part > 0 ? "_" + Invariant.Text(part) : "") + "_" + dialect;

    private string Call(Step step, Dialect dialect)
    {
        var places = step.Buffers.Select(Reference);
        if (step is RowsStep rows)
        {
            return Call(rows, [.. places]);
        }

        if (step is MaskStep mask)
        {
            var floats = Invariant.Text(mask.PerSample);
            return "global::NetCompiler.Numerics.CounterRandom.FillMask(" + places.First() + ", " + _kind.Count + " * " + floats + ", slice.RandomKey, "
                + Invariant.Text(mask.Salt) + ", (long)slice.FirstSample * " + floats + ", " + CSharpText.Literal(mask.Rate) + ");";
        }

        var kernel = (KernelStep)step;
        var arguments = kernel.Kernel.HasCount ? places.Append(_kind.Count!) : places;
        return "GeneratedKernels." + _kernels.MethodOf(kernel, dialect) + "(" + string.Join(", ", arguments) + ");";
    }

    private string Call(RowsStep step, string[] places)
    {
        int[] numbers =
        [
            step.Values.Constant, step.Values.Strides[0], step.Values.Strides[1], step.Table.Strides[0], step.Rows.Constant, step.Rows.Strides[0],
            step.Height, step.Places, step.Width,
        ];
        var clear = step.Clears ? "global::NetCompiler.Numerics.TableRows.Clear(" + places[0] + ", " + Invariant.Text(step.Table.Fixed) + "); " : "";
        return clear + "global::NetCompiler.Numerics.TableRows." + (step.Adds ? "Add(" : "Take(") + string.Join(", ", places) + ", " + _kind.Count + ", "
            + string.Join(", ", numbers.Select(n => Invariant.Text(n))) + ");";
    }

    private string Reference(int buffer)
    {
        var storage = _program.Buffers[buffer];
        var name = _kind.Reference(storage.Region);
        return storage.Offset == 0 ? "ref " + name : "ref Unsafe.Add(ref " + name + ", " + Invariant.Text(storage.Offset) + ")";
    }

    private string Place(int buffer)
    {
        var storage = _program.Buffers[buffer];
        return storage.Name + " at " + storage.Region.ToString().ToLowerInvariant() + "[" + Invariant.Text(storage.Offset) + "]";
    }
}
