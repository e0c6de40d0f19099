namespace NetCompiler;

/// <summary>Named values of a training state, such as those of one callback; see <see cref="Callback.SaveState"/>.</summary>
public sealed class StateSection
{
    private readonly StateTable _table;
    private readonly string _prefix;

    internal StateSection(StateTable table, string prefix) => (_table, _prefix) = (table, prefix);

    /// <summary>Whether there is a value of that name.</summary>
    public bool Contains(string name) => _table.Contains(Key(name));

    /// <summary>Adds a value.</summary>
    /// <param name="name">A name that the section does not have yet.</param>
    /// <param name="value">The value.</param>
    public void Add(string name, long value) => _table.Add(Key(name), new[] { value });

    /// <inheritdoc cref="Add(string, long)"/>
    public void Add(string name, double value) => _table.Add(Key(name), new[] { value });

    /// <inheritdoc cref="Add(string, long)"/>
    public void Add(string name, string value) => _table.Add(Key(name), value);

    /// <inheritdoc cref="Add(string, long)"/>
    public void Add(string name, float[] value) => _table.Add(Key(name), value);

    /// <inheritdoc cref="Add(string, long)"/>
    public void Add(string name, double[] value) => _table.Add(Key(name), value);

    /// <summary>An integer.</summary>
    /// <exception cref="ModelFileException">There is none of that name.</exception>
    public long GetInt64(string name) => _table.Get<long[]>(Key(name), "an integer", 1)[0];

    /// <summary>A number.</summary>
    /// <exception cref="ModelFileException">There is none of that name.</exception>
    public double GetDouble(string name) => _table.Get<double[]>(Key(name), "a number", 1)[0];

    /// <summary>A text.</summary>
    /// <exception cref="ModelFileException">There is none of that name.</exception>
    public string GetString(string name) => _table.Get<string>(Key(name), "a text", null);

    /// <summary>Floats.</summary>
    /// <param name="name">The name.</param>
    /// <param name="count">How many; null for any number.</param>
    /// <exception cref="ModelFileException">There are none of that name, or another number.</exception>
    public float[] GetSingles(string name, int? count = null) => _table.Get<float[]>(Key(name), "floats", count);

    /// <summary>Doubles.</summary>
    /// <param name="name">The name.</param>
    /// <param name="count">How many; null for any number.</param>
    /// <exception cref="ModelFileException">There are none of that name, or another number.</exception>
    public double[] GetDoubles(string name, int? count = null) => _table.Get<double[]>(Key(name), "doubles", count);

    /// <summary>An integer that fits 32 bits.</summary>
    /// <exception cref="ModelFileException">There is none of that name, or a larger one.</exception>
    internal int GetInt32(string name) => GetInt64(name) is >= int.MinValue and <= int.MaxValue and var value ? (int)value
        : throw Refuse(FormattableString.Invariant($"expected an integer of 32 bits named '{_prefix}{name}', but found {GetInt64(name)}."));

    internal StateSection Section(string name) => new(_table, $"{_prefix}{name}/");

    /// <summary>Refuses a state whose value is another one.</summary>
    internal void Expect(string name, long value, string what) => Expect(GetInt64(name) == value, what, value, () => GetInt64(name));

    /// <inheritdoc cref="Expect(string, long, string)"/>
    internal void Expect(string name, string value, string what) =>
        Expect(GetString(name) == value, what, $"'{value}'", () => $"'{GetString(name)}'");

    /// <summary>For a state that is sound, but not of this run.</summary>
    internal ModelFileException Refuse(string problem) => new(_table.Path, null, problem);

    private string Key(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _prefix + name;
    }

    private void Expect(bool fits, string what, object expected, Func<object> found)
    {
        if (!fits)
        {
            throw Refuse(FormattableString.Invariant($"the training state is of another run: expected {what} {expected}, but found {found()}."));
        }
    }
}
