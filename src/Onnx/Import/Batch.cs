namespace NetCompiler.Onnx.Import;

/// <summary>
/// The number of samples in a batch, which stays free. While a model is read it is a prime that no other size is a multiple of: so shape
/// arithmetic runs
/// on plain numbers, and a size that has to do with the batch shows it.
/// </summary>
internal static class Batch
{
    public const long Size = 1_000_003;

    /// <summary>Whether a size is a multiple of the batch.</summary>
    public static bool Has(long size) => size != 0 && size % Size == 0;

    /// <summary>The batch's multiple in a size; the size itself where it has nothing to do with the batch.</summary>
    public static long Rest(long size) => Has(size) ? size / Size : size;

    /// <summary>A shape with N for the batch.</summary>
    public static string Print(IEnumerable<long> shape) => $"[{Listing.FirstOf([.. shape.Select(Text)], most: 16)}]";

    private static string Text(long size) => (Has(size), Rest(size)) switch
    {
        (true, 1) => "N",
        (true, var rest) => FormattableString.Invariant($"{rest}N"),
        _ => size.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
