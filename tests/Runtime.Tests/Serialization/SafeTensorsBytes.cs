using System.Buffers.Binary;
using System.Text;

namespace NetCompiler.Runtime.Tests.Serialization;

/// <summary>Puts files together byte by byte, right or wrong.</summary>
internal static class SafeTensorsBytes
{
    public static byte[] Of(string header, params byte[] data) => Of((ulong)Encoding.UTF8.GetByteCount(header), Encoding.UTF8.GetBytes(header), data);

    /// <summary>One entry of a header; shape and offsets as JSON.</summary>
    public static string Entry(string name, string type, string shape, string offsets) =>
        $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":{offsets}}}";

    public static byte[] Of(ulong length, byte[] header, params byte[] data)
    {
        byte[] bytes = [.. new byte[8], .. header, .. data];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }
}
