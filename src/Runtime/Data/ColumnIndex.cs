using System.Globalization;

namespace NetCompiler;

/// <summary>Finds columns by name or number, however many there are.</summary>
internal sealed class ColumnIndex
{
    private readonly string _owner;
    private readonly string[] _names;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <param name="owner">Whose columns they are, for messages.</param>
    /// <param name="names">The names in the columns' order; of equal ones, the first is found.</param>
    public ColumnIndex(string owner, string[] names)
    {
        (_owner, _names) = (owner, names);
        for (int i = 0; i < names.Length; i++)
        {
            _numbers.TryAdd(names[i], i);
        }
    }

    /// <summary>The number of the column of exactly that name; -1 where there is none.</summary>
    public int Named(string name) => _numbers.GetValueOrDefault(name, -1);

    /// <summary>The number of a column by its name, or by its number from 0, from -1 backwards at the end.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public int Find(string name)
    {
        int index = Named(name);
        if (index < 0 && int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            index = number < 0 ? _names.Length + number : number;
        }

        return (uint)index < (uint)_names.Length ? index : throw new ArgumentException(
            $"{_owner} has no column '{Listing.Cut(name, 200)}'; its {_names.Length} columns are {Listing.FirstOf(_names)}.");
    }
}
