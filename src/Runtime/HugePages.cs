using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>
/// Asks Linux for pages of 2 MB in place of 4 KB behind arrays of which a processor does not keep all addresses: each row of a large table would
/// else wait until its page is looked up. It is a hint: where the system has no such pages, or keeps them back, nothing changes.
/// </summary>
internal static partial class HugePages
{
    private const long LeastBytes = 1 << 25, PageBytes = 1 << 21;

    /// <summary>An array of undefined contents, with such pages where it is large.</summary>
    public static float[] NewArray(int length)
    {
        float[] array = GC.AllocateUninitializedArray<float>(length, pinned: (long)length * sizeof(float) >= LeastBytes);
        Ask(array);
        return array;
    }

    /// <summary>To be called before the array is touched.</summary>
    /// <param name="array">Pinned.</param>
    public static void Ask(float[] array)
    {
        const int HugePage = 14;
        long bytes = (long)array.Length * sizeof(float);
        if (bytes < LeastBytes || !OperatingSystem.IsLinux())
        {
            return;
        }

        long start = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        long first = (start + PageBytes - 1) & -PageBytes, end = (start + bytes) & -PageBytes;
        try
        {
            _ = Advise((nint)first, (nuint)(end - first), HugePage);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without this call.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint bytes, int advice);
}
