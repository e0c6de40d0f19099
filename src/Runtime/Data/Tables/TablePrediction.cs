using System.Globalization;

namespace NetCompiler;

/// <summary>What a network says to a row of a table.</summary>
public sealed class TablePrediction
{
    internal TablePrediction(double value, string? className, float[] probabilities) =>
        (Value, ClassName, Probabilities) = (value, className, probabilities);

    /// <summary>The number in the table's unit; the label where a class is predicted.</summary>
    public double Value { get; }

    /// <summary>The most probable class; null where a number is predicted.</summary>
    public string? ClassName { get; }

    /// <summary>
    /// How probable each class is, in the order of <see cref="TablePlan.ClassNames"/>; empty where a number is predicted. They are the network's
    /// outputs, behind a softmax or sigmoid where its loss says that they are logits; a loss method does not tell.
    /// </summary>
    public IReadOnlyList<float> Probabilities { get; }

    /// <summary>The class with its probability, or the number.</summary>
    public override string ToString() => ClassName is { } name
        ? string.Create(CultureInfo.InvariantCulture, $"{name} ({Probabilities[(int)Value]:0.000})")
        : Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Reads outputs as a plan means them.</summary>
internal sealed class TableAnswer(TargetEncoder target, LossDescription? loss)
{
    public TablePrediction Of(ReadOnlySpan<float> outputs)
    {
        if (target.ClassNames is not { } names)
        {
            return new TablePrediction(target.Map!.Undo(outputs[0]), null, []);
        }

        float[] probabilities = Probabilities(outputs, names.Length);
        int best = Classes.Largest(probabilities);
        return new TablePrediction(best, names[best], probabilities);
    }

    private float[] Probabilities(ReadOnlySpan<float> outputs, int classes)
    {
        bool fromLogits = loss is { FromLogits: true };
        if (outputs.Length < classes)
        {
            double yes = fromLogits ? 1 / (1 + Math.Exp(-outputs[0])) : outputs[0];
            return [(float)(1 - yes), (float)yes];
        }

        if (!fromLogits)
        {
            return outputs.ToArray();
        }

        float largest = outputs[Classes.Largest(outputs)];
        double[] powers = Array.ConvertAll(outputs.ToArray(), output => Math.Exp(output - largest));
        double sum = powers.Sum();
        return Array.ConvertAll(powers, power => (float)(power / sum));
    }
}
