namespace NetCompiler.Onnx;

/// <summary>The size of an axis as a model says it: a number, a name, or nothing.</summary>
/// <param name="Size">The size; null where it is not said.</param>
/// <param name="Name">The name of a size that is free, such as <c>batch</c>; null without one.</param>
public readonly record struct OnnxDimension(long? Size, string? Name = null)
{
    /// <summary>An axis of that size.</summary>
    public static implicit operator OnnxDimension(long size) => new(size);

    /// <summary>An axis whose size has a name.</summary>
    public static implicit operator OnnxDimension(string name) => new(null, name);

    /// <summary>The size, the name, or a question mark.</summary>
    public override string ToString() => Size is { } size ? size.ToString(System.Globalization.CultureInfo.InvariantCulture) : Name ?? "?";
}
