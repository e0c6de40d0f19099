using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Export;

/// <summary>An operation of an ONNX graph.</summary>
/// <param name="Inputs">Names; an empty one is left out.</param>
/// <param name="Body">The graph that it runs, of a scan.</param>
internal sealed record OnnxLine(
    string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes, OnnxScope? Body = null)
{
    /// <summary>The operation with other names.</summary>
    public OnnxLine Rename(System.Func<string, string> rename) => this with
    {
        Inputs = [.. Inputs.Select(rename)],
        Outputs = [.. Outputs.Select(rename)],
        Body = Body?.Rename(rename),
    };
}

/// <summary>A graph while it is made: that of the network, or that of a scan's step.</summary>
internal sealed class OnnxScope
{
    public List<OnnxLine> Lines { get; } = [];

    /// <summary>What a step is given.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>What a step gives.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Whether an operation of it gives the value.</summary>
    public bool Makes(string name) => Lines.Any(line => line.Outputs.Contains(name));

    public OnnxScope Rename(System.Func<string, string> rename)
    {
        var scope = new OnnxScope();
        scope.Lines.AddRange(Lines.Select(line => line.Rename(rename)));
        scope.Inputs.AddRange(Inputs.Select(rename));
        scope.Outputs.AddRange(Outputs.Select(rename));
        return scope;
    }
}
