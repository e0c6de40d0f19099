using System.Globalization;

namespace NetCompiler.Reports;

/// <summary>One pass over test data: what the network makes of each sample.</summary>
internal sealed class TestRun
{
    private const int BatchSize = 256;

    /// <summary>With more, a matrix is no picture that anyone could read.</summary>
    private const int MostClasses = 1000;

    /// <summary>Numbers of a target or an output that are shown.</summary>
    private const int ShownNumbers = 4;

    private readonly TrainableNetwork _network;
    private readonly LossDescription _loss;
    private readonly Func<int, string> _className;
    private readonly WorstMistakes _worst;

    private TestRun(TrainableNetwork network, int classes, Func<int, string> className, int worstCount)
    {
        (_network, _loss, _className, _worst) = (network, network.Description.Loss!, className, new WorstMistakes(worstCount));
        Classifies = classes > 0;
        Confusion = classes is > 1 and <= MostClasses ? new ConfusionMatrix(classes) : null;
    }

    /// <summary>Whether each answer is a class.</summary>
    public bool Classifies { get; }

    /// <summary>Null for networks that do not classify, and for more classes than can be shown.</summary>
    public ConfusionMatrix? Confusion { get; }

    public IReadOnlyList<Mistake> Worst => _worst.All;

    public long Samples { get; private set; }

    /// <param name="network">What is tested.</param>
    /// <param name="data">Gone through once, in order.</param>
    /// <param name="className">The name of a class by its index.</param>
    /// <param name="worstCount">Mistakes to keep.</param>
    public static TestRun Run(TrainableNetwork network, IDataSource data, Func<int, string> className, int worstCount)
    {
        var run = new TestRun(network, ClassesOf(network), className, worstCount);
        float[] inputs = new float[BatchSize * network.InputFloats];
        float[] targets = new float[BatchSize * network.TargetFloats];
        float[] outputs = new float[BatchSize * network.OutputFloats];
        using ISampleReader reader = data.Read(new DataPass(Seed: 0, Epoch: 0, Shuffle: false));
        for (int count; (count = reader.Read(inputs, targets, BatchSize)) > 0;)
        {
            network.Predict(inputs.AsSpan(0, count * network.InputFloats), outputs.AsSpan(0, count * network.OutputFloats));
            for (int i = 0; i < count; i++)
            {
                run.Add(
                    inputs.AsSpan(i * network.InputFloats, network.InputFloats),
                    targets.AsSpan(i * network.TargetFloats, network.TargetFloats),
                    outputs.AsSpan(i * network.OutputFloats, network.OutputFloats));
            }
        }

        return run;
    }

    /// <summary>The classes between which the network chooses; 0 for one that does not.</summary>
    public static int ClassesOf(TrainableNetwork network) => network.Description.Loss switch
    {
        { Kind: Loss.SparseCategoricalCrossentropy or Loss.CategoricalCrossentropy } loss => loss.ClassCount,
        { Kind: Loss.BinaryCrossentropy } when network.OutputFloats == 1 => 2,
        _ => 0,
    };

    private void Add(ReadOnlySpan<float> input, ReadOnlySpan<float> target, Span<float> output)
    {
        switch (_loss.Kind)
        {
            case Loss.SparseCategoricalCrossentropy or Loss.CategoricalCrossentropy:
                AddRows(input, target, output);
                break;
            case Loss.BinaryCrossentropy when output.Length == 1:
                float one = _loss.FromLogits ? Sigmoid(output[0]) : output[0];
                AddAnswer(input, CheckNumber(target[0]) > 0.5f ? 1 : 0, [1 - one, one]);
                break;
            default:
                AddNumbers(input, target, output);
                break;
        }

        Samples++;
    }

    /// <summary>A choice of class for each row of the output.</summary>
    private void AddRows(ReadOnlySpan<float> input, ReadOnlySpan<float> target, Span<float> output)
    {
        int classes = _loss.ClassCount;
        for (int row = 0; row < output.Length / classes; row++)
        {
            if (_loss.IgnoreClass is { } ignored && target[row] == ignored)
            {
                continue;
            }

            Span<float> probabilities = output.Slice(row * classes, classes);
            if (_loss.FromLogits)
            {
                Softmax(probabilities);
            }

            int actual = _loss.Kind == Loss.SparseCategoricalCrossentropy ? Label(target[row], classes)
                : LargestTarget(target.Slice(row * classes, classes));
            AddAnswer(input, actual, probabilities);
        }
    }

    /// <summary>A label as the number of a class.</summary>
    private int Label(float label, int classes) => label >= 0 && label < classes && label == MathF.Floor(label) ? (int)label
        : throw new ArgumentException(FormattableString.Invariant($"Test sample {Samples} is of class {label}; expected 0 to {classes - 1}."),
            nameof(label));

    private float CheckNumber(float target) => !float.IsNaN(target) ? target
        : throw new ArgumentException(FormattableString.Invariant($"The target of test sample {Samples} is not a number."), nameof(target));

    private void AddAnswer(ReadOnlySpan<float> input, int actual, ReadOnlySpan<float> probabilities)
    {
        int predicted = Largest(probabilities);
        Confusion?.Add(actual, predicted);
        double severity = Severity(1 - probabilities[actual]);
        if (predicted != actual && _worst.Wants(severity, Samples))
        {
            string sure = probabilities[predicted].ToString("0.0 %", CultureInfo.InvariantCulture);
            _worst.Add(new Mistake(Samples, input.ToArray(), _className(actual), _className(predicted), sure, severity));
        }
    }

    /// <summary>For everything else the error is the mean square of the differences.</summary>
    private void AddNumbers(ReadOnlySpan<float> input, ReadOnlySpan<float> target, Span<float> output)
    {
        double squares = 0;
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = _loss is { Kind: Loss.BinaryCrossentropy, FromLogits: true } ? Sigmoid(output[i]) : output[i];
            squares += Math.Pow((double)output[i] - target[i], 2);
        }

        double error = Severity(squares / output.Length);
        if (_worst.Wants(error, Samples))
        {
            string detail = "squared error " + error.ToString("G3", CultureInfo.InvariantCulture);
            _worst.Add(new Mistake(Samples, input.ToArray(), Numbers(target), Numbers(output), detail, error));
        }
    }

    /// <summary>Nothing is worse than no number.</summary>
    private static double Severity(double value) => double.IsNaN(value) ? double.PositiveInfinity : value;

    private static string Numbers(ReadOnlySpan<float> values)
    {
        IEnumerable<string> shown = values[..Math.Min(ShownNumbers, values.Length)].ToArray()
            .Select(value => value.ToString("G4", CultureInfo.InvariantCulture));
        return string.Join(", ", shown) + (values.Length > ShownNumbers ? ", …" : "");
    }

    private static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));

    private static void Softmax(Span<float> logits)
    {
        float largest = logits[Largest(logits)], sum = 0;
        foreach (ref float value in logits)
        {
            value = MathF.Exp(value - largest);
            sum += value;
        }

        foreach (ref float value in logits)
        {
            value /= sum;
        }
    }

    /// <summary>The first largest of the targets of a row, all of which are numbers.</summary>
    private int LargestTarget(ReadOnlySpan<float> row)
    {
        foreach (float target in row)
        {
            CheckNumber(target);
        }

        return Largest(row);
    }

    /// <summary>The first largest.</summary>
    private static int Largest(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            best = row[i] > row[best] ? i : best;
        }

        return best;
    }
}
