using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Gives layers their names: the user's, or Keras' (<c>conv2d</c>, <c>conv2d_1</c>), which counts the unnamed layers of a kind.</summary>
internal sealed class LayerNames(Problems problems)
{
    /// <summary>The name of the input's node.</summary>
    public const string Input = "input";

    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, int> _copies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _owners = new(StringComparer.OrdinalIgnoreCase) { [Input] = "the network's input" };

    /// <summary>Names all layers; a layer whose name is at fault gets one that is not used otherwise.</summary>
    public IReadOnlyList<string> Assign(IReadOnlyList<AttributeReader> layers) => [.. layers.Select(Assign)];

    /// <summary>Names the layers above a method: a single one as the method, several as parts of it.</summary>
    /// <param name="stem">The method's name as a layer's.</param>
    public IReadOnlyList<string> Assign(string method, string stem, IReadOnlyList<AttributeReader> layers)
    {
        if (layers.Count == 1)
        {
            return [Take(layers[0], layers[0].Value<string>("Name") ?? stem, "the method '" + method + "'")];
        }

        Take(layers[0], stem, "the method '" + method + "'");
        return [.. new LayerNames(problems).Assign(layers).Select(name => stem + "/" + name)];
    }

    private string Assign(AttributeReader layer, int position)
    {
        string? given = layer.Value<string>("Name");
        string origin = given is null ? ", whose default name it is" : "";
        return Take(layer, given ?? Default(layer), "layer " + Invariant.Text(position + 1) + ", [" + layer.Name + "]" + origin);
    }

    private string Take(AttributeReader layer, string name, string owner)
    {
        LocationInfo where = layer.Where("Name");
        if (!IsUsable(name))
        {
            problems.Add(Descriptors.BadLayerName, where, name);
            return Fresh(name, owner);
        }

        if (Taken(layer, name) is { } other)
        {
            problems.Add(Descriptors.NameTaken, where, name, other);
            return Fresh(name, owner);
        }

        _owners.Add(name, owner);
        _copies[name] = Copies(layer);
        return name;
    }

    /// <summary>A name that no other layer has, or can have, in place of one at fault.</summary>
    private string Fresh(string name, string owner)
    {
        string fresh = name;
        for (int number = 2; _owners.ContainsKey(fresh); number++)
        {
            fresh = name + "." + Invariant.Text(number);
        }

        _owners.Add(fresh, owner);
        return fresh;
    }

    /// <summary>Who has the name, or that of one of a block's copies; null for nobody.</summary>
    private string? Taken(AttributeReader layer, string name)
    {
        if (_owners.TryGetValue(name, out string? owner))
        {
            return owner;
        }

        string? known = _copies.FirstOrDefault(other => IsCopy(name, other.Key, other.Value)).Key
            ?? _owners.Keys.FirstOrDefault(other => IsCopy(other, name, Copies(layer)));
        return known is null ? null : _owners[known] + ", one of whose copies has it";
    }

    /// <summary>Whether a name is that of one of a block's copies: <c>body_0</c>, <c>body_1</c>.</summary>
    private static bool IsCopy(string name, string block, int copies) =>
        copies > 1
        && name.StartsWith(block + "_", StringComparison.OrdinalIgnoreCase)
        && int.TryParse(name.Substring(block.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < copies;

    private static int Copies(AttributeReader layer) => layer.TypeArgument is null ? 1 : layer.Value("repeat", 1);

    private string Default(AttributeReader layer)
    {
        string stem = layer.Wrapper is { } wrapper ? SnakeCase.Of(wrapper.Name)
            : layer.TypeArgument is { } block ? SnakeCase.Of(block.Name) : LayerCards.Find(layer.ClassName)?.Stem ?? SnakeCase.Of(layer.Name);
        string name;
        do
        {
            _counts.TryGetValue(stem, out int count);
            _counts[stem] = count + 1;
            name = count == 0 ? stem : stem + "_" + Invariant.Text(count);
        }
        while (layer.TypeArgument is not null && Taken(layer, name) is not null);

        return name;
    }

    /// <summary>As C# has it: generated methods are called like the layer.</summary>
    private static bool IsUsable(string name) => SyntaxFacts.IsValidIdentifier(name);
}
