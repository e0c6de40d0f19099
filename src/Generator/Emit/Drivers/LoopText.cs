using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Drivers;

/// <summary>The head of a loop over steps, and the indices that move its references.</summary>
/// <param name="count">The expression for the number of samples.</param>
internal sealed class LoopText(LoopStep step, string? count)
{
    private const string Before = "before";
    private const string Steps = "steps";

    /// <summary>Whether the number of steps is known at run time only.</summary>
    private bool IsBounded => step.Bound is not null;

    private string Extent => Invariant.Text(step.Loop.Axes[0].Extent);

    /// <summary>Writes the loop around what <paramref name="body"/> writes.</summary>
    /// <param name="bound">A reference to the number of steps of the first sample.</param>
    public void Write(SourceWriter writer, string bound, Action body)
    {
        using (IsBounded ? writer.Block() : null)
        {
            if (IsBounded)
            {
                writer.Line("nint " + Steps + " = global::NetCompiler.Numerics.LoopSteps.Longest(" + bound + ", " + count + ", "
                    + Invariant.Text(step.Bound!.PerSample) + ", " + Extent + ");");
            }

            if (step.Part == LoopPart.Last)
            {
                string last = step.Loop.Direction == LoopDirection.Forward ? Steps + " - 1" : Steps + " == 0 ? " + Extent + " : 0";
                writer.Line("nint " + Variable(0) + " = " + last + ";");
                body();
                return;
            }

            WriteLoops(writer, 0, body);
        }
    }

    private void WriteLoops(SourceWriter writer, int axis, Action body)
    {
        if (axis == step.Loop.Axes.Count)
        {
            if (step.Moves.SelectMany(moves => moves).Any(move => move.IsBefore))
            {
                writer.Line("nint " + Before + " = step == " + Steps + " - 1 ? " + Extent + " : step + 1;");
            }

            body();
            return;
        }

        using (writer.Block(Head(axis)))
        {
            WriteLoops(writer, axis + 1, body);
        }
    }

    private string Head(int axis)
    {
        (string variable, int extent) = (Variable(axis), step.Loop.Axes[axis].Extent);
        string to = IsBounded ? Steps : extent == TensorGraph.Batch ? count! : Invariant.Text(extent);
        return step.Loop.Direction == LoopDirection.Forward
            ? "for (nint " + variable + " = 0; " + variable + " < " + to + "; " + variable + "++)"
            : "for (nint " + variable + " = " + (IsBounded ? Steps + " - 1" : Invariant.Text(extent - 1)) + "; " + variable + " >= 0; " + variable
            + "--)";
    }

    /// <summary>How far a reference has moved, as terms of a sum.</summary>
    public IEnumerable<string> Terms(LoopMove move) => move.Floats.Select((floats, axis) => (floats, axis)).Where(m => m.floats != 0)
        .Select(m => "(" + Invariant.Text(m.floats) + " * " + (move.IsBefore ? Before : Variable(m.axis)) + ")");

    private string Variable(int axis) => step.Loop.Axes[axis].Extent == TensorGraph.Batch ? "sample"
        : step.Loop.Axes.Count == 1 ? "step"
        : axis == step.Loop.Axes.Count - 1 ? "part"
        : "part" + Invariant.Text(axis);
}
