using System.Text.RegularExpressions;

namespace NetCompiler.Generator.Tests.Functions;

/// <summary>An expression over x and y, and what it means in double precision.</summary>
/// <param name="Name">The network's class.</param>
/// <param name="Expression">C# over the tensors x and y.</param>
/// <param name="X">The shape of x.</param>
/// <param name="Y">The shape of y.</param>
/// <param name="Value">What the expression gives.</param>
internal sealed record FunctionCase(string Name, string Expression, int[] X, int[] Y, Func<Grid, Grid, Grid> Value)
{
    /// <summary>What the gradient follows, where it is not the value's: a function of the point at which it is taken, and of x and y.</summary>
    public Func<Grid, Grid, Grid, Grid, Grid>? Slope { get; init; }

    /// <summary>Whether the gradient is, on purpose, not the value's: differences of the network would not find it.</summary>
    public bool Redirected { get; init; }

    /// <summary>The network: its loss is the sum of the outputs, each with a weight of its own, which the target gives.</summary>
    public string Source => $$"""
        [Network(InputGradient = true)]
        public partial class {{Name}}
        {
            [Forward]
            private static Tensor Forward([Input({{string.Join(", ", X)}})] Tensor {{Parameter("x")}},
                [Input({{string.Join(", ", Y)}})] Tensor {{Parameter("y")}}) => {{Expression}};

            [Loss]
            private static Tensor Loss(Tensor output, Tensor weights) => Sum(output * weights);
        }
        """;

    /// <summary>An underscore says that the expression leaves it out.</summary>
    private string Parameter(string name) => Regex.IsMatch(Expression, $@"\b{name}\b") ? name : "_" + name;
}
