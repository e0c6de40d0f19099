using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Functions;

/// <summary>Gradients of choices: what is not taken takes no part, whatever its slope is; what is taken keeps its own.</summary>
public sealed class BranchTests
{
    private static readonly float NaN = float.NaN;

    private static readonly string[] Expressions =
    [
        "Where(x > 0, Sqrt(x), x)",
        "Where(x > 0, Log(x) * Sqrt(x), 2 * x)",
        "Where(x < 50, Exp(x * 3), x)",
        "Where(Equal(x, x), Tanh(x), 0)",
        "Where(x > 0, 1 / Sqrt(x), Where(x < -2, x * x, Log(x + 2)))",
        "Minimum(Reciprocal(x), 5)",
        "Maximum(Sqrt(x), 0.5f)",
        "Maximum(Sqrt(x), x + 1)",
        "Relu(Sqrt(x) - 1)",
        "Where(x > 0, Sqrt(x), x) + 0 * Sqrt(x)",
        "Where(x > 0, Sqrt(Sum(x, 0, keepDims: true) - 5), x)",
        "Where(x >= 0, Sqrt(x), x)",
        "Where(x > 0, Log(x / (x + 1)), x / 2)",
        "x + Norm(x)",
        "x / (1 + Norm(x, 0, keepDims: true))",
    ];

    private static readonly Lazy<CompiledCases> Compiled = new(() => new(Expressions.Select((expression, i) => $$"""
        [Network(InputGradient = true)]
        public partial class Branch{{i}}
        {
            [Forward] private static Tensor Forward([Input(4)] Tensor x) => {{expression}};
            [Loss] private static Tensor Loss(Tensor output, [Target(4)] Tensor weights) => Sum(output * weights);
        }
        """)));

    public static TheoryData<string, float[], float[]> Cases => new()
    {
        { "Where(x > 0, Sqrt(x), x)", [-1, -4, 4, 0], [1, 1, 0.25f, 1] },
        { "Where(x > 0, Log(x) * Sqrt(x), 2 * x)", [-1, 1, 0, -3], [2, 1, 2, 2] },
        { "Where(x < 50, Exp(x * 3), x)", [100, 0, 60, 0], [1, 3, 1, 3] },
        { "Where(Equal(x, x), Tanh(x), 0)", [NaN, 0, NaN, 0], [0, 1, 0, 1] },
        { "Where(x > 0, 1 / Sqrt(x), Where(x < -2, x * x, Log(x + 2)))", [1, -3, -1, -2.5f], [-0.5f, -6, 1, -5] },
        { "Minimum(Reciprocal(x), 5)", [0, 0.1f, 2, 0.5f], [0, 0, -0.25f, -4] },
        { "Maximum(Sqrt(x), 0.5f)", [0, 4, 0.01f, 1], [0, 0.25f, 0, 0.5f] },
        { "Maximum(Sqrt(x), x + 1)", [0, 4, 1, 0], [1, 1, 1, 1] },
        { "Relu(Sqrt(x) - 1)", [0, 4, 0, 16], [0, 0.25f, 0, 0.125f] },
        { "Where(x > 0, Sqrt(Sum(x, 0, keepDims: true) - 5), x)", [-1, -1, -2, -1], [1, 1, 1, 1] },
        { "Where(x > 0, Log(x / (x + 1)), x / 2)", [-1, 1, 0, -1], [0.5f, 0.5f, 0.5f, 0.5f] },
        { "x + Norm(x)", [0, 0, 0, 0], [1, 1, 1, 1] },
        { "x + Norm(x)", [3, 0, -4, 0], [3.4f, 1, -2.2f, 1] },
        { "x / (1 + Norm(x, 0, keepDims: true))", [0, 0, 0, 0], [1, 1, 1, 1] },

        // A product with 0 and a slope that is taken are what they are.
        { "Where(x > 0, Sqrt(x), x) + 0 * Sqrt(x)", [-1, 4, 0, 1], [NaN, 0.25f, NaN, 0.5f] },
        { "Where(x >= 0, Sqrt(x), x)", [0, -1, 4, -1], [float.PositiveInfinity, 1, 0.25f, 1] },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Only_the_branch_that_is_taken_has_a_slope(string expression, float[] x, float[] slopes)
    {
        TrainableNetwork network = Compiled.Value.Create("Branch" + Array.IndexOf(Expressions, expression), 0);
        float[] found = new float[4], asked = new float[4];
        network.ComputeGradients(x, [1, 1, 1, 1], default, found);
        network.InputGradient(x, [1, 1, 1, 1], asked);
        Assert.All(slopes.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.All(slopes.Zip(asked), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    /// <summary>A network learns from values whose other branch is no number, and a parameter that is not read gets a slope of 0.</summary>
    [Fact]
    public void Parameters_of_a_branch_that_is_not_taken_stay()
    {
        var network = (TrainableNetwork)Activator.CreateInstance(GeneratorRunner.Run("""
            [Network]
            public partial class Net
            {
                [Dense(3)] private static partial Tensor Layer(Tensor x);
                [Forward]
                private static Tensor Forward([Input(2)] Tensor x)
                {
                    Tensor y = Layer(x);
                    return Where(Sum(x, 0, keepDims: true) > 0, Log(Abs(y)) / Square(y), 1);
                }
                [Loss] private static Tensor Loss(Tensor output, [Target(3)] Tensor weights) => Sum(output * weights);
            }
            """).Load().GetType("Net")!, 0)!;
        foreach (Parameter parameter in network.Parameters)
        {
            parameter.CopyFrom(new float[parameter.Count]);
        }

        network.ComputeGradients([-1f, 0, -2, 0], [1, 1, 1, 1, 1, 1], default);
        Assert.All(network.Parameters, parameter => Assert.All(parameter.Gradient(), slope => Assert.Equal(0, slope)));
    }
}
