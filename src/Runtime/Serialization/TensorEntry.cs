namespace NetCompiler;

/// <summary>
/// What a safetensors header says of one tensor. Offsets count from the end of the header; <c>Place</c> is the entry's first byte in the file.
/// </summary>
internal sealed record TensorEntry(string Name, TensorType Type, ulong[] Shape, ulong Begin, ulong End, long Place)
{
    /// <summary>The name, cut to a length for messages.</summary>
    public string Label => Shorten(Name);

    public static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
