namespace NetCompiler;

/// <summary>
/// How a parameter's elements lie in memory. Element (i0 .. ik) lies, from the parameter's offset, at
/// sum over d != p of Strides[d] * i_d + (i_p / PanelWidth) * PanelStride + (i_p % PanelWidth) * Strides[p], where p is the panel dimension.
/// Floats that no index reaches are padding and stay 0.
/// </summary>
/// <param name="Strides">One per axis of the public shape.</param>
/// <param name="PanelDimension">The axis cut into panels, or -1 for plain strides.</param>
/// <param name="PanelWidth">Elements of that axis per panel.</param>
/// <param name="PanelStride">Distance of two panels.</param>
/// <param name="Floats">Length of the parameter in the arena, padding included.</param>
public sealed record PackedLayout(int[] Strides, int PanelDimension, int PanelWidth, int PanelStride, int Floats)
{
    /// <summary>Plain strides, one per axis.</summary>
    internal static PackedLayout Strided(int[] strides, int floats) => new(strides, PanelDimension: -1, PanelWidth: 1, PanelStride: 0, floats);

    /// <summary>Reads the elements in row-major order.</summary>
    internal void Unpack(ReadOnlySpan<float> packed, int[] shape, Span<float> rowMajor)
    {
        foreach (PackedRun run in new PackedRuns(this, shape, rowMajor.Length))
        {
            Span<float> elements = rowMajor.Slice(run.First, run.Length);
            if (run.Stride == 1)
            {
                packed.Slice(run.Place, run.Length).CopyTo(elements);
                continue;
            }

            int place = run.Place;
            foreach (ref float element in elements)
            {
                element = packed[place];
                place += run.Stride;
            }
        }
    }

    /// <summary>Writes the elements, given in row-major order; padding is left alone.</summary>
    internal void Pack(ReadOnlySpan<float> rowMajor, int[] shape, Span<float> packed)
    {
        foreach (PackedRun run in new PackedRuns(this, shape, rowMajor.Length))
        {
            ReadOnlySpan<float> elements = rowMajor.Slice(run.First, run.Length);
            if (run.Stride == 1)
            {
                elements.CopyTo(packed[run.Place..]);
                continue;
            }

            int place = run.Place;
            foreach (float element in elements)
            {
                packed[place] = element;
                place += run.Stride;
            }
        }
    }

    /// <summary>Sets <paramref name="used"/> at every place that an index reaches.</summary>
    internal void Mark(int[] shape, int count, Span<bool> used)
    {
        foreach (PackedRun run in new PackedRuns(this, shape, count))
        {
            for (int i = 0, place = run.Place; i < run.Length; i++, place += run.Stride)
            {
                used[place] = true;
            }
        }
    }

    /// <summary>The places that no index reaches.</summary>
    internal int[] Padding(int[] shape)
    {
        var used = new bool[Floats];
        Mark(shape, Shapes.Floats(shape), used);
        var places = new List<int>();
        for (int place = 0; place < used.Length; place++)
        {
            if (!used[place])
            {
                places.Add(place);
            }
        }

        return [.. places];
    }

    /// <summary>Where the element of an index lies, from the parameter's offset.</summary>
    internal int Place(ReadOnlySpan<int> index)
    {
        int place = 0;
        for (int d = 0; d < index.Length; d++)
        {
            place += d == PanelDimension
                ? index[d] / PanelWidth * PanelStride + index[d] % PanelWidth * Strides[d]
                : index[d] * Strides[d];
        }

        return place;
    }
}
