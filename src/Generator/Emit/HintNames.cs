using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>Names of generated files, which must differ in more than upper and lower case although C# names need not.</summary>
internal static class HintNames
{
    /// <summary>The full names of types that only case tells apart, sorted; nearly always none.</summary>
    public static EquatableArray<string> Clashes(IEnumerable<string> fullNames) =>
        new(fullNames.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).SelectMany(g => g)
            .OrderBy(n => n, StringComparer.Ordinal));

    /// <summary>The type's full name, with a number where it clashes with another's.</summary>
    public static string Stem(string fullName, EquatableArray<string> clashes)
    {
        int position = clashes.ToList().IndexOf(fullName);
        return position < 0 ? fullName : fullName + "-" + Invariant.Text(position + 1);
    }
}
