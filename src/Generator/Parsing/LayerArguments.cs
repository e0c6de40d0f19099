using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Reads the arguments of one layer and checks each by itself, without the shape of its input.</summary>
internal sealed class LayerArguments(AttributeReader attribute, string layer, Problems problems) : ILayerArguments
{
    private readonly HashSet<string> _negative = [];

    public AttributeReader Reader => attribute;

    public string Attribute => attribute.Name;

    public string Layer => layer;

    /// <summary>Whether every argument read so far is sound.</summary>
    public bool IsSound { get; private set; } = true;

    public bool Has(string name) => attribute.Has(name);

    public T? Value<T>(string name, T? fallback) => attribute.Value(name, fallback);

    public int[]? Array(string name) => attribute.Array(name);

    public int Size(string name, int fallback = 1)
    {
        int value = attribute.Value(name, fallback);
        return AtLeastOne(name, value, attribute.Where(name)) ? value : 1;
    }

    public int NotNegative(string name, int fallback)
    {
        int value = attribute.Value(name, fallback);
        if (value < 0 && _negative.Add(name))
        {
            Report(Descriptors.Negative, name, Words(name), Invariant.Text(value));
        }

        return Math.Max(value, 0);
    }

    public EquatableArray<int> Sizes(string name, EquatableArray<int> fallback)
    {
        if (fallback.Count == 1)
        {
            return new([Size(name, fallback[0])]);
        }

        if (attribute.Array(name) is not { } values)
        {
            return fallback;
        }

        if (values.Length is 0 or > 2)
        {
            Report(Descriptors.WrongLength, name, name, Invariant.Text(values.Length));
            return fallback;
        }

        return System.Array.TrueForAll(values, v => AtLeastOne(name, v, attribute.Where(name))) ? new([values[0], values[values.Length - 1]])
            : fallback;
    }

    public T Choice<T>(string name, string type, T fallback = default)
        where T : struct, Enum
    {
        int value = attribute.Value(name, Convert.ToInt32(fallback));
        if (Enum.IsDefined(typeof(T), value))
        {
            return (T)Enum.ToObject(typeof(T), value);
        }

        Report(Descriptors.UnknownEnumValue, name, Invariant.Text(value), type);
        return fallback;
    }

    public BidirectionalMerge? Bidirectional => attribute.Wrapper is not { ClassName: NetworkParser.BidirectionalAttribute } wrapper ? null
        : new LayerArguments(wrapper, layer, problems).Choice<BidirectionalMerge>("merge", "Merge");

    public void Report(DiagnosticDescriptor descriptor, string argument, params string[] details) =>
        Report(descriptor, attribute.Where(argument), details);

    public void ReportElement(DiagnosticDescriptor descriptor, string argument, int index, params string[] details) =>
        Report(descriptor, attribute.Where(argument, index), details);

    public void Report(DiagnosticDescriptor descriptor, LocationInfo where, params string[] details)
    {
        problems.Add(descriptor, where, [layer, .. details]);
        IsSound &= descriptor.DefaultSeverity != DiagnosticSeverity.Error;
    }

    private bool AtLeastOne(string name, int value, LocationInfo where)
    {
        if (value >= 1)
        {
            return true;
        }

        Report(Descriptors.TooSmall, where, Words(name), Invariant.Text(value));
        return false;
    }

    /// <summary>Names a constructor's parameter in words: <c>kernelHeight</c> is the kernel height; a property keeps its name.</summary>
    private static string Words(string name)
    {
        if (char.IsUpper(name[0]))
        {
            return name;
        }

        string words = "the ";
        foreach (char c in name)
        {
            words += char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c;
        }

        return words;
    }
}
