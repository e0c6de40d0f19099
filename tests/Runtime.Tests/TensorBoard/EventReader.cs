using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;

namespace NetCompiler.Tests.TensorBoard;

/// <summary>
/// A second implementation of the record format and of the messages in it, to read back what was written: checksums bit by bit, messages by Google's
/// library.
/// </summary>
internal static class EventReader
{
    public static List<Event> ReadFile(string path) => [.. ReadRecords(File.ReadAllBytes(path)).Select(Event.Parse)];

    /// <summary>The payloads; throws where a length or a checksum is wrong, or the end is missing.</summary>
    public static List<byte[]> ReadRecords(byte[] file)
    {
        List<byte[]> records = [];
        for (int at = 0; at < file.Length;)
        {
            byte[] length = Take(file, ref at, 8);
            CheckSum(length, Take(file, ref at, 4));
            byte[] payload = Take(file, ref at, checked((int)BinaryPrimitives.ReadUInt64LittleEndian(length)));
            CheckSum(payload, Take(file, ref at, 4));
            records.Add(payload);
        }

        return records;
    }

    /// <summary>The fields of any message by number: long for a varint, double, float or byte[].</summary>
    public static ILookup<uint, object> ReadFields(byte[] message)
    {
        var input = new CodedInputStream(message);
        List<(uint Field, object Value)> fields = [];
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            fields.Add((tag >> 3, (tag & 7) switch
            {
                0 => input.ReadInt64(),
                1 => input.ReadDouble(),
                2 => input.ReadBytes().ToByteArray(),
                5 => input.ReadFloat(),
                _ => throw new InvalidDataException($"Tag {tag} is of no known wire type."),
            }));
        }

        return fields.ToLookup(field => field.Field, field => field.Value);
    }

    public static string Text(this ILookup<uint, object> fields, uint field) => Encoding.UTF8.GetString((byte[])fields[field].Single());

    public static ILookup<uint, object> Message(this ILookup<uint, object> fields, uint field) => ReadFields((byte[])fields[field].Single());

    public static ILookup<uint, object>[] Messages(this ILookup<uint, object> fields, uint field) =>
        [.. fields[field].Select(value => ReadFields((byte[])value))];

    public static double[] Doubles(this ILookup<uint, object> fields, uint field)
    {
        byte[] bytes = (byte[])fields[field].Single();
        return [.. bytes.Chunk(8).Select(part => BinaryPrimitives.ReadDoubleLittleEndian(part))];
    }

    /// <summary>The definition: division of polynomials, a bit at a time.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint remainder = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool divides = ((remainder ^ (uint)(value >> bit)) & 1) != 0;
                remainder = (remainder >> 1) ^ (divides ? 0x82F63B78 : 0);
            }
        }

        return remainder ^ 0xFFFFFFFF;
    }

    private static byte[] Take(byte[] file, ref int at, int count)
    {
        if (count > file.Length - at)
        {
            throw new InvalidDataException($"{count} bytes wanted at {at} of {file.Length}.");
        }

        at += count;
        return file[(at - count)..at];
    }

    private static void CheckSum(byte[] bytes, byte[] stored)
    {
        uint crc = Crc32C(bytes);
        uint masked = unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8);
        if (masked != BinaryPrimitives.ReadUInt32LittleEndian(stored))
        {
            throw new InvalidDataException($"The checksum of {bytes.Length} bytes is wrong.");
        }
    }
}

/// <summary>An event; a summary has one value.</summary>
internal sealed record Event(double WallTime, long Step, string? Version, byte[]? Graph, string? Tag, float? Scalar, ILookup<uint, object>? Histogram)
{
    public static Event Parse(byte[] message)
    {
        ILookup<uint, object> fields = EventReader.ReadFields(message);
        ILookup<uint, object>? value = fields.Contains(5) ? fields.Message(5).Message(1) : null;
        return new Event(
            (double)fields[1].Single(),
            (long)fields[2].Single(),
            fields.Contains(3) ? fields.Text(3) : null,
            (byte[]?)fields[4].SingleOrDefault(),
            value?.Text(1),
            (float?)value?[2].SingleOrDefault(),
            value?.Contains(5) == true ? value.Message(5) : null);
    }
}
