using System.Buffers.Binary;

namespace NetCompiler.Onnx.Import;

/// <summary>Values that are known while importing. Equal ones need no memory each.</summary>
internal sealed class Constant : IValue
{
    /// <summary>More elements than this are never made from nothing, as by a broadcast.</summary>
    public const long MostMade = 1 << 24;

    private readonly float[]? _floats;
    private readonly long[]? _wholes;

    private Constant(OnnxElementType type, long[] shape, float[]? floats, long[]? wholes)
    {
        (Type, Shape, _floats, _wholes) = (type, shape, floats, wholes);
        Int128 count = 1;
        foreach (long size in shape)
        {
            count *= size;
            if (size < 0 || count > long.MaxValue)
            {
                throw new RefusedException($"a constant of the shape {Batch.Print(shape)} cannot be");
            }
        }

        Count = (long)count;
    }

    public OnnxElementType Type { get; }

    public long[] Shape { get; }

    public long Count { get; }

    /// <summary>What the model calls it; null where it is a result.</summary>
    public string? Name { get; set; }

    /// <summary>Whether all elements are known to be the same.</summary>
    public bool IsSplat => Count == 1 || (_floats?.Length ?? _wholes!.Length) == 1;

    public bool IsWhole => _wholes is not null;

    /// <summary>An element.</summary>
    public double this[long i] => _floats is not null ? _floats[_floats.Length == 1 ? 0 : i] : Whole(i);

    public long Whole(long i) => _wholes is not null ? _wholes[_wholes.Length == 1 ? 0 : i] : (long)_floats![_floats.Length == 1 ? 0 : i];

    public static Constant Of(OnnxElementType type, long[] shape, float[] values) => new(type, shape, values, null);

    public static Constant Of(OnnxElementType type, long[] shape, long[] values) => new(type, shape, null, values);

    /// <summary>Whole numbers in one axis.</summary>
    public static Constant Of(params long[] values) => new(OnnxElementType.Int64, [values.Length], null, values);

    public static Constant Splat(OnnxElementType type, long[] shape, double value) => type.IsFloat()
        ? new(type, shape, [(float)value], null) : new(type, shape, null, [(long)value]);

    /// <exception cref="RefusedException">There are no numbers of that type here.</exception>
    public static Constant Of(OnnxTensor tensor)
    {
        ReadOnlySpan<byte> bytes = tensor.Data.Span;
        long[] shape = [.. tensor.Dimensions];
        if (!tensor.Type.IsFloat() && !tensor.Type.IsWhole())
        {
            throw new RefusedException($"constants of {tensor.Type} are not read");
        }

        int width = tensor.Type.Bits() / 8, count = bytes.Length / width;
        if (tensor.Type.IsFloat())
        {
            float[] floats = new float[count];
            for (int i = 0; i < count; i++)
            {
                floats[i] = Float(tensor.Type, bytes[(i * width)..]);
            }

            return Of(tensor.Type, shape, floats);
        }

        long[] wholes = new long[count];
        for (int i = 0; i < count; i++)
        {
            wholes[i] = Whole(tensor.Type, bytes[(i * width)..]);
        }

        return Of(tensor.Type, shape, wholes);
    }

    /// <summary>All elements as floats.</summary>
    public float[] Floats()
    {
        if (_floats is not null && _floats.Length == Count)
        {
            return _floats;
        }

        return Make(i => (float)this[i]);
    }

    /// <summary>All elements as whole numbers.</summary>
    public long[] Wholes() => _wholes is not null && _wholes.Length == Count ? _wholes : Make(Whole);

    /// <summary>The same elements in another shape.</summary>
    public Constant Reshape(params long[] shape)
    {
        var other = new Constant(Type, shape, _floats, _wholes);
        return other.Count == Count ? other
            : throw new RefusedException($"{Batch.Print(Shape)} cannot become {Batch.Print(shape)}");
    }

    public Constant As(OnnxElementType type) => type.IsFloat() == Type.IsFloat()
        ? new Constant(type, Shape, _floats, _wholes)
        : type.IsFloat() ? Of(type, Shape, Array.ConvertAll(_wholes!, value => (float)value))
        : Of(type, Shape, Array.ConvertAll(_floats!, value => type == OnnxElementType.Bool ? value != 0 ? 1L : 0L : (long)value));

    /// <summary>The elements at places that a function of the new places names.</summary>
    public Constant Take(long[] shape, Func<long, long> from)
    {
        long count = new Constant(Type, shape, [0], null).Count;
        if (IsSplat && Count > 0)
        {
            return new Constant(Type, shape, _floats is null ? null : [(float)this[0]], _wholes is null ? null : [Whole(0)]);
        }

        Check(count);
        return _floats is not null
            ? Of(Type, shape, Fill(count, i => _floats[from(i)]))
            : Of(Type, shape, Fill(count, i => _wholes![from(i)]));
    }

    /// <summary>The axes in another order.</summary>
    public Constant Transpose(int[] order)
    {
        long[] strides = Strides(Shape);
        long[] shape = [.. order.Select(axis => Shape[axis])];
        long[] steps = [.. order.Select(axis => strides[axis])];
        return order.SequenceEqual(Enumerable.Range(0, order.Length)) ? this : Take(shape, i => Place(i, shape, steps));
    }

    /// <summary>Each element as often as a larger shape needs it.</summary>
    public Constant BroadcastTo(long[] shape) => Take(shape, Source(Shape, shape));

    /// <summary>From a place in a shape to the place in one that is broadcast to it.</summary>
    public static Func<long, long> Source(long[] from, long[] to)
    {
        long[] strides = Strides(from);
        int missing = to.Length - from.Length;
        long[] steps = [.. to.Select((_, axis) => axis < missing || from[axis - missing] == 1 ? 0 : strides[axis - missing])];
        return i => Place(i, to, steps);
    }

    public static long[] Strides(long[] shape)
    {
        long[] strides = new long[shape.Length];
        long stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    private static long Place(long i, long[] shape, long[] steps)
    {
        long place = 0;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            (i, long at) = Math.DivRem(i, shape[axis]);
            place += at * steps[axis];
        }

        return place;
    }

    private T[] Make<T>(Func<long, T> element)
    {
        Check(Count);
        return Fill(Count, element);
    }

    private void Check(long count)
    {
        if (count > Math.Max(MostMade, _floats?.Length ?? _wholes!.Length))
        {
            throw new RefusedException($"a constant of {count} elements would have to be made from {_floats?.Length ?? _wholes!.Length}");
        }
    }

    private static T[] Fill<T>(long count, Func<long, T> element)
    {
        var values = new T[count];
        for (long i = 0; i < count; i++)
        {
            values[i] = element(i);
        }

        return values;
    }

    private static float Float(OnnxElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        OnnxElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        OnnxElementType.Double => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        OnnxElementType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        _ => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
    };

    private static long Whole(OnnxElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        OnnxElementType.UInt8 or OnnxElementType.Bool => bytes[0],
        OnnxElementType.Int8 => (sbyte)bytes[0],
        OnnxElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        OnnxElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        OnnxElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        OnnxElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };
}
