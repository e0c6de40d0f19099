namespace NetCompiler;

/// <summary>
/// How much a compressed file may hold before it is taken for one that is made to fill the memory. Compressed pictures stay far below 64 times their
/// file; deflated zeros reach a thousand times. Large files have their content in memory beside them, so less of it for each byte.
/// </summary>
internal static class UnpackingLimit
{
    private const long SmallestBytes = 1 << 20;
    private const int LargestRatio = 64;

    private const long LargeBytes = 60 << 20;
    private const int RatioOfLarge = 8;

    public static long Of(long packedBytes) =>
        Math.Min(SmallestBytes + (LargestRatio * packedBytes), LargeBytes + (RatioOfLarge * packedBytes));
}
