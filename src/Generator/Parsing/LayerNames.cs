using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Gives layers their names: the user's, or Keras' (<c>conv2d</c>, <c>conv2d_1</c>), which counts the unnamed layers of a kind.</summary>
internal sealed class LayerNames(Problems problems)
{
    /// <summary>The name of the input's node.</summary>
    public const string Input = "input";

    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, string> _owners = new(StringComparer.OrdinalIgnoreCase) { [Input] = "the network's input" };

    /// <summary>Names all layers; a layer whose name is at fault gets one that is not used otherwise.</summary>
    public IReadOnlyList<string> Assign(IReadOnlyList<AttributeReader> layers) => [.. layers.Select(Assign)];

    private string Assign(AttributeReader layer, int position)
    {
        var given = layer.Value<string>("Name");
        var name = given ?? Default(layer.Name);
        var where = layer.Where("Name");
        if (!IsUsable(name))
        {
            problems.Add(Descriptors.BadLayerName, where, name);
        }
        else if (_owners.TryGetValue(name, out var owner))
        {
            problems.Add(Descriptors.NameTaken, where, name, owner);
        }
        else
        {
            var origin = given is null ? ", whose default name it is" : "";
            _owners.Add(name, "layer " + Invariant.Text(position + 1) + ", [" + layer.Name + "]" + origin);
        }

        return name;
    }

    private string Default(string attribute)
    {
        var stem = attribute switch
        {
            "DepthwiseConv2D" => "depthwise_conv2d",
            "SeparableConv2D" => "separable_conv2d",
            "Conv2DTranspose" => "conv2d_transpose",
            "LayerNormalization" => "layer_normalization",
            "RMSNormalization" => "rms_normalization",
            "PReLU" => "p_re_lu",
            _ => OfRank(attribute),
        };
        _counts.TryGetValue(stem, out var count);
        _counts[stem] = count + 1;
        return count == 0 ? stem : stem + "_" + Invariant.Text(count);
    }

    /// <summary>The names of layers that exist for one axis and for two.</summary>
    private static string OfRank(string attribute)
    {
        var rank = attribute.Length > 2 && attribute[attribute.Length - 1] == 'D' && IsDigit(attribute[attribute.Length - 2]) ? attribute.Substring(attribute.Length - 2) : "";
        var stem = attribute.Substring(0, attribute.Length - rank.Length) switch
        {
            "MaxPool" => "max_pooling",
            "AveragePool" => "average_pooling",
            "GlobalMaxPool" => "global_max_pooling",
            "GlobalAveragePool" => "global_average_pooling",
            "UpSampling" => "up_sampling",
            "ZeroPadding" => "zero_padding",
            "SpatialDropout" => "spatial_dropout",
            var other => other.ToLowerInvariant(),
        };
        return stem + rank.ToLowerInvariant();
    }

    private static bool IsUsable(string name) => name.Length > 0 && !IsDigit(name[0]) && name.All(c => IsLetter(c) || IsDigit(c) || c == '_');

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
