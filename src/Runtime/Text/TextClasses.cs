namespace NetCompiler;

/// <summary>Classes of texts: given ones, or those that come, which are sorted at the end.</summary>
internal sealed class TextClasses
{
    /// <summary>What a new class takes beside its characters: the object, places in lists and an entry of a dictionary, which grow.</summary>
    private const int ClassBytes = 200;

    private readonly bool _given;
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<int> _labels = [];

    /// <param name="classNames">The classes; null for those that come.</param>
    /// <exception cref="ArgumentException">A name is null, empty or there twice.</exception>
    public TextClasses(IReadOnlyList<string>? classNames)
    {
        _given = classNames is not null;
        foreach (string name in classNames is null ? [] : Argument.WithoutNull(classNames, nameof(classNames)))
        {
            if (name.Length == 0 || !_places.TryAdd(name, _names.Count))
            {
                throw new ArgumentException($"Expected distinct names that are not empty, but found '{Listing.Cut(name, 40)}'.", nameof(classNames));
            }

            _names.Add(name);
        }
    }

    /// <summary>Adds the class of one more text; false where it is none of the given ones.</summary>
    public bool TryAdd(ReadOnlySpan<char> name, ReadingAllowance allowance)
    {
        if (!_places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out int place))
        {
            if (_given)
            {
                return false;
            }

            allowance.Take(ClassBytes + (sizeof(char) * (long)name.Length));
            place = _names.Count;
            string added = name.ToString();
            _names.Add(added);
            _places.Add(added, place);
        }

        _labels.Add(place);
        return true;
    }

    /// <summary>The labels of the texts, and the names: those that came are in the order of their characters' numbers.</summary>
    public (int[] Labels, string[] Names) Labels()
    {
        if (_given)
        {
            return ([.. _labels], [.. _names]);
        }

        string[] names = [.. _names.Order(StringComparer.Ordinal)];
        var sorted = new int[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            sorted[_places[names[i]]] = i;
        }

        return ([.. _labels.Select(place => sorted[place])], names);
    }
}
