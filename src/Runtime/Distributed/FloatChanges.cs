using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>
/// Floats as what they differ by from others that the receiver has, without loss: a step changes parameters little. Counted in steps from float to
/// float, most changes take two bytes or three; those that take more are listed with their places. Lengths are multiples of 16, memory is aligned to
/// 64 bytes.
/// </summary>
internal static unsafe class FloatChanges
{
    /// <summary>Replaces values by what it takes to get from them to newer ones, and counts how long these are.</summary>
    /// <param name="values">The older values; gets changes.</param>
    /// <param name="newer">As many newer ones.</param>
    /// <param name="count">How many.</param>
    /// <returns>The shortest form.</returns>
    public static ChangeForm Take(float* values, float* newer, int count)
    {
        Vector128<int> above8 = default, above16 = default, above24 = default;
        for (int i = 0; i < count; i += Vector128<int>.Count)
        {
            Vector128<int> step = Order(Vector128.Load((int*)newer + i)) - Order(Vector128.Load((int*)values + i));
            Vector128<uint> change = ((step << 1) ^ (step >> 31)).AsUInt32();
            change.Store((uint*)values + i);

            // A comparison gives -1 where it holds.
            above8 -= (~Vector128.Equals(change >>> 8, default)).AsInt32();
            above16 -= (~Vector128.Equals(change >>> 16, default)).AsInt32();
            above24 -= (~Vector128.Equals(change >>> 24, default)).AsInt32();
        }

        var best = new ChangeForm(Bytes: 0, Exceptions: 0);
        ReadOnlySpan<int> exceptions = [Vector128.Sum(above8), Vector128.Sum(above16), Vector128.Sum(above24)];
        for (int bytes = 1; bytes <= exceptions.Length; bytes++)
        {
            var form = new ChangeForm(bytes, exceptions[bytes - 1]);
            best = form.Words(count) < best.Words(count) ? form : best;
        }

        return best;
    }

    /// <summary>Writes changes in a form other than that of the values as they are.</summary>
    /// <param name="form">What <see cref="Take"/> has found.</param>
    /// <param name="changes">What it wrote.</param>
    /// <param name="newer">The newer values.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Gets as many words as the form has.</param>
    public static void Write(ChangeForm form, float* changes, float* newer, int count, float* to)
    {
        int* exception = Parts(form, to, count, out ushort* low, out byte* high);
        int bits = 8 * form.Bytes;
        for (int i = 0; i < count; i += Vector128<byte>.Count)
        {
            uint* from = (uint*)changes + i;
            Vector128<uint> a = Vector128.Load(from), b = Vector128.Load(from + 4), c = Vector128.Load(from + 8), d = Vector128.Load(from + 12);
            if (low != null)
            {
                Vector128.Narrow(a, b).Store(low + i);
                Vector128.Narrow(c, d).Store(low + i + 8);
            }

            if (high != null)
            {
                int shift = bits - 8;
                Vector128.Narrow(Vector128.Narrow(a >>> shift, b >>> shift), Vector128.Narrow(c >>> shift, d >>> shift)).Store(high + i);
            }

            if (((a | b | c | d) >>> bits) != default)
            {
                exception = WriteExceptions(from, (int*)newer + i, i, bits, exception);
            }
        }
    }

    /// <summary>Changes older values to the newer ones.</summary>
    /// <param name="form">The form.</param>
    /// <param name="from">What <see cref="Write"/> wrote.</param>
    /// <param name="values">The older values; gets the newer ones.</param>
    /// <param name="count">How many.</param>
    public static void Apply(ChangeForm form, float* from, float* values, int count)
    {
        int* exceptions = Parts(form, from, count, out ushort* low, out byte* high);
        for (int i = 0; i < count; i += Vector128<byte>.Count)
        {
            (Vector128<uint> a, Vector128<uint> b, Vector128<uint> c, Vector128<uint> d) = (default, default, default, default);
            if (high != null)
            {
                int shift = (8 * form.Bytes) - 8;
                (Vector128<ushort> ab, Vector128<ushort> cd) = Vector128.Widen(Vector128.Load(high + i));
                ((a, b), (c, d)) = (Vector128.Widen(ab), Vector128.Widen(cd));
                (a, b, c, d) = (a << shift, b << shift, c << shift, d << shift);
            }

            if (low != null)
            {
                (Vector128<uint> lowA, Vector128<uint> lowB) = Vector128.Widen(Vector128.Load(low + i));
                (Vector128<uint> lowC, Vector128<uint> lowD) = Vector128.Widen(Vector128.Load(low + i + 8));
                (a, b, c, d) = (a | lowA, b | lowB, c | lowC, d | lowD);
            }

            int* to = (int*)values + i;
            Apply(a, to);
            Apply(b, to + 4);
            Apply(c, to + 8);
            Apply(d, to + 12);
        }

        for (int i = 0; i < form.Exceptions; i++)
        {
            // What has come from elsewhere must not lead out of the range.
            (int place, int value) = (exceptions[ChangeForm.ExceptionWords * i], exceptions[(ChangeForm.ExceptionWords * i) + 1]);
            if ((uint)place >= (uint)count)
            {
                throw new ExchangeException($"A changed parameter has place {place} of {count}: what arrived is not what was sent.");
            }

            ((int*)values)[place] = value;
        }
    }

    private static void Apply(Vector128<uint> change, int* to)
    {
        Vector128<int> step = ((change >>> 1) ^ (default(Vector128<uint>) - (change & Vector128<uint>.One))).AsInt32();
        Order(Order(Vector128.Load(to)) + step).Store(to);
    }

    /// <summary>Numbers a float's bits as floats are ordered, so that neighbours differ by one; and back.</summary>
    private static Vector128<int> Order(Vector128<int> bits) => bits ^ ((bits >> 31) & Vector128.Create(int.MaxValue));

    private static int* WriteExceptions(uint* changes, int* newer, int first, int bits, int* to)
    {
        for (int lane = 0; lane < Vector128<byte>.Count; lane++)
        {
            if (changes[lane] >>> bits != 0)
            {
                to[0] = first + lane;
                to[1] = newer[lane];
                to += ChangeForm.ExceptionWords;
            }
        }

        return to;
    }

    /// <summary>Where the exceptions begin; before them, where the lower two bytes of all changes lie, and the upper or the only one.</summary>
    private static int* Parts(ChangeForm form, float* start, int count, out ushort* low, out byte* high)
    {
        low = form.Bytes >= 2 ? (ushort*)start : null;
        high = form.Bytes == 2 ? null : (byte*)start + (form.Bytes == 3 ? 2 * (nint)count : 0);
        return (int*)((byte*)start + (form.Bytes * (nint)count));
    }
}
