using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>A <c>Predict</c> with a span for each input and each output, where there are several.</summary>
internal sealed class SeparatePredict
{
    private readonly List<(string Name, EquatableArray<int> Shape)> _inputs;
    private readonly List<(string Name, EquatableArray<int> Shape)> _outputs;
    private readonly string _batch;
    private readonly string _first;

    private SeparatePredict(ModelSpec spec)
    {
        _inputs = [.. spec.Inputs.Select(node => (node.Name, node.OutputShape))];
        _outputs = [.. spec.Outputs.Select((position, i) => (spec.OutputNames[i], spec.Nodes[position].OutputShape))];
        (_batch, _first) = (Fresh("batch"), Fresh("first"));
    }

    private IEnumerable<(string Name, EquatableArray<int> Shape)> All => _inputs.Concat(_outputs);

    public static void Write(SourceWriter writer, ModelSpec spec)
    {
        var predict = new SeparatePredict(spec);
        if (predict._inputs.Count > 1 || predict._outputs.Count > 1)
        {
            predict.Write(writer);
        }
    }

    /// <summary>A name for a local that no input and no output has.</summary>
    private string Fresh(string name)
    {
        while (All.Any(span => span.Name == name))
        {
            name += "_";
        }

        return name;
    }

    private void Write(SourceWriter writer)
    {
        writer.Line();
        writer.Line("/// <summary>Computes the outputs of one sample or of several. Thread-safe; allocates nothing once as many threads have run "
            + "at once before.</summary>");
        foreach ((string name, EquatableArray<int> shape) in All)
        {
            writer.Line("/// <param name=\"" + name + "\">" + Invariant.Text(shape) + " for each sample, one after the other.</param>");
        }

        IEnumerable<string> parameters = _inputs.Select(input => "global::System.ReadOnlySpan<float> " + CSharpName.Escaped(input.Name))
            .Concat(_outputs.Select(output => "global::System.Span<float> " + CSharpName.Escaped(output.Name)));
        writer.Line(TypeFrame.GeneratedCode);
        using (writer.Block("public void " + GeneratedNames.Predict + "(" + string.Join(", ", parameters) + ")"))
        {
            WriteBody(writer);
        }

        writer.Line();
    }

    private void WriteBody(SourceWriter writer)
    {
        (List<string> inputs, List<string> outputs) = (_inputs.ConvertAll(i => i.Name), _outputs.ConvertAll(o => o.Name));
        writer.Line("using global::NetCompiler.CompiledNetwork.SeparateBatch " + _batch + " = base.BeginSeparate(" + CSharpName.Escaped(inputs[0])
            + ".Length);");
        for (int i = 1; i < inputs.Count; i++)
        {
            Call(writer, "CheckInput", Invariant.Text(i), CSharpName.Escaped(inputs[i]));
        }

        for (int i = 0; i < outputs.Count; i++)
        {
            Call(writer, "CheckOutput", Invariant.Text(i), CSharpName.Escaped(outputs[i]));
            foreach (string other in inputs.Concat(outputs.Take(i)))
            {
                Call(writer, "CheckApart", Invariant.Text(i), CSharpName.Escaped(outputs[i]), "\"" + other + "\"", CSharpName.Escaped(other));
            }
        }

        using (writer.Block("for (int " + _first + " = 0; " + _first + " < " + _batch + ".Count; " + _first + " += " + _batch + ".Step)"))
        {
            for (int i = 0; i < inputs.Count; i++)
            {
                Call(writer, "Gather", _first, Invariant.Text(i), CSharpName.Escaped(inputs[i]));
            }

            Call(writer, "Predict", _first);
            for (int i = 0; i < outputs.Count; i++)
            {
                Call(writer, "Scatter", _first, Invariant.Text(i), CSharpName.Escaped(outputs[i]));
            }
        }

        Call(writer, "End");
    }

    private void Call(SourceWriter writer, string method, params string[] arguments) =>
        writer.Line(_batch + "." + method + "(" + string.Join(", ", arguments) + ");");
}
