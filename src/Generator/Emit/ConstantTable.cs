using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>The constant tensors of a network's drivers, each once, as data of the assembly.</summary>
internal sealed class ConstantTable
{
    /// <summary>The class that holds them, local to its file.</summary>
    public const string Class = "Constants";

    /// <summary>Numbers in a line.</summary>
    private const int Columns = 16;

    private readonly Dictionary<EquatableArray<float>, string> _names = [];

    /// <summary>The property that gives the numbers.</summary>
    public string Add(ConstantStep step)
    {
        if (!_names.TryGetValue(step.Values, out string? name))
        {
            _names[step.Values] = name = "Values" + Invariant.Text(_names.Count);
        }

        return Class + "." + name;
    }

    public void Write(SourceWriter writer)
    {
        if (_names.Count == 0)
        {
            return;
        }

        writer.Line().Line(TypeFrame.GeneratedCode);
        using (writer.Block("file static class " + Class))
        {
            foreach (KeyValuePair<EquatableArray<float>, string> table in _names)
            {
                using (writer.Block("internal static global::System.ReadOnlySpan<float> " + table.Value + " => new float[]", "};"))
                {
                    for (int start = 0; start < table.Key.Count; start += Columns)
                    {
                        writer.Line(CSharpText.List(table.Key.Skip(start).Take(Columns)) + ",");
                    }
                }
            }
        }
    }
}
