using System.Runtime.InteropServices;

namespace NetCompiler;

/// <content>Parts that are chosen or drawn, which are copies: samples of a data set lie side by side.</content>
public sealed partial class Dataset
{
    /// <summary>Some of the samples, copied.</summary>
    /// <param name="samples">Their numbers from 0, at least one, in the order of the new data set; one may be there several times.</param>
    /// <exception cref="ArgumentException">There is none, a number is out of range, or the samples are more than an array can hold.</exception>
    public Dataset Subset(IReadOnlyList<int> samples)
    {
        SampleOrder.Check(samples, Count);
        CheckLength(samples.Count);
        var data = new Dataset(
            new float[samples.Count * InputFloats], new float[samples.Count * TargetFloats], shape, InputFloats, TargetFloats, 0, samples.Count,
            HasWeights);
        for (int i = 0; i < samples.Count; i++)
        {
            CopySample(samples[i], data.inputs.AsSpan(i * InputFloats), data.targets.AsSpan(i * TargetFloats));
        }

        return data;
    }

    /// <summary>
    /// All samples in an order that is drawn, copied. Training needs no such order, as <see cref="FitOptions.Shuffle"/> draws one for each epoch; a
    /// <see cref="Split(double)"/> of samples that are sorted does.
    /// </summary>
    /// <param name="seed">The same seed draws the same order, on every machine.</param>
    public Dataset Shuffled(int seed = 0) => Subset(SampleOrder.Shuffled(Count, seed));

    /// <summary>Two parts that are drawn, as scikit-learn's <c>train_test_split</c>; both are copied.</summary>
    /// <param name="fraction">Of the last part: above 0 and below 1, so that both parts have a sample.</param>
    /// <param name="seed">The same seed draws the same parts, on every machine.</param>
    /// <param name="stratify">Whether either part has its share of every class; a class is what samples of equal targets are.</param>
    /// <exception cref="ArgumentException">The fraction leaves a part empty, or no two targets are equal.</exception>
    public (Dataset First, Dataset Last) Split(double fraction, int seed, bool stratify = false)
    {
        (int[] first, int[] last) = SampleFolds.Split(SampleOrder.Shuffled(Count, seed), fraction, stratify ? Classes(nameof(stratify)) : null);
        return (Subset(first), Subset(last));
    }

    /// <summary>
    /// Cuts the samples into folds, and gives each of them for validation beside all others for training. The parts are copied when they are asked
    /// for, one fold after the other.
    /// </summary>
    /// <param name="folds">From 2 to <see cref="Count"/>.</param>
    /// <param name="seed">The same seed draws the same folds, on every machine; null for folds of neighbours.</param>
    /// <param name="stratify">Whether each fold has its share of every class; a class is what samples of equal targets are.</param>
    /// <exception cref="ArgumentException">So many folds are not possible, or no two targets are equal.</exception>
    public IEnumerable<(Dataset Train, Dataset Validation)> KFold(int folds, int? seed = null, bool stratify = false)
    {
        SampleFolds.CheckFolds(folds, Count);
        int[] order = seed is { } drawn ? SampleOrder.Shuffled(Count, drawn) : [.. Enumerable.Range(0, Count)];
        return SampleFolds.KFold(order, folds, stratify ? Classes(nameof(stratify)) : null)
            .Select(fold => (Subset(fold.Train), Subset(fold.Validation)));
    }

    /// <summary>The samples of this data set and then those of others, copied.</summary>
    /// <param name="others">Data sets with inputs of the same shape and targets of the same size.</param>
    /// <exception cref="ArgumentException">They are not, or the samples are more than an array can hold.</exception>
    public Dataset Concat(params IReadOnlyList<Dataset> others)
    {
        Dataset[] all = [this, .. Argument.WithoutNull(others, nameof(others))];
        foreach (Dataset other in all)
        {
            if (!other.InputShape.SequenceEqual(shape) || other.TargetFloats != TargetFloats || other.HasWeights != HasWeights)
            {
                throw new ArgumentException(
                    $"Expected samples of shape {Shapes.Print(shape)} with {TargetFloats} target floats, but got some of shape "
                        + $"{Shapes.Print(other.shape)} with {other.TargetFloats}.", nameof(others));
            }
        }

        CheckLength(all.Sum(data => (long)data.Count));
        int count = all.Sum(data => data.Count), place = 0;
        var joined = new Dataset(
            new float[count * InputFloats], new float[count * TargetFloats], shape, InputFloats, TargetFloats, 0, count, HasWeights);
        foreach (Dataset data in all)
        {
            data.Inputs(0, data.Count).CopyTo(joined.inputs.AsSpan(place * InputFloats));
            data.Targets(0, data.Count).CopyTo(joined.targets.AsSpan(place * TargetFloats));
            place += data.Count;
        }

        return joined;
    }

    /// <summary>
    /// The samples with weights, as Keras' <c>sample_weight</c>: how much each counts in the loss. Inputs are shared, targets copied, with the weight
    /// as their last float.
    /// </summary>
    /// <param name="weights">A finite number of at least 0 for each sample; those that there were are replaced.</param>
    /// <exception cref="ArgumentException">There are more or fewer weights than samples, or one is no such number.</exception>
    public Dataset WithWeights(ReadOnlySpan<float> weights)
    {
        if (weights.Length != Count)
        {
            throw new ArgumentException($"Expected {Count} weights, one a sample, but got {weights.Length}.", nameof(weights));
        }

        int floats = Target(0).Length + 1;
        CheckLength(Count, floats);
        var weighted = new float[Count * floats];
        for (int i = 0; i < Count; i++)
        {
            Target(i).CopyTo(weighted.AsSpan(i * floats));
            weighted[(i * floats) + floats - 1] = weights[i] >= 0 && float.IsFinite(weights[i]) ? weights[i] : throw new ArgumentException(
                FormattableString.Invariant($"Weight {i} is {weights[i]}; expected a finite number of at least 0."), nameof(weights));
        }

        float[] own = first == 0 ? inputs : Inputs(0, Count).ToArray();
        return new Dataset(own, weighted, shape, InputFloats, floats, 0, Count, hasWeights: true);
    }

    private int[] Classes(string argument) => SampleFolds.Classes(
        Enumerable.Range(0, Count).Select(sample => Convert.ToHexString(MemoryMarshal.AsBytes(Target(sample)))), argument);

    /// <summary>A sample's target without its weight.</summary>
    internal ReadOnlySpan<float> Target(int sample) => Targets(sample, 1)[..(TargetFloats - (HasWeights ? 1 : 0))];

    private void CheckLength(long samples, int? targetFloats = null)
    {
        int floats = targetFloats ?? TargetFloats;
        if (samples * Math.Max(InputFloats, floats) > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{samples} samples of {InputFloats} and {floats} floats are more than an array can hold."));
        }
    }
}
