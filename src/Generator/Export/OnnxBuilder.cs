using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Export;

/// <summary>Makes an ONNX graph: names that are unique, constants that are shared, and images in the order in which they are wanted.</summary>
/// <param name="taken">Names that no value may have: those of inputs, outputs and parameters.</param>
internal sealed class OnnxBuilder(IEnumerable<string> taken)
{
    private readonly HashSet<string> _names = new(taken, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Value)> _literals = [];

    /// <summary>The network's graph.</summary>
    public OnnxScope Root { get; } = new();

    /// <summary>Numbers by name, as text.</summary>
    public IReadOnlyList<(string Name, string Value)> Literals => _literals;

    /// <summary>The graph that operations are added to; null for the network's.</summary>
    public OnnxScope? Step { get; set; }

    public OnnxScope Scope => Step ?? Root;

    /// <summary>The name, with a number where it is taken.</summary>
    public string Unique(string name)
    {
        string unique = name;
        for (int number = 2; !_names.Add(unique); number++)
        {
            unique = name + "_" + Invariant.Text(number);
        }

        return unique;
    }

    /// <summary>Adds an operation with one output.</summary>
    /// <returns>The output's name.</returns>
    public string Add(string name, string operation, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes) =>
        Add([name], operation, inputs, attributes)[0];

    /// <summary>Adds an operation.</summary>
    /// <param name="names">What its outputs are called, where that is not taken.</param>
    public IReadOnlyList<string> Add(
        IReadOnlyList<string> names, string operation, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes) =>
        AddTo(Scope, names, operation, inputs, attributes);

    /// <summary>Adds a scan to the graph around its step.</summary>
    public IReadOnlyList<string> AddScan(
        IReadOnlyList<string> names, IReadOnlyList<string> inputs, OnnxScope body, params OnnxAttribute[] attributes)
    {
        string[] outputs = [.. names.Select(Unique)];
        Scope.Lines.Add(new("Scan", inputs, outputs, attributes, body));
        return outputs;
    }

    /// <summary>Whole numbers as a vector.</summary>
    public string Ints(params long[] values) => Literal(OnnxText.List(values.Select(value => Invariant.Text(value))));

    /// <summary>A whole number.</summary>
    public string Int(long value) => Literal(Invariant.Text(value));

    /// <summary>A float.</summary>
    public string Float(float value) => Literal(OnnxText.Of(value));

    /// <summary>A vector of equal floats.</summary>
    public string Fill(int count, float value) => Literal(OnnxText.Of(value) + " x " + Invariant.Text(count));

    /// <summary>The tensor with its axes in our order.</summary>
    public string Plain(OnnxValue value) => value.Number is { } number ? Float(number)
        : value.Plain ??= Moved(value, value.ChannelsFirst!, Orders.ChannelsLast(value.Shape.Count + 1), "last");

    /// <summary>The tensor with the channels in front of the other axes; a vector has only channels.</summary>
    public string ChannelsFirst(OnnxValue value) => value.Shape.Count < 2 ? Plain(value)
        : value.ChannelsFirst ??= Moved(value, Plain(value), Orders.ChannelsFirst(value.Shape.Count + 1), "first");

    private string Moved(OnnxValue value, string name, IEnumerable<int> order, string suffix) =>
        AddTo(value.Scope, [name + "." + suffix], "Transpose", [name], OnnxAttribute.Ints("perm", order))[0];

    private string[] AddTo(
        OnnxScope scope, IReadOnlyList<string> names, string operation, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes)
    {
        string[] outputs = [.. names.Select(Unique)];
        scope.Lines.Add(new(operation, inputs, outputs, attributes));
        return outputs;
    }

    /// <summary>Numbers, as text.</summary>
    public string Literal(string text)
    {
        if (!_constants.TryGetValue(text, out string? name))
        {
            _constants[text] = name = Unique("constant." + Invariant.Text(_literals.Count));
            _literals.Add((name, text));
        }

        return name;
    }
}

/// <summary>Orders of axes, the batch first.</summary>
internal static class Orders
{
    /// <summary>[N, ..., channels] to [N, channels, ...].</summary>
    public static IEnumerable<int> ChannelsFirst(int rank) => [0, rank - 1, .. Enumerable.Range(1, rank - 2)];

    /// <summary>[N, channels, ...] to [N, ..., channels].</summary>
    public static IEnumerable<int> ChannelsLast(int rank) => [0, .. Enumerable.Range(2, rank - 2), 1];
}
