using System.Globalization;

namespace NetCompiler;

/// <summary>Finds that training and validation samples are of different classes, as after a split of samples that are sorted.</summary>
internal static class MissingClasses
{
    /// <summary>Of a class of which so many are expected, chance leaves none once in 20,000 times.</summary>
    private const double Expected = 10;

    /// <summary>A sentence; null where nothing is missing, or where that cannot be told.</summary>
    public static string? Warning(LossDescription loss, IDataSource train, IDataSource? validation)
    {
        if (loss is not { Kind: Loss.SparseCategoricalCrossentropy, TargetFloats: 1 } || train is not Dataset first || validation is not Dataset last)
        {
            return null;
        }

        Dictionary<float, int> trained = Count(first), validated = Count(last);
        float[] unknown = [.. validated.Keys.Where(label => label != loss.IgnoreClass && !trained.ContainsKey(label)).Order()];
        float[] unseen = [.. trained.Where(pair => pair.Key != loss.IgnoreClass && !validated.ContainsKey(pair.Key)
            && (double)pair.Value * last.Count / first.Count >= Expected).Select(pair => pair.Key).Order()];
        string? problem = unknown.Length > 0 ? $"the training samples have none of the classes {List(unknown)}, which the validation samples have"
            : unseen.Length > 0 ? $"the validation samples have none of the classes {List(unseen)}, which the training samples have" : null;
        return problem is null ? null
            : $"Warning: {problem}. Samples that are sorted by class want Dataset.Split with a seed, or Shuffled, instead of their last part.";
    }

    private static string List(float[] labels) => Listing.FirstOf(Array.ConvertAll(labels, label => label.ToString(CultureInfo.InvariantCulture)));

    private static Dictionary<float, int> Count(Dataset data)
    {
        var counts = new Dictionary<float, int>();
        for (int sample = 0; sample < data.Count; sample++)
        {
            float label = data.Target(sample)[0];
            counts[label] = counts.GetValueOrDefault(label) + 1;
        }

        return counts;
    }
}
