namespace NetCompiler.Onnx.Import.Operations;

/// <summary>How windows go over an image: sizes, strides, dilations, and what is added before and behind each axis.</summary>
/// <param name="Kernel">Sizes of a window.</param>
/// <param name="Strides">Steps.</param>
/// <param name="Dilations">Distances of a window's places.</param>
/// <param name="Before">Places added before an axis.</param>
/// <param name="After">Places added behind an axis, without those of <see cref="Extra"/>.</param>
/// <param name="Extra">Places behind an axis that are there only because the number of windows is rounded up.</param>
internal sealed record WindowGeometry(int[] Kernel, int[] Strides, int[] Dilations, int[] Before, int[] After, int[] Extra)
{
    public int Rank => Kernel.Length;

    public bool HasPadding => Before.Concat(After).Concat(Extra).Any(width => width != 0);

    public bool HasStrides => Strides.Any(stride => stride != 1);

    public bool HasDilations => Dilations.Any(dilation => dilation != 1);

    /// <param name="call">The node.</param>
    /// <param name="kernel">Sizes of a window.</param>
    /// <param name="sizes">Sizes of the image.</param>
    public static WindowGeometry Of(NodeCall call, int[] kernel, int[] sizes)
    {
        int rank = sizes.Length;
        int[] strides = Numbers(call, "strides", rank, 1), dilations = Numbers(call, "dilations", rank, 1);
        int[] pads = Numbers(call, "pads", 2 * rank, 0);
        string auto = call.Text("auto_pad", "NOTSET");
        int[] before = auto == "VALID" ? new int[rank] : pads[..rank], after = auto == "VALID" ? new int[rank] : pads[rank..], extra = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            int reach = checked(((kernel[i] - 1) * dilations[i]) + 1);
            if (auto is "SAME_UPPER" or "SAME_LOWER")
            {
                int total = Math.Max(0, ((((sizes[i] + strides[i] - 1) / strides[i]) - 1) * strides[i]) + reach - sizes[i]);
                (before[i], after[i]) = auto == "SAME_UPPER" ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
            }

            int room = sizes[i] + before[i] + after[i] - reach;
            if (room < 0)
            {
                throw new RefusedException($"a window of {reach} places on an axis of {sizes[i]}");
            }

            // A last window has to begin within the image or what stands before it.
            int more = call.Int("ceil_mode", 0) != 0 && room % strides[i] != 0 ? strides[i] - (room % strides[i]) : 0;
            extra[i] = more > 0 && room + more < sizes[i] + before[i] ? more : 0;
        }

        return auto is "NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER"
            ? new WindowGeometry(kernel, strides, dilations, before, after, extra)
            : throw new RefusedException($"auto_pad '{Listing.Cut(auto, 20)}'");
    }

    /// <summary>Whether it is what a layer adds with padding to the same size: evenly, the odd place at the end.</summary>
    public bool IsSame(int[] sizes) => Enumerable.Range(0, Rank).All(i =>
    {
        int reach = ((Kernel[i] - 1) * Dilations[i]) + 1;
        int total = Math.Max(0, ((((sizes[i] + Strides[i] - 1) / Strides[i]) - 1) * Strides[i]) + reach - sizes[i]);
        return Before[i] == total / 2 && After[i] + Extra[i] == total - (total / 2);
    });

    /// <summary>The number of windows.</summary>
    public int[] Output(int[] sizes) => [.. sizes.Select((size, i) =>
        ((size + Before[i] + After[i] + Extra[i] - (((Kernel[i] - 1) * Dilations[i]) + 1)) / Strides[i]) + 1)];

    /// <summary>Arguments of an attribute for the strides.</summary>
    public string StridesText => Rank == 1 ? $", Strides = {Strides[0]}" : $", Strides = [{Square(Strides)}]";

    public string DilationsText => !HasDilations ? "" : Rank == 1 ? $", DilationRate = {Dilations[0]}" : $", DilationRate = [{Square(Dilations)}]";

    /// <summary>3 for a window of 3 x 3.</summary>
    public static string Square(int[] sizes) => sizes.All(size => size == sizes[0]) ? Terms.Text(sizes[0]) : Terms.Join(sizes);

    /// <summary>Whole numbers of an attribute, one for each axis.</summary>
    public static int[] Numbers(NodeCall call, string name, int count, int missing)
    {
        long[] given = call.Ints(name, [.. Enumerable.Repeat((long)missing, count)]);
        return given.Length == count && given.All(value => value >= missing && value <= 1 << 24) ? [.. given.Select(value => (int)value)]
            : throw new RefusedException($"[{Listing.FirstOf(given)}] for {name}; {count} numbers from {missing} were expected");
    }
}
