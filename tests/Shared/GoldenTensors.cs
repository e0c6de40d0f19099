using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NetCompiler.Tests.Shared;

/// <summary>A recorded tensor, row-major; integers are stored as floats.</summary>
internal sealed record GoldenTensor(string Name, int[] Shape, float[] Values);

/// <summary>
/// Reads the reference's safetensors files without the reader under test; they hold only F32 and I32 and are known to be sound.
/// </summary>
internal static class GoldenTensors
{
    public static Dictionary<string, GoldenTensor> Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int headerLength = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerLength));
        var tensors = new Dictionary<string, GoldenTensor>(StringComparer.Ordinal);
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            int[] range = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
            ReadOnlySpan<byte> data = bytes.AsSpan(8 + headerLength + range[0], range[1] - range[0]);
            float[] values = entry.Value.GetProperty("dtype").GetString() == "I32"
                ? Array.ConvertAll(MemoryMarshal.Cast<byte, int>(data).ToArray(), value => (float)value)
                : MemoryMarshal.Cast<byte, float>(data).ToArray();
            tensors.Add(entry.Name, new GoldenTensor(entry.Name, shape, values));
        }

        return tensors;
    }
}
