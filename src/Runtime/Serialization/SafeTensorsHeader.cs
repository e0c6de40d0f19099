using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace NetCompiler;

/// <summary>
/// Reads the JSON header of a safetensors file into entries; what their numbers mean is for <see cref="SafeTensorsLayout"/> to check.
/// </summary>
internal ref struct SafeTensorsHeader
{
    /// <summary>Bytes of the header's length, which stands before the header.</summary>
    public const int LengthBytes = 8;

    private const string MetadataName = "__metadata__";
    private const int DeepestNesting = 32;

    /// <summary>More than any model has; what a file costs to read must stay in proportion to its length.</summary>
    private const int MostTensors = 1 << 17, MostMetadata = 1 << 16;

    private readonly string path;
    private readonly List<TensorEntry> entries = [];
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);
    private Utf8JsonReader json;

    private SafeTensorsHeader(string path, ReadOnlySpan<byte> header)
    {
        this.path = path;
        json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = DeepestNesting });
    }

    /// <summary>The tensors and the metadata, in the order of the header.</summary>
    /// <exception cref="ModelFileException">The header is not the JSON that the format asks for.</exception>
    public static (List<TensorEntry> Entries, Dictionary<string, string> Metadata) Parse(string path, ReadOnlySpan<byte> header)
    {
        if (header.IsEmpty || header[0] != '{')
        {
            string found = header.IsEmpty ? "none" : $"0x{header[0]:X2}";
            throw new ModelFileException(path, LengthBytes, $"expected a header beginning with '{{' (0x7B), but found {found}.");
        }

        if (!Utf8.IsValid(header))
        {
            throw new ModelFileException(path, LengthBytes, "expected a header in UTF-8, but some of its bytes are not.");
        }

        var reader = new SafeTensorsHeader(path, header);
        try
        {
            reader.ReadAll();
        }
        catch (JsonException e)
        {
            throw reader.Wrong($"expected a header in JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // How the reader reports half of a surrogate pair in a string.
            throw reader.Wrong($"expected a header in JSON: {e.Message}", e);
        }

        return (reader.entries, reader.metadata);
    }

    private void ReadAll()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        json.Read();
        while (NextName() is string name)
        {
            if (!names.Add(name))
            {
                throw Wrong($"expected each name once, but '{TensorEntry.Shorten(name)}' occurs again.");
            }

            long place = LengthBytes + json.TokenStartIndex;
            json.Read();
            Expect(JsonTokenType.StartObject, "an object for", name);
            if (name == MetadataName)
            {
                ReadMetadata();
            }
            else if (entries.Count == MostTensors)
            {
                throw Wrong($"expected at most {MostTensors} tensors, but there are more.");
            }
            else
            {
                entries.Add(ReadEntry(name, place));
            }
        }

        // Only white space may follow; anything else throws.
        json.Read();
    }

    private void ReadMetadata()
    {
        while (NextName() is string key)
        {
            json.Read();
            Expect(JsonTokenType.String, "a string for the metadata", key);
            if (metadata.Count == MostMetadata)
            {
                throw Wrong($"expected at most {MostMetadata} entries of metadata, but there are more.");
            }

            if (!metadata.TryAdd(key, json.GetString()!))
            {
                throw Wrong($"expected each key of the metadata once, but '{TensorEntry.Shorten(key)}' occurs again.");
            }
        }
    }

    private TensorEntry ReadEntry(string name, long place)
    {
        TensorType? type = null;
        ulong[]? shape = null;
        ulong[]? offsets = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            Key key = KnownKey();
            if (key switch { Key.Type => type is not null, Key.Shape => shape is not null, Key.Offsets => offsets is not null, _ => false })
            {
                throw Wrong($"expected '{json.GetString()}' of '{TensorEntry.Shorten(name)}' once, but it occurs again.");
            }

            json.Read();
            switch (key)
            {
                case Key.Type:
                    type = ReadType(name);
                    break;
                case Key.Shape:
                    shape = ReadNumbers("the shape", name);
                    break;
                case Key.Offsets:
                    offsets = ReadNumbers("the data offsets", name);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (type is null || shape is null || offsets is not { Length: 2 })
        {
            throw Wrong($"expected 'dtype', 'shape' and two 'data_offsets' for '{TensorEntry.Shorten(name)}'.");
        }

        return new TensorEntry(name, type, shape, offsets[0], offsets[1], place);
    }

    private enum Key
    {
        Other,
        Type,
        Shape,
        Offsets,
    }

    /// <summary>The name at which the reader stands, without a string for each of a hundred thousand tensors.</summary>
    private Key KnownKey() =>
        json.ValueTextEquals("dtype"u8) ? Key.Type : json.ValueTextEquals("shape"u8) ? Key.Shape : json.ValueTextEquals("data_offsets"u8)
            ? Key.Offsets : Key.Other;

    private TensorType ReadType(string name)
    {
        Expect(JsonTokenType.String, "a string for the dtype of", name);
        return TensorType.Find(ref json)
            ?? throw Wrong($"expected a dtype of the format for '{TensorEntry.Shorten(name)}', such as F32, but found "
            + $"'{TensorEntry.Shorten(json.GetString()!)}'.");
    }

    private ulong[] ReadNumbers(string what, string name)
    {
        Span<ulong> numbers = stackalloc ulong[Shapes.MostAxes];
        int count = 0;
        Expect(JsonTokenType.StartArray, $"an array for {what} of", name);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetUInt64(out ulong number))
            {
                string found = TensorEntry.Shorten(Encoding.UTF8.GetString(json.ValueSpan[..Math.Min(json.ValueSpan.Length, 100)]));
                throw Wrong($"expected integers from 0 to 2^64 - 1 in {what} of '{TensorEntry.Shorten(name)}', but found {found}.");
            }

            if (count == numbers.Length)
            {
                throw Wrong($"expected at most {Shapes.MostAxes} integers in {what} of '{TensorEntry.Shorten(name)}', but there are more.");
            }

            numbers[count++] = number;
        }

        return numbers[..count].ToArray();
    }

    /// <summary>The next name of the object that is open; null at its end.</summary>
    private string? NextName() => json.Read() && json.TokenType == JsonTokenType.PropertyName ? json.GetString() : null;

    private void Expect(JsonTokenType token, string what, string name)
    {
        if (json.TokenType != token)
        {
            throw Wrong($"expected {what} '{TensorEntry.Shorten(name)}', but found {json.TokenType}.");
        }
    }

    private ModelFileException Wrong(string problem, Exception? inner = null) => new(path, LengthBytes + json.TokenStartIndex, problem, inner);
}
