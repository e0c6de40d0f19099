using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace NetCompiler;

/// <summary>Reads the JSON header of a safetensors file into entries; what their numbers mean is for <see cref="SafeTensorsLayout"/> to check.</summary>
internal ref struct SafeTensorsHeader
{
    /// <summary>Bytes of the header's length, which stands before the header.</summary>
    public const int LengthBytes = 8;

    private const string MetadataName = "__metadata__";
    private const int DeepestNesting = 32;

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
            Expect(JsonTokenType.StartObject, $"an object for '{TensorEntry.Shorten(name)}'");
            if (name == MetadataName)
            {
                ReadMetadata();
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
            Expect(JsonTokenType.String, $"a string for the metadata '{TensorEntry.Shorten(key)}'");
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
        while (NextName() is string key)
        {
            bool again = key switch { "dtype" => type is not null, "shape" => shape is not null, "data_offsets" => offsets is not null, _ => false };
            if (again)
            {
                throw Wrong($"expected '{key}' of '{TensorEntry.Shorten(name)}' once, but it occurs again.");
            }

            json.Read();
            switch (key)
            {
                case "dtype":
                    type = ReadType(name);
                    break;
                case "shape":
                    shape = ReadNumbers($"the shape of '{TensorEntry.Shorten(name)}'");
                    break;
                case "data_offsets":
                    offsets = ReadNumbers($"the data offsets of '{TensorEntry.Shorten(name)}'");
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

    private TensorType ReadType(string name)
    {
        Expect(JsonTokenType.String, $"a string for the dtype of '{TensorEntry.Shorten(name)}'");
        string type = json.GetString()!;
        return TensorType.Find(type) ?? throw Wrong($"expected a dtype of the format for '{TensorEntry.Shorten(name)}', such as F32, but found '{TensorEntry.Shorten(type)}'.");
    }

    private ulong[] ReadNumbers(string what)
    {
        var numbers = new List<ulong>();
        Expect(JsonTokenType.StartArray, $"an array for {what}");
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetUInt64(out ulong number))
            {
                throw Wrong($"expected integers from 0 to 2^64 - 1 in {what}, but found {TensorEntry.Shorten(Encoding.UTF8.GetString(json.ValueSpan))}.");
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>The next name of the object that is open; null at its end.</summary>
    private string? NextName() => json.Read() && json.TokenType == JsonTokenType.PropertyName ? json.GetString() : null;

    private void Expect(JsonTokenType token, string what)
    {
        if (json.TokenType != token)
        {
            throw Wrong($"expected {what}, but found {json.TokenType}.");
        }
    }

    private ModelFileException Wrong(string problem, Exception? inner = null) => new(path, LengthBytes + json.TokenStartIndex, problem, inner);
}
