using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Numerics;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// Made-up values for the inputs, parameters and masks of a network, the same floats for the interpreter and for the compiled class.
/// </summary>
internal sealed class GraphValues(ModelSpec spec, int count)
{
    private readonly Dictionary<string, float[]> _floats = new(StringComparer.Ordinal);

    /// <summary>Other numbers.</summary>
    public int Seed { get; init; }

    /// <summary>A number of a sample by chance; from -1 to 1 by default.</summary>
    public Func<Random, float> Number { get; init; } = random => (random.NextSingle() * 2) - 1;

    /// <summary>Keys the dropout masks.</summary>
    public ulong RandomKey { get; init; } = 7;

    /// <summary>The values of a node, in double.</summary>
    public double[] Of(Node node) => Array.ConvertAll(Floats(node), value => (double)value);

    /// <summary>The values of a node; by name, so that a graph before and after a pass gets the same.</summary>
    public float[] Floats(Node node)
    {
        if (!_floats.TryGetValue(node.Name, out float[]? values))
        {
            _floats[node.Name] = values = Make(node);
        }

        return values;
    }

    private float[] Make(Node node)
    {
        int length = node.Shape.Aggregate(1, (product, size) => product * (size == TensorGraph.Batch ? count : size));
        var random = new Random(node.Name.Length + (31 * length) + (7919 * Seed));
        return node switch
        {
            InputNode { Kind: InputKind.Scale } => [.. Enumerable.Repeat(1f / count, length)],
            InputNode { Kind: InputKind.BatchSize } => [count],
            InputNode { Kind: InputKind.KeptStates } => new float[length],
            InputNode { Kind: InputKind.Target } => WithIndices(Targets(length, random), IndexPlaces.OfTargets(spec), random),
            InputNode { Kind: InputKind.Data } => WithIndices(
                [.. Enumerable.Range(0, length).Select(_ => Number(random))], IndexPlaces.OfInputs(spec), random),
            RandomNode mask => Mask(mask, length),
            ParameterNode { Trainable: false } => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() + 0.25f)],
                // A variance is positive.
            ParameterNode parameter => [.. Enumerable.Range(0, length)
                .Select(_ => (random.NextSingle() - 0.5f) * 2 / MathF.Sqrt(Math.Max(1, parameter.FanIn)))],
            _ => Numbers(length, random),
        };
    }

    private static float[] Numbers(int length, Random random) => [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 2) - 1)];

    /// <summary>With whole numbers in each sample's places that are numbers of rows or classes.</summary>
    private float[] WithIndices(float[] values, IEnumerable<Generator.Model.IndexRange> ranges, Random random)
    {
        int floats = values.Length / count;
        foreach (Generator.Model.IndexRange range in ranges)
        {
            for (int i = 0; i < count * range.Count; i++)
            {
                values[(i / range.Count * floats) + range.Offset + (i % range.Count)] =
                    range.Ignored is { } ignored && random.Next(3) == 0 ? ignored : random.Next(range.Limit);
            }
        }

        return values;
    }

    private float[] Targets(int length, Random random)
    {
        int classes = spec.OutputShape[^1];
        return spec.Loss?.Kind switch
        {
            LossKind.SparseCategoricalCrossentropy => [.. Enumerable.Range(0, length).Select(_ => (float)random.Next(classes))],
            LossKind.CategoricalCrossentropy => [.. Enumerable.Range(0, length / classes).SelectMany(_ => OneHot(random.Next(classes), classes))],
            _ => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())],
        };
    }

    private float[] Mask(RandomNode mask, int length)
    {
        float[] values = new float[length];
        if (mask.IsUniform)
        {
            CounterRandom.FillUniform(ref values[0], length, RandomKey, mask.Salt, 0);
        }
        else
        {
            CounterRandom.FillMask(ref values[0], length, RandomKey, mask.Salt, 0, mask.Rate);
        }

        return values;
    }

    private static IEnumerable<float> OneHot(int index, int classes) => Enumerable.Range(0, classes).Select(i => i == index ? 1f : 0f);
}
