using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace NetCompiler.Generator.Support;

/// <summary>Numbers as text that is the same under every culture.</summary>
internal static class Invariant
{
    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(float value) => value.ToString("G9", CultureInfo.InvariantCulture);

    /// <summary>A shape as <c>[28, 28, 1]</c>.</summary>
    public static string Text(IEnumerable<int> shape) => "[" + string.Join(", ", shape.Select(s => Text(s))) + "]";

    /// <summary>With thousands separated by commas.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

}
