using System.Text;

namespace NetCompiler;

/// <summary>How the tensors of a file fit the parameters of a network.</summary>
public sealed class WeightReport
{
    internal WeightReport(string path, IReadOnlyList<WeightEntry> entries)
    {
        Path = path;
        Entries = entries;
    }

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The network's parameters in their order, then the tensors that belong to none, by name.</summary>
    public IReadOnlyList<WeightEntry> Entries { get; }

    /// <summary>Whether the file holds exactly the network's parameters, so that it can be loaded.</summary>
    public bool Fits => Entries.All(entry => entry.Status == WeightStatus.Fits);

    /// <summary>Parameters whose tensor is not in the file.</summary>
    public IEnumerable<WeightEntry> Missing => Entries.Where(entry => entry.Status == WeightStatus.Missing);

    /// <summary>Tensors of the file that belong to no parameter.</summary>
    public IEnumerable<WeightEntry> Extra => Entries.Where(entry => entry.Status == WeightStatus.Extra);

    /// <summary>Parameters whose tensor has another shape.</summary>
    public IEnumerable<WeightEntry> WrongShape => Entries.Where(entry => entry.Status == WeightStatus.WrongShape);

    /// <summary>A line for each entry.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (WeightEntry entry in Entries)
        {
            text.Append(entry).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The first of what does not fit, for the message of an exception; <see cref="Entries"/> has all.</summary>
    internal string Problems()
    {
        const int Most = 16;
        return Listing.FirstOf([.. Entries.Where(entry => entry.Status != WeightStatus.Fits)], "; ", Most);
    }
}
