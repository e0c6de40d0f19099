namespace NetCompiler;

/// <summary>Checks that a header's tensors have a size and fill the data without holes or overlap, as the format's reference reader does.</summary>
internal static class SafeTensorsLayout
{
    /// <summary>The entries in the order of their data.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="entries">What the header says.</param>
    /// <param name="dataBytes">Bytes of the file after the header.</param>
    /// <exception cref="ModelFileException">A tensor's offsets, shape and type do not fit each other, or the data.</exception>
    public static TensorEntry[] Check(string path, List<TensorEntry> entries, ulong dataBytes)
    {
        TensorEntry[] ordered = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        ulong end = 0;
        foreach (TensorEntry entry in ordered)
        {
            if (entry.Begin != end || entry.End < entry.Begin)
            {
                throw new ModelFileException(
                    path, entry.Place, $"expected the data of '{entry.Label}' to begin at {end}, where the data before it ends, but its offsets "
                        + $"are [{entry.Begin}, {entry.End}].");
            }

            ulong size = Size(path, entry);
            if (size != entry.End - entry.Begin)
            {
                throw new ModelFileException(
                    path,
                    entry.Place,
                    $"expected {size} bytes for '{entry.Label}' of type {entry.Type.Name} and shape {Text(entry.Shape)}, but its offsets "
                        + $"[{entry.Begin}, {entry.End}] hold {entry.End - entry.Begin}.");
            }

            end = entry.End;
        }

        if (end != dataBytes)
        {
            throw new ModelFileException(path, null, $"expected {end} bytes of data after the header, but found {dataBytes}.");
        }

        return ordered;
    }

    private static ulong Size(string path, TensorEntry entry)
    {
        // In 64 bits from the left as the reference, so a later 0 does not save an overflow.
        UInt128 count = 1;
        foreach (ulong size in entry.Shape)
        {
            count = CheckedProduct(path, entry, count, size);
        }

        UInt128 bits = CheckedProduct(path, entry, count, (ulong)entry.Type.Bits);
        if (bits % 8 != 0)
        {
            throw new ModelFileException(path, entry.Place,
                $"the shape {Text(entry.Shape)} of '{entry.Label}' does not fill whole bytes with type {entry.Type.Name}.");
        }

        return (ulong)(bits / 8);
    }

    private static UInt128 CheckedProduct(string path, TensorEntry entry, UInt128 count, ulong factor)
    {
        UInt128 product = count * factor;
        return product <= ulong.MaxValue
            ? product
            : throw new ModelFileException(path, entry.Place, $"the shape {Text(entry.Shape)} of '{entry.Label}' is too large.");
    }

    private static string Text(ulong[] shape) => $"[{Listing.FirstOf(shape, most: 16)}]";
}
