using System.Linq;
using System.Numerics;

namespace NetCompiler.Generator.Support;

/// <summary>Counts of work that stop at the largest number instead of turning negative.</summary>
internal static class Saturating
{
    public static long Product(params long[] factors) => Of(factors.Aggregate(BigInteger.One, (product, factor) => product * factor));

    public static long Of(BigInteger value) => value > long.MaxValue ? long.MaxValue : (long)value;
}
