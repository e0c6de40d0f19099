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
        var given = layer.Value<string>("Name");
        var origin = given is null ? ", whose default name it is" : "";
        return Take(layer, given ?? Default(layer.Name), "layer " + Invariant.Text(position + 1) + ", [" + layer.Name + "]" + origin);
    }

    private string Take(AttributeReader layer, string name, string owner)
    {
        var where = layer.Where("Name");
        if (!IsUsable(name))
        {
            problems.Add(Descriptors.BadLayerName, where, name);
        }
        else if (_owners.TryGetValue(name, out var other))
        {
            problems.Add(Descriptors.NameTaken, where, name, other);
        }
        else
        {
            _owners.Add(name, owner);
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
            "BatchNormalization" => "batch_normalization",
            "GroupNormalization" => "group_normalization",
            "PositionEmbedding" => "position_embedding",
            "TiedDense" => "tied_dense",
            "MultiHeadAttention" => "multi_head_attention",
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
