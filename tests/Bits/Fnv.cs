namespace NetCompiler.Bits;

/// <summary>FNV-1a over the bits of floats. What is not finite is told: it may be equal for no good reason.</summary>
internal static class Fnv
{
    public static string Of(float[] values)
    {
        ulong hash = 14695981039346656037;
        foreach (float value in values)
        {
            hash = (hash ^ BitConverter.SingleToUInt32Bits(value)) * 1099511628211;
        }

        return hash.ToString("x16") + (Array.TrueForAll(values, float.IsFinite) ? "" : " (not finite)");
    }
}
