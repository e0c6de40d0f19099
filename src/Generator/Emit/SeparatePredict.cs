using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>A <c>Predict</c> with a span for each input and each output, where there are several.</summary>
internal static class SeparatePredict
{
    public static void Write(SourceWriter writer, ModelSpec spec)
    {
        var inputs = spec.Inputs.Select(node => (Name: CSharpName.OfLocal(node.Name), node.OutputShape)).ToList();
        var outputs = spec.Outputs
            .Select((position, i) => (Name: CSharpName.OfLocal(spec.OutputNames[i]), spec.Nodes[position].OutputShape)).ToList();
        if (inputs.Count == 1 && outputs.Count == 1)
        {
            return;
        }

        writer.Line();
        writer.Line("/// <summary>Computes the outputs of one sample or of several. Thread-safe; allocates nothing once as many threads have run "
            + "at once before.</summary>");
        foreach (var (name, shape) in inputs.Concat(outputs))
        {
            writer.Line("/// <param name=\"" + name.TrimStart('@') + "\">" + Invariant.Text(shape)
                + " for each sample, one after the other.</param>");
        }

        var parameters = inputs.Select(input => "global::System.ReadOnlySpan<float> " + input.Name)
            .Concat(outputs.Select(output => "global::System.Span<float> " + output.Name));
        writer.Line(TypeFrame.GeneratedCode);
        using (writer.Block("public void Predict(" + string.Join(", ", parameters) + ")"))
        {
            WriteBody(writer, [.. inputs.Select(input => input.Name)], [.. outputs.Select(output => output.Name)]);
        }

        writer.Line();
    }

    private static void WriteBody(SourceWriter writer, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        writer.Line("using var __batch = BeginSeparate(" + inputs[0] + ".Length);");
        for (var i = 1; i < inputs.Count; i++)
        {
            writer.Line("__batch.CheckInput(" + Invariant.Text(i) + ", " + inputs[i] + ");");
        }

        for (var i = 0; i < outputs.Count; i++)
        {
            writer.Line("__batch.CheckOutput(" + Invariant.Text(i) + ", " + outputs[i] + ");");
            foreach (var other in inputs.Concat(outputs.Take(i)))
            {
                writer.Line("__batch.CheckApart(" + Invariant.Text(i) + ", " + outputs[i] + ", \"" + other.TrimStart('@') + "\", " + other + ");");
            }
        }

        using (writer.Block("for (int __first = 0; __first < __batch.Count; __first += __batch.Step)"))
        {
            for (var i = 0; i < inputs.Count; i++)
            {
                writer.Line("__batch.Gather(__first, " + Invariant.Text(i) + ", " + inputs[i] + ");");
            }

            writer.Line("__batch.Predict(__first);");
            for (var i = 0; i < outputs.Count; i++)
            {
                writer.Line("__batch.Scatter(__first, " + Invariant.Text(i) + ", " + outputs[i] + ");");
            }
        }

        writer.Line("__batch.End();");
    }
}
