namespace NetCompiler;

/// <summary>What the classes of a sample's labels make it weigh: the mean of their weights, over all places of the sample that count.</summary>
internal sealed class ClassWeighting
{
    private readonly IReadOnlyDictionary<int, float> _weights;
    private readonly LossDescription _loss;
    private readonly int _labels;

    /// <exception cref="ArgumentException">A loss method does not tell which class a sample is of.</exception>
    public ClassWeighting(NetworkDescription network, IReadOnlyDictionary<int, float> weights)
    {
        (_weights, _loss) = (weights, network.Loss!);
        _labels = _loss.Kind == Loss.SparseCategoricalCrossentropy ? _loss.TargetFloats : _loss.TargetFloats / Math.Max(1, _loss.ClassCount);
        if (_loss.Kind == Loss.Custom)
        {
            throw new ArgumentException($"FitOptions.ClassWeights needs a loss that says what the classes are; '{network.Name}' has a loss "
                + $"method, which can weigh them itself.");
        }

        // An answer of yes or no is one number for two classes.
        int classes = Math.Max(2, _loss.ClassCount);
        foreach ((int index, float weight) in weights)
        {
            if (index < 0 || index >= classes || !(weight >= 0) || !float.IsFinite(weight))
            {
                throw new ArgumentException(FormattableString.Invariant($"FitOptions.ClassWeights gives class {index} the weight {weight}; ")
                    + $"'{network.Name}' has the classes 0 to {classes - 1}, and weights are finite numbers of at least 0.");
            }
        }
    }

    /// <summary>Writes the weight of each sample.</summary>
    /// <param name="targets">[count, target].</param>
    /// <param name="weights">[count].</param>
    public void Write(ReadOnlySpan<float> targets, Span<float> weights)
    {
        for (int sample = 0; sample < weights.Length; sample++)
        {
            double sum = 0;
            int labels = 0;
            for (int label = sample * _labels; label < (sample + 1) * _labels; label++)
            {
                if (_loss.IgnoreClass is { } ignored && targets[label] == ignored)
                {
                    continue;
                }

                labels++;
                int index = _loss.ClassCount == 1 && _loss.Kind != Loss.SparseCategoricalCrossentropy
                    ? (int)MathF.Round(targets[label]) : Classes.OfTarget(_loss.Kind, _loss.ClassCount, targets, label);
                sum += _weights.TryGetValue(index, out float weight) ? weight : 1;
            }

            weights[sample] = labels == 0 ? 1 : (float)(sum / labels);
        }
    }
}
