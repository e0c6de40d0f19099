namespace NetCompiler;

/// <summary>Samples in memory: inputs of one shape and, for each, its target. Immutable as long as the arrays behind it are.</summary>
public sealed partial class Dataset
{
    private readonly float[] inputs;
    private readonly float[] targets;
    private readonly int[] shape;
    private readonly int first;

    private Dataset(float[] inputs, float[] targets, int[] shape, int inputFloats, int targetFloats, int first, int count, bool hasWeights = false)
    {
        HasWeights = hasWeights;
        this.inputs = inputs;
        this.targets = targets;
        this.shape = shape;
        this.first = first;
        InputFloats = inputFloats;
        TargetFloats = targetFloats;
        Count = count;
    }

    /// <summary>Number of samples, at least 1.</summary>
    public int Count { get; }

    /// <summary>Floats of one input: the product of <see cref="InputShape"/>.</summary>
    public int InputFloats { get; }

    /// <summary>Floats of one target; 1 for labels. One more where the samples have weights.</summary>
    public int TargetFloats { get; }

    /// <summary>Whether the last float of each target says how much the sample counts in the loss.</summary>
    public bool HasWeights { get; }

    /// <summary>The shape of one input, without the samples' axis.</summary>
    public ReadOnlySpan<int> InputShape => shape;

    /// <summary>Samples from arrays, which are not copied.</summary>
    /// <param name="inputs">[samples, input shape], row-major.</param>
    /// <param name="inputShape">The shape of one input, every size at least 1.</param>
    /// <param name="targets">[samples, target size]; the target's size follows from the lengths.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the shape or each other.</exception>
    public static Dataset FromArrays(float[] inputs, int[] inputShape, float[] targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        (int inputFloats, int count) = CheckInputs(inputs, inputShape);
        if (targets.Length == 0 || targets.Length % count != 0)
        {
            throw new ArgumentException(
                $"Expected a multiple of {count} target values, the same number for each of the {count} samples, but got {targets.Length}.",
                    nameof(targets));
        }

        return new Dataset(inputs, targets, (int[])inputShape.Clone(), inputFloats, targets.Length / count, 0, count);
    }

    /// <summary>Samples with a class each. The inputs are not copied.</summary>
    /// <param name="inputs">[samples, input shape], row-major.</param>
    /// <param name="inputShape">The shape of one input, every size at least 1.</param>
    /// <param name="labels">[samples], each from 0 to 2^24.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the shape or each other, or a label is out of range.</exception>
    public static Dataset FromArrays(float[] inputs, int[] inputShape, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        (int inputFloats, int count) = CheckInputs(inputs, inputShape);
        if (labels.Length != count)
        {
            throw new ArgumentException($"Expected {count} labels, one a sample, but got {labels.Length}.", nameof(labels));
        }

        var targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            if ((uint)labels[i] > 1 << 24)
            {
                throw new ArgumentException($"Label {i} is {labels[i]}; expected 0 to {1 << 24}.", nameof(labels));
            }

            targets[i] = labels[i];
        }

        return new Dataset(inputs, targets, (int[])inputShape.Clone(), inputFloats, 1, 0, count);
    }

    /// <summary>The inputs of neighbouring samples, [count, input shape].</summary>
    public ReadOnlySpan<float> Inputs(int first, int count)
    {
        CheckRange(first, count);
        return inputs.AsSpan((this.first + first) * InputFloats, count * InputFloats);
    }

    /// <summary>The targets of neighbouring samples, [count, target size].</summary>
    public ReadOnlySpan<float> Targets(int first, int count)
    {
        CheckRange(first, count);
        return targets.AsSpan((this.first + first) * TargetFloats, count * TargetFloats);
    }

    /// <summary>Copies one sample.</summary>
    /// <param name="index">From 0 up to, but not including, <see cref="Count"/>.</param>
    /// <param name="input">At least <see cref="InputFloats"/> floats.</param>
    /// <param name="target">At least <see cref="TargetFloats"/> floats.</param>
    public void CopySample(int index, Span<float> input, Span<float> target)
    {
        ReadOnlySpan<float> ownInput = Inputs(index, 1), ownTarget = Targets(index, 1);
        ReadCheck.Room(input, 1, InputFloats, nameof(input));
        ReadCheck.Room(target, 1, TargetFloats, nameof(target));
        ownInput.CopyTo(input);
        ownTarget.CopyTo(target);
    }

    /// <summary>A view of neighbouring samples; nothing is copied.</summary>
    public Dataset Slice(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        CheckRange(first, count);
        return new Dataset(inputs, targets, shape, InputFloats, TargetFloats, this.first + first, count, HasWeights);
    }

    /// <summary>Two views: the samples before the last <paramref name="fraction"/>, and that last part, as Keras' <c>validation_split</c>.</summary>
    /// <param name="fraction">Above 0 and below 1, so that both parts have a sample.</param>
    public (Dataset First, Dataset Last) Split(double fraction)
    {
        int before = SampleOrder.CountBefore(Count, fraction);
        return (Slice(0, before), Slice(before, Count - before));
    }

    private static (int InputFloats, int Count) CheckInputs(float[] inputs, int[] inputShape)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(inputShape);
        int floats = Shapes.OfSample(inputShape, nameof(inputShape));
        if (inputs.Length == 0 || inputs.Length % floats != 0)
        {
            throw new ArgumentException(
                $"Expected a multiple of {floats} input values, that many for each sample of shape {Shapes.Print(inputShape)}, but got "
                    + $"{inputs.Length}.",
                nameof(inputs));
        }

        return (floats, inputs.Length / floats);
    }

    private void CheckRange(int first, int count)
    {
        if (first < 0 || count < 0 || count > Count - first)
        {
            throw new ArgumentOutOfRangeException(nameof(first), $"Samples {first} to {(long)first + count} of a data set of {Count}.");
        }
    }
}
