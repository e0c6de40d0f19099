using NetCompiler.Generator.Tests.Functions;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>A network of one layer, or of a few that belong together, and what it means in double precision.</summary>
/// <param name="Name">The network's class.</param>
/// <param name="Source">The class, and blocks of it.</param>
/// <param name="Inputs">The shapes of its inputs.</param>
/// <param name="Value">What it predicts for a sample.</param>
internal sealed record LayerCase(string Name, string Source, int[][] Inputs, Func<Grid[], Weights, Grid> Value)
{
    /// <summary>What it computes for a batch in training, where that is not what it predicts for each sample.</summary>
    public Func<Grid[], Weights, Grid[]>? Training { get; init; }

    /// <summary>What a training step makes of the parameters that it renews without a gradient, by the batch and the parameters before.</summary>
    public Func<Grid[], Weights, IReadOnlyDictionary<string, Grid>>? Renewed { get; init; }

    /// <summary>
    /// The loss of a sample's output and target; by default, the sum of the outputs, each with a weight of its own, which the target gives.
    /// </summary>
    public Func<Grid, Grid, double> Loss { get; init; } = (output, target) => output.Values.Zip(target.Values, (p, q) => p * q).Sum();

    /// <summary>
    /// How many places of a sample count in its loss, by its target: the loss of a batch is the mean over all that do. Null where it is the mean of
    /// the samples'.
    /// </summary>
    public Func<Grid, double>? Places { get; init; }

    /// <summary>Makes a target that the loss is meant for.</summary>
    public Func<float, float> Target { get; init; } = value => value;

    /// <summary>What the parameters add to the loss.</summary>
    public Func<Weights, double>? Penalty { get; init; }

    /// <summary>Whether the parameters have no gradient.</summary>
    public bool Frozen { get; init; }

    /// <summary>The gradient of each so many-th element is judged; of all, unless the case is too large for that.</summary>
    public int Every { get; init; } = 1;

    /// <summary>A single layer, called once. Its method has as many parameters as there are shapes.</summary>
    /// <param name="name">The network's class.</param>
    /// <param name="layer">The attribute, such as <c>Dense(3)</c>.</param>
    public static LayerCase Of(string name, string layer, int[][] inputs, Func<Grid[], Weights, Grid> value)
    {
        string[] names = [.. inputs.Select((_, i) => ((char)('a' + i)).ToString())];
        string method = $"[{layer}] private static partial Tensor Layer({string.Join(", ", names.Select(n => "Tensor " + n))});";
        return Of(name, method, inputs, $"Layer({string.Join(", ", names)})", value);
    }

    /// <summary>A network of the given members, which predicts an expression over the inputs a, b, c, ...</summary>
    public static LayerCase Of(string name, string members, int[][] inputs, string expression, Func<Grid[], Weights, Grid> value)
    {
        IEnumerable<string> parameters = inputs.Select((shape, i) => $"[Input({string.Join(", ", shape)})] Tensor {(char)('a' + i)}");
        return new(name, $$"""
            #pragma warning disable NET068 // A layer that takes only the shape of its input is judged alone, too.
            [Network(InputGradient = true)]
            public partial class {{name}}
            {
                {{members}}

                [Forward]
                private static Tensor Forward({{string.Join(", ", parameters)}}) => {{expression}};

                [Loss]
                private static Tensor Loss(Tensor output, Tensor weights) => Sum(output * weights);
            }
            """, inputs, value);
    }

    /// <summary>The same with all parameters of the layer left as they are.</summary>
    public LayerCase Freeze() => this with
    {
        Name = Name + "Frozen",
        Source = Source.Replace($"class {Name}", $"class {Name}Frozen", StringComparison.Ordinal)
            .Replace(")] private static partial Tensor Layer", ", Trainable = false)] private static partial Tensor Layer", StringComparison.Ordinal),
        Training = null,
        Renewed = null,
        Frozen = true,
    };
}
