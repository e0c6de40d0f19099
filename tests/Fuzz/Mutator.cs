using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NetCompiler.Fuzz;

/// <summary>Damages a file in one to eight ways.</summary>
internal sealed class Mutator(Random random, FuzzTarget target)
{
    private const int LargestInput = 1 << 16;
    private const int LargestRepeat = 1 << 13;

    /// <summary>One input of so many is blown up to this: what costs out of proportion tells in a large file.</summary>
    private const int OneLargeOf = 500, LargeInput = 1 << 21;

    private static readonly ulong[] Extremes =
    [
        0, 1, 2, 7, 8, 255, 256, 65535, 65536, int.MaxValue, (ulong)int.MaxValue + 1, uint.MaxValue, (ulong)uint.MaxValue + 1, long.MaxValue,
            (ulong)long.MaxValue + 1,
        ulong.MaxValue, 1UL << 20, 1UL << 28, 1UL << 30, 1UL << 40, 1UL << 62, ulong.MaxValue - 7,
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "2147483647", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615",
            "18446744073709551616",
        "1e309", "1.5", "00", "NaN", "99999999999999999999999999999999",
    ];

    /// <summary>One more input. Everything about it comes from the random numbers.</summary>
    public byte[] Next()
    {
        FuzzForm form = Pick(target.Forms);
        List<byte> bytes = [.. Pick(form.Seeds)];
        int changes = 1 << Math.Min(random.Next(4), random.Next(4));
        for (int i = 0; i < changes; i++)
        {
            Change(bytes, form);
        }

        if (bytes.Count > LargestInput)
        {
            bytes.RemoveRange(LargestInput, bytes.Count - LargestInput);
        }

        if (random.Next(OneLargeOf) == 0)
        {
            BlowUp(bytes);
        }

        byte[] part = [.. bytes];
        return form.Wrap is null ? part : form.Wrap(part);
    }

    private void Change(List<byte> bytes, FuzzForm form)
    {
        switch (random.Next(12))
        {
            case 0 when bytes.Count > 0:
                bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when bytes.Count > 0:
                bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
                break;
            case 2 or 3:
                WriteExtreme(bytes);
                break;
            case 4:
                int cut = random.Next(bytes.Count + 1);
                bytes.RemoveRange(cut, bytes.Count - cut);
                break;
            case 5:
                (int start, int length) = Range(bytes.Count);
                bytes.RemoveRange(start, length);
                break;
            case 6:
                Repeat(bytes);
                break;
            case 7:
                byte[] other = Pick(form.Seeds);
                (start, length) = Range(other.Length);
                bytes.InsertRange(random.Next(bytes.Count + 1), other[start..(start + length)]);
                break;
            case 8 or 9:
                ReplaceNumber(bytes);
                break;
            case 10 when target.Words.Length > 0:
                bytes.InsertRange(random.Next(bytes.Count + 1), Encoding.UTF8.GetBytes(Pick(target.Words)));
                break;
            default:
                var noise = new byte[random.Next(1, 16)];
                random.NextBytes(noise);
                bytes.InsertRange(random.Next(bytes.Count + 1), noise);
                break;
        }
    }

    /// <summary>An integer of 2, 4 or 8 bytes, of either order, at a place where a length or a size may be.</summary>
    private void WriteExtreme(List<byte> bytes)
    {
        int width = 2 << random.Next(3);
        if (bytes.Count < width)
        {
            return;
        }

        var value = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(value, Pick(Extremes));
        Array.Resize(ref value, width);
        if (random.Next(2) == 0)
        {
            Array.Reverse(value);
        }

        // Headers are where the damage tells: near the beginning or the end as often as anywhere.
        int last = bytes.Count - width;
        int place = random.Next(3) switch { 0 => random.Next(Math.Min(last, 64) + 1), 1 => last - random.Next(Math.Min(last, 64) + 1), _ =>
            random.Next(last + 1) };
        bytes.RemoveRange(place, width);
        bytes.InsertRange(place, value);
    }

    private void Repeat(List<byte> bytes)
    {
        (int start, int length) = Range(bytes.Count);
        byte[] chunk = [.. bytes.GetRange(start, length)];
        int times = Math.Min(1 << random.Next(10), 1 + (LargestRepeat / Math.Max(1, length)));
        var repeated = new byte[times * length];
        for (int i = 0; i < times; i++)
        {
            chunk.CopyTo(repeated, i * length);
        }

        bytes.InsertRange(start, repeated);
    }

    /// <summary>A few bytes, such as an element and its comma, over and over.</summary>
    private void BlowUp(List<byte> bytes)
    {
        int start = random.Next(bytes.Count + 1);
        byte[] chunk = [.. bytes.GetRange(start, Math.Min(bytes.Count - start, 1 + random.Next(random.Next(2) == 0 ? 4 : 64)))];
        if (chunk.Length > 0)
        {
            var repeated = new byte[LargeInput / chunk.Length * chunk.Length];
            for (int place = 0; place < repeated.Length; place += chunk.Length)
            {
                chunk.CopyTo(repeated, place);
            }

            bytes.InsertRange(start, repeated);
        }
    }

    private void ReplaceNumber(List<byte> bytes)
    {
        int start = random.Next(bytes.Count + 1);
        while (start < bytes.Count && !char.IsAsciiDigit((char)bytes[start]))
        {
            start++;
        }

        int end = start;
        while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end]))
        {
            end++;
        }

        if (end > start)
        {
            string number = random.Next(2) == 0 ? Pick(Numbers) : Pick(Extremes).ToString(CultureInfo.InvariantCulture);
            bytes.RemoveRange(start, end - start);
            bytes.InsertRange(start, Encoding.ASCII.GetBytes(number));
        }
    }

    private (int Start, int Length) Range(int count)
    {
        int start = random.Next(count + 1);
        int most = count - start;
        return (start, random.Next((random.Next(2) == 0 ? Math.Min(most, 32) : most) + 1));
    }

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];
}
