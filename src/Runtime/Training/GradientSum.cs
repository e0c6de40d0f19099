namespace NetCompiler;

/// <summary>A sum of gradients: those of whole parameters in an arena, and of each table with sparse updates the rows that were read.</summary>
internal sealed class GradientSum
{
    /// <param name="network">Whose parameters they are of.</param>
    public GradientSum(NetworkDescription network)
    {
        WholeFloats = network.WholeFloats;
        Whole = new FloatArena(WholeFloats);
        Tables = [.. network.SparseTables.Select(table => new RowGradient(table))];
    }

    /// <summary>Floats of whole parameters.</summary>
    public int WholeFloats { get; }

    /// <summary>Of whole parameters, in their layout.</summary>
    public FloatArena Whole { get; }

    /// <summary>Of the tables, in their order.</summary>
    public RowGradient[] Tables { get; }

    /// <summary>Whether all gradients are finite numbers.</summary>
    public bool IsFinite => FloatSums.IsFinite(Whole.Span[..WholeFloats]) && Array.TrueForAll(Tables, table => FloatSums.IsFinite(table.Values));

    /// <summary>Makes it a sum of nothing.</summary>
    public void Clear()
    {
        Whole.Span.Clear();
        foreach (RowGradient table in Tables)
        {
            table.Clear();
        }
    }

    /// <summary>Adds another one.</summary>
    public void Add(GradientSum part)
    {
        FloatSums.Add(Whole.Span[..WholeFloats], part.Whole.Span);
        for (int table = 0; table < Tables.Length; table++)
        {
            Tables[table].Add(part.Tables[table]);
        }
    }
}
