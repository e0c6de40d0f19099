using System.Buffers;
using System.Text.Json;

namespace NetCompiler;

/// <summary>Writes the JSON header of a safetensors file of F32 tensors, padded with spaces so that the data is aligned to eight bytes.</summary>
internal static class SafeTensorsHeaderWriter
{
    private const string MetadataName = "__metadata__";
    private const int Alignment = 8;

    /// <summary>The header for tensors whose data follows in this order.</summary>
    public static byte[] Write(ReadOnlySpan<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                WriteMetadata(json, metadata);
            }

            long offset = 0;
            string? previous = null;
            foreach (TensorData tensor in tensors)
            {
                Check(tensor, previous);
                WriteEntry(json, tensor, offset);
                offset += (long)tensor.Values.Length * sizeof(float);
                previous = tensor.Name;
            }

            json.WriteEndObject();
        }

        var header = new byte[(buffer.WrittenCount + Alignment - 1) / Alignment * Alignment];
        header.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header);
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(MetadataName);
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, TensorData tensor, long offset)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", "F32");
        json.WriteStartArray("shape");
        foreach (int size in tensor.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + ((long)tensor.Values.Length * sizeof(float)));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Check(TensorData tensor, string? previous)
    {
        if (tensor.Name == MetadataName || tensor.Name == previous)
        {
            throw new ArgumentException($"Expected distinct names other than '{MetadataName}', but got '{tensor.Name}'.", nameof(tensor));
        }

        tensor.CheckShape();
    }
}
