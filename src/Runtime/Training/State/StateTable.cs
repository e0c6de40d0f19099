namespace NetCompiler;

/// <summary>A training state in memory: arrays of numbers and texts by name, in the order in which they were added.</summary>
/// <param name="path">The file that it is from or for.</param>
internal sealed class StateTable(string path)
{
    private readonly OrderedDictionary<string, object> _values = new(StringComparer.Ordinal);

    public string Path => path;

    /// <summary>The whole table as one section.</summary>
    public StateSection Root => new(this, "");

    /// <summary>Each value is a <c>long[]</c>, a <c>double[]</c>, a <c>float[]</c> or a string.</summary>
    public IReadOnlyCollection<KeyValuePair<string, object>> Values => _values;

    public bool Contains(string name) => _values.ContainsKey(name);

    public void Add(string name, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!_values.TryAdd(name, value))
        {
            throw new ArgumentException($"The training state has '{name}' already.", nameof(name));
        }
    }

    public T Get<T>(string name, string kind, int? count)
        where T : class
    {
        if (!_values.TryGetValue(name, out object? value))
        {
            throw new ModelFileException(path, null, $"expected {kind} named '{name}' in the training state, but there is nothing of that name.");
        }

        if (value is not T typed || (count is { } wanted && typed is Array array && array.Length != wanted))
        {
            string found = value is Array other ? $"{other.Length} of type {other.GetType().GetElementType()!.Name}" : "a text";
            throw new ModelFileException(path, null, $"expected {(count > 1 ? $"{count} " : "")}{kind} named '{name}' in the training state, but "
                + $"found {found}.");
        }

        return typed;
    }
}
