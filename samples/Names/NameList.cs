using NetCompiler;

namespace Names;

/// <summary>Names as numbers of their characters. Each tenth one is held out.</summary>
internal sealed class NameList
{
    public const int Mark = 1;

    private readonly char[] _characters;
    private readonly string[] _names;

    public NameList(IEnumerable<string> names)
    {
        _names = [.. names.Select(name => name.Trim()).Where(name => name.Length > 0)];
        _characters = [.. _names.SelectMany(name => name).Distinct().Order()];
        if (_characters.Length > Sizes.Characters - 2 || _names.Length < 100)
        {
            throw new InvalidDataException($"Expected at least 100 names, of at most {Sizes.Characters - 2} kinds of characters, but found "
                + $"{_names.Length}, of {_characters.Length} kinds.");
        }
    }

    public int Count => _names.Length;

    /// <summary>Numbers that stand for something: padding, the mark and the characters.</summary>
    public int Kinds => _characters.Length + 2;

    /// <summary>Names of syllables, so that the program runs without a file.</summary>
    public static NameList Drawn(int seed)
    {
        var random = new Random(seed);
        string[] first = ["al", "be", "cor", "da", "el", "fi", "gra", "ho", "is", "jo", "ka", "lu", "mi", "no", "or", "pe", "ro", "sa", "tri", "va"],
            middle = ["la", "li", "mo", "na", "ri", "so", "ta", "ve"], last = ["a", "an", "e", "el", "ia", "in", "o", "us"];
        string Name() => first[random.Next(first.Length)] + (random.Next(3) > 0 ? middle[random.Next(middle.Length)] : "")
            + last[random.Next(last.Length)];
        return new NameList(Enumerable.Range(0, 4000).Select(_ => Name()).Order(StringComparer.Ordinal));
    }

    /// <summary>Each name's characters behind the mark, and its characters before it: what follows each.</summary>
    /// <param name="heldOut">Whether the names that are held out are wanted, or the others.</param>
    public Dataset ToDataset(bool heldOut)
    {
        string[] names = [.. _names.Where((_, i) => i % 10 == 0 == heldOut)];
        float[] inputs = new float[names.Length * Sizes.Length], targets = new float[inputs.Length];
        for (int n = 0; n < names.Length; n++)
        {
            float[] numbers = [.. names[n].Take(Sizes.Length - 1).Select(character => (float)NumberOf(character))];
            inputs[n * Sizes.Length] = Mark;
            numbers.CopyTo(inputs, (n * Sizes.Length) + 1);
            numbers.CopyTo(targets, n * Sizes.Length);
            targets[(n * Sizes.Length) + numbers.Length] = Mark;
        }

        return Dataset.FromArrays(inputs, [Sizes.Length], targets);
    }

    public string ToText(IEnumerable<int> numbers) => string.Concat(numbers.Select(number => _characters[number - 2]));

    private int NumberOf(char character) => Array.BinarySearch(_characters, character) + 2;
}
