using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// Where a tensor's elements lie, in floats from its buffer's start: <c>Constant + sum of Strides[d] * i_d</c>, but along
/// <c>PanelDimension</c> (-1: none) <c>(i / PanelWidth) * PanelStride + i % PanelWidth</c>.
/// </summary>
/// <param name="Before">Cells of border in front of each dimension.</param>
/// <param name="After">Cells of border behind each dimension; values there are zero for reads, scrap for writes.</param>
/// <param name="LastSize">Elements along the last dimension, or along the panels'.</param>
/// <param name="PaddedLast">Floats that may be touched along the last dimension.</param>
/// <param name="Fixed">Length of a tensor without a batch, else 0.</param>
/// <param name="PerSample">Length of a sample of a tensor with a batch, else 0.</param>
internal sealed record TensorLayout(
    EquatableArray<long> Strides,
    long Constant,
    int PanelDimension,
    int PanelWidth,
    long PanelStride,
    EquatableArray<long> Before,
    EquatableArray<long> After,
    int LastSize,
    long PaddedLast,
    long Fixed,
    long PerSample)
{
    private const int FloatsOfFewSets = 512;

    public bool HasBorder => Before.Any(b => b != 0) || After.Any(a => a != 0);

    /// <summary>A length of a last dimension that whole vectors may run over.</summary>
    public static long Pad(long length) => length <= Processor.Eight.Lanes ? Processor.Eight.Lanes : Round(length);

    /// <summary>Row-major without any padding, as callers see it.</summary>
    public static TensorLayout Raw(EquatableArray<int> shape) => Plain(shape, [], [], shape.Count == 0 ? 1 : shape[shape.Count - 1]);

    /// <summary>Row-major, in rows of whole vectors of eight: each may be changed without its neighbours.</summary>
    public static TensorLayout WholeRows(EquatableArray<int> shape) =>
        Plain(shape, [], [], Processor.Eight.RoundUp(shape[shape.Count - 1]));

    /// <summary>Row-major, the last dimension padded.</summary>
    public static TensorLayout Padded(EquatableArray<int> shape, long[] before, long[] after) =>
        shape.Count == 0 || (shape.Count == 1 && shape[0] == TensorGraph.Batch)
            ? Raw(shape)
            : Plain(shape, before, after, Pitch(shape));

    /// <summary>
    /// Row-major and padded, with memory for one index only along some dimensions: what a loop's step leaves there, the next one writes over.
    /// </summary>
    public static TensorLayout OfStep(EquatableArray<int> shape, IReadOnlyList<int> dimensions, long[] after)
    {
        var kept = Enumerable.Range(0, shape.Count).Where(d => !dimensions.Contains(d)).ToList();
        TensorLayout step = Padded(new(kept.Select(d => shape[d])), [], [.. kept.Select(d => after[d])]);
        var places = Enumerable.Range(0, shape.Count).Select(d => kept.IndexOf(d)).ToList();
        return step with
        {
            Strides = new(places.Select(place => place < 0 ? 0 : step.Strides[place])),
            Before = new(places.Select(place => place < 0 ? 0 : step.Before[place])),
            After = new(places.Select(place => place < 0 ? 0 : step.After[place])),
        };
    }

    /// <summary>The layout of what stands at an index along a dimension, which may be in the border.</summary>
    public TensorLayout Row(int dimension, long index)
    {
        EquatableArray<T> Without<T>(EquatableArray<T> items) => new(items.Where((_, d) => d != dimension));
        return this with
        {
            Strides = Without(Strides), Constant = Constant + (index * Strides[dimension]), Before = Without(Before), After = Without(After),
            PaddedLast = dimension == Strides.Count - 1 ? LastSize : PaddedLast,
        };
    }

    /// <summary>The layout of a part along a dimension, in memory of the whole. Along the last dimension nothing may run over its end.</summary>
    public TensorLayout Part(int dimension, long start, int size)
    {
        (EquatableArray<long> none, bool isLast) = (new EquatableArray<long>(new long[Strides.Count]), dimension == Strides.Count - 1);
        return this with
        {
            Constant = Constant + (start * Strides[dimension]), Before = none, After = none,
            LastSize = isLast ? size : LastSize, PaddedLast = isLast ? size : PaddedLast,
        };
    }

    /// <summary>The layout in which each index along a dimension has the place of one further on.</summary>
    public TensorLayout Shifted(int dimension, int indices) => this with { Constant = Constant + (indices * Strides[dimension]) };

    /// <summary>The same in a row of some floats a sample, which has more beside it.</summary>
    public TensorLayout InRow(long floats) =>
        this with { Strides = new(Strides.Select((stride, d) => d == 0 ? floats : stride)), PerSample = floats };

    /// <summary>[d / width][the other dimensions in order][width].</summary>
    public static TensorLayout Panels(EquatableArray<int> shape, int dimension)
    {
        int width = (int)System.Math.Min(Pad(shape[dimension]), Processor.MostLanes);
        long[] strides = new long[shape.Count];
        long stride = (long)width;
        for (int d = shape.Count - 1; d >= 0; d--)
        {
            if (d == dimension)
            {
                strides[d] = 1;
                continue;
            }

            strides[d] = stride;
            stride *= shape[d];
        }

        long panels = (shape[dimension] + width - 1L) / width;
        var none = new EquatableArray<long>(new long[shape.Count]);
        return new(new(strides), 0, dimension, width, stride, none, none, shape[dimension], panels * width, Round(panels * stride), 0);
    }

    /// <summary>A tensor's row-major values in the order in which they lie, with zeros between.</summary>
    public EquatableArray<float> Arrange(EquatableArray<int> shape, EquatableArray<float> values)
    {
        float[] arranged = new float[Fixed];
        for (int number = 0; number < values.Count; number++)
        {
            (int rest, long place) = (number, Constant);
            for (int d = shape.Count - 1; d >= 0; d--)
            {
                int index = rest % shape[d];
                place += d == PanelDimension ? (index / PanelWidth * PanelStride) + (index % PanelWidth) : index * Strides[d];
                rest /= shape[d];
            }

            arranged[place] = values[number];
        }

        return new(arranged);
    }

    /// <summary>
    /// The length of a row. Rows that begin a power of two apart meet in a few sets of the first-level cache, and a sum along a column finds each of
    /// them gone;
    /// so such rows have a gap. Samples without rows have none: reshaped, they stay the same memory.
    /// </summary>
    private static long Pitch(EquatableArray<int> shape)
    {
        long length = Pad(shape[shape.Count - 1]);
        return shape.Count > 2 && length % FloatsOfFewSets == 0 ? length + Processor.MostLanes : length;
    }

    private static TensorLayout Plain(EquatableArray<int> shape, long[] before, long[] after, long last)
    {
        long[] low = Enumerable.Range(0, shape.Count).Select(d => d < before.Length ? before[d] : 0L).ToArray();
        long[] high = Enumerable.Range(0, shape.Count).Select(d => d < after.Length ? after[d] : 0L).ToArray();
        long[] strides = new long[shape.Count];
        bool batched = shape.Count > 0 && shape[0] == TensorGraph.Batch;
        long stride = 1L;
        for (int d = shape.Count - 1; d >= (batched ? 1 : 0); d--)
        {
            strides[d] = stride;
            stride *= (d == shape.Count - 1 ? last : shape[d]) + low[d] + high[d];
        }

        if (batched)
        {
            strides[0] = stride;
        }

        long constant = strides.Zip(low, (s, b) => s * b).Sum();
        return new(new(strides), constant, -1, 1, 0, new(low), new(high), shape.Count == 0 ? 1 : shape[shape.Count - 1], last, batched ? 0
            : Round(stride), batched ? stride : 0);
    }

    public static long Round(long floats) => Processor.Sixteen.RoundUp(floats);
}
