using System.Globalization;

namespace NetCompiler;

/// <summary>What a network says to a picture.</summary>
public sealed class PicturePrediction
{
    private readonly string[] _names;
    private readonly float[] _probabilities;

    internal PicturePrediction(string[] names, float[] probabilities)
    {
        (_names, _probabilities) = (names, probabilities);
        Label = Array.IndexOf(probabilities, probabilities.Max());
    }

    /// <summary>The most probable class.</summary>
    public string ClassName => _names[Label];

    /// <summary>Its place among the classes.</summary>
    public int Label { get; }

    /// <summary>How probable each class is, in the order of <see cref="PicturePlan.ClassNames"/>.</summary>
    public IReadOnlyList<float> Probabilities => _probabilities;

    /// <summary>The classes by how probable they are, the most probable first.</summary>
    /// <param name="count">How many at most, at least 1.</param>
    public IReadOnlyList<(string ClassName, float Probability)> Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. _names.Zip(_probabilities).OrderByDescending(pair => pair.Second).Take(count)];
    }

    /// <summary>The class with its probability.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ClassName} ({_probabilities[Label]:0.000})");
}
