using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>
/// A pattern such as <c>bij,bjk-&gt;bik</c>: letters for the axes of each tensor. Without an arrow the letters that stand once are left.
/// </summary>
internal static class EinsumPattern
{
    private const string Ellipsis = "...";

    /// <summary>The operation and its shape; else what is wrong.</summary>
    public static (EinsumOp? Op, EquatableArray<int> Shape, string? Fault) Read(string text, IReadOnlyList<EquatableArray<int>> shapes)
    {
        string[] sides = text.Replace(" ", "").Split(["->"], System.StringSplitOptions.None);
        string[] given = sides[0].Split(',');
        if (sides.Length > 2 || given.Length != shapes.Count)
        {
            return Refuse("one list of letters for each tensor, and at most one '->'");
        }

        // The axes that '...' stands for get letters that nobody writes, counted from the last one.
        int hidden = given.Select((axes, i) => axes.Contains(Ellipsis) ? shapes[i].Count - (axes.Length - Ellipsis.Length) : 0).Max();
        string[] inputs = [.. given.Select((axes, i) => Expand(axes, shapes[i].Count - (axes.Length - Ellipsis.Length)))];
        string result = sides.Length == 2 ? Expand(sides[1], hidden) : Hidden(hidden)
            + string.Concat(sides[0].Where(char.IsLetter).GroupBy(letter => letter).Where(group => group.Count() == 1).Select(group => group.Key)
                .OrderBy(letter => letter));
        if (inputs.Concat([result]).Any(axes => axes.Any(letter => !(IsLetter(letter) || letter < 'A'))) || result.Distinct().Count() < result.Length)
        {
            return Refuse("letters from a to z, and each once behind '->'");
        }

        var sizes = new Dictionary<char, int>();
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Length != shapes[i].Count || inputs[i].Distinct().Count() < inputs[i].Length)
            {
                return Refuse("a letter for each axis, and each once in a tensor");
            }

            for (int d = 0; d < inputs[i].Length; d++)
            {
                int known = sizes.TryGetValue(inputs[i][d], out int size) ? size : 1;
                if (known != 1 && shapes[i][d] != 1 && known != shapes[i][d])
                {
                    return Refuse("axes of one letter have one size, or 1");
                }

                sizes[inputs[i][d]] = System.Math.Max(known, shapes[i][d]);
            }
        }

        return result.Any(letter => !sizes.ContainsKey(letter)) ? Refuse("letters behind '->' that stand before it")
            : (new(new(inputs), result, new(sizes.Keys.Where(letter => result.IndexOf(letter) < 0).Select(letter => (letter, sizes[letter])))),
                new(result.Select(letter => sizes[letter])), null);
    }

    private static bool IsLetter(char letter) => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Y');

    private static string Expand(string axes, int count) => axes.Replace(Ellipsis, Hidden(count));

    /// <summary>Digits, of which the last axes have the first ones.</summary>
    private static string Hidden(int count) => string.Concat(Enumerable.Range(0, System.Math.Max(count, 0)).Reverse().Select(d => (char)('0' + d)));

    private static (EinsumOp?, EquatableArray<int>, string?) Refuse(string rule) => (null, EquatableArray<int>.Empty, rule);
}
