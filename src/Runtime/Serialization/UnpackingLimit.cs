namespace NetCompiler;

/// <summary>
/// How much a compressed file may hold before it is taken for one that is made to fill the memory. Compressed pictures stay far below 64 times their
/// file; deflated
/// zeros reach a thousand times.
/// </summary>
internal static class UnpackingLimit
{
    private const long SmallestBytes = 1 << 20;
    private const int LargestRatio = 64;

    public static long Of(long packedBytes) => SmallestBytes + (LargestRatio * packedBytes);
}
