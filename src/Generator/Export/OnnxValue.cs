using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Export;

/// <summary>
/// A tensor of a network in its ONNX graph, where it may have two names: of an image with its channels last, as everywhere here, and of the same with
/// its channels first, as ONNX' operations want it. The one that is not there is made where it is asked for, so that nothing is transposed between
/// layers of images.
/// </summary>
/// <param name="shape">Without the batch.</param>
/// <param name="isBatched">Whether it has a row for each sample.</param>
/// <param name="scope">The graph that makes it.</param>
internal sealed class OnnxValue(EquatableArray<int> shape, bool isBatched, OnnxScope scope)
{
    public EquatableArray<int> Shape => shape;

    public bool IsBatched => isBatched;

    public OnnxScope Scope => scope;

    /// <summary>Its name with the axes in our order; null where it has none yet.</summary>
    public string? Plain { get; set; }

    /// <summary>Its name with the channels in front of the other axes; null where it has none yet.</summary>
    public string? ChannelsFirst { get; set; }

    /// <summary>The number that it is at every place; null for a tensor.</summary>
    public float? Number { get; init; }
}
