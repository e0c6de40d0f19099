namespace NetCompiler;

/// <summary>A numeric element type of NPY files: how it is written in the header, its width and its conversion to floats.</summary>
internal sealed class NpyType
{
    /// <summary>The letters and widths of NumPy that have a value as a float, and the type of the same bytes, little-endian.</summary>
    private static readonly Dictionary<string, TensorType> Elements = new(StringComparer.Ordinal)
    {
        ["b1"] = TensorType.Find("BOOL")!,
        ["i1"] = TensorType.Find("I8")!,
        ["i2"] = TensorType.Find("I16")!,
        ["i4"] = TensorType.Find("I32")!,
        ["i8"] = TensorType.Find("I64")!,
        ["u1"] = TensorType.Find("U8")!,
        ["u2"] = TensorType.Find("U16")!,
        ["u4"] = TensorType.Find("U32")!,
        ["u8"] = TensorType.Find("U64")!,
        ["f2"] = TensorType.Find("F16")!,
        ["f4"] = TensorType.Find("F32")!,
        ["f8"] = TensorType.Find("F64")!,
    };

    private readonly TensorType element;
    private readonly bool isBigEndian;

    private NpyType(string description, TensorType element)
    {
        Description = description;
        this.element = element;
        isBigEndian = description[0] == '>';
    }

    /// <summary>What is written: little-endian F32.</summary>
    public static NpyType Single { get; } = Find("<f4")!;

    /// <summary>As in the header, such as <c>&lt;f4</c>.</summary>
    public string Description { get; }

    /// <summary>Bytes of an element.</summary>
    public int Width => element.Width;

    /// <summary>Whether the elements lie in the file as in memory, so that there is nothing to convert.</summary>
    public bool IsNativeSingle => element.IsNativeSingle(isBigEndian);

    /// <summary>The type of a description, or null where it has no value as a float, as text and Python's objects have none.</summary>
    public static NpyType? Find(string description)
    {
        bool known = description.Length > 1 && Elements.ContainsKey(description[1..]);
        bool ordered = known && (description[0] is '<' or '>' || (description[0] == '|' && Elements[description[1..]].Bits == 8));
        return ordered ? new NpyType(description, Elements[description[1..]]) : null;
    }

    /// <summary>Converts elements to floats; integers and F64 are rounded.</summary>
    /// <param name="bytes"><see cref="Width"/> bytes for each value.</param>
    /// <param name="values">Where the floats go.</param>
    public void ToSingles(ReadOnlySpan<byte> bytes, Span<float> values) => element.ToSingles(bytes, values, isBigEndian);
}
