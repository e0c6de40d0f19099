namespace NetCompiler.Execution.Tests.Gradients;

/// <summary>
/// Compiled gradients against central differences of the compiled loss, along random directions of one tensor at a time. Batches of one sample, of
/// less than a tile, and of several micro-batches.
/// </summary>
public sealed class FiniteDifferenceTests
{
    private const float Step = 2e-3f;

    private static readonly Dictionary<string, Func<TrainableNetwork>> Networks = new()
    {
        [nameof(ValidWindows)] = () => new ValidWindows(3),
        [nameof(SameWindows)] = () => new SameWindows(3),
        [nameof(Grouped)] = () => new Grouped(3),
        [nameof(OverlappingPools)] = () => new OverlappingPools(3),
        [nameof(Narrow)] = () => new Narrow(3),
        [nameof(Wide)] = () => new Wide(3),
        [nameof(Resized)] = () => new Resized(3),
        [nameof(Normalised)] = () => new Normalised(3),
        [nameof(BatchNormalised)] = () => new BatchNormalised(3),
        [nameof(GroupNormalised)] = () => new GroupNormalised(3),
        [nameof(Steps)] = () => new Steps(3),
        [nameof(Attentive)] = () => new Attentive(3),
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string name in Networks.Keys)
            {
                foreach (int count in new[] { 1, 3, 70 })
                {
                    cases.Add(name, count);
                }
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Gradients(string name, int count)
    {
        TrainableNetwork network = Networks[name]();
        var random = new Random(11);
        float[] inputs = Uniform(random, count * network.InputFloats);
        float[] targets = Targets(random, network, count);
        var inputGradients = new float[inputs.Length];
        network.ComputeGradients(inputs, targets, default, inputGradients);

        Compare(name + " input", inputs, inputGradients, random, values => TrainingLoss(network, values, targets));
        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Trainable))
        {
            float[] values = new float[parameter.Count], gradients = new float[parameter.Count];
            parameter.CopyTo(values);
            parameter.CopyGradientTo(gradients);
            Compare(name + " " + parameter.Name, values, gradients, random, moved =>
            {
                parameter.CopyFrom(moved);
                return TrainingLoss(network, inputs, targets);
            });
            parameter.CopyFrom(values);
        }
    }

    /// <summary>As the network trains: it may predict by other statistics than those of the batch.</summary>
    private static float TrainingLoss(TrainableNetwork network, float[] inputs, float[] targets) =>
        network.Description.TrainingStates.Length == 0 ? network.EvaluateLoss(inputs, targets) : network.ComputeGradients(inputs, targets);

    private static void Compare(string what, float[] values, float[] gradients, Random random, Func<float[], float> loss)
    {
        float[] direction = Uniform(random, values.Length);
        double norm = Math.Sqrt(direction.Sum(d => (double)d * d));
        double expected = 0, size = 0;
        for (int i = 0; i < values.Length; i++)
        {
            expected += gradients[i] * direction[i] / norm;
            size += (double)gradients[i] * gradients[i];
        }

        float[] Moved(double step) => [.. values.Select((v, i) => (float)(v + (step * direction[i] / norm)))];
        double step = Step * Math.Max(1, Math.Sqrt(values.Length) / 4);
        double found = ((double)loss(Moved(step)) - loss(Moved(-step))) / (2 * step);
        double allowed = (0.02 * Math.Sqrt(size)) + 3e-4;
        Assert.True(Math.Abs(found - expected) <= allowed, $"{what}: {expected} computed, {found} by differences, {allowed} allowed.");
        Assert.True(size > 0, what + ": the gradient is 0.");
    }

    private static float[] Uniform(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];

    private static float[] Targets(Random random, TrainableNetwork network, int count)
    {
        LossDescription loss = network.Description.Loss!;
        if (loss.Kind == Loss.SparseCategoricalCrossentropy)
        {
            return [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(loss.ClassCount))];
        }

        if (loss.Kind == Loss.CategoricalCrossentropy)
        {
            return [.. Enumerable.Range(0, count).SelectMany(_ => OneHot(random.Next(loss.ClassCount), loss.ClassCount))];
        }

        return [.. Enumerable.Range(0, count * network.TargetFloats).Select(_ => random.NextSingle())];
    }

    private static IEnumerable<float> OneHot(int index, int classes) => Enumerable.Range(0, classes).Select(i => i == index ? 1f : 0f);
}
