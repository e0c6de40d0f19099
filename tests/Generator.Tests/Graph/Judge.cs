using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>How far computed numbers may be from the interpreter's in double.</summary>
/// <param name="Tolerance">Of the tensor's largest number.</param>
/// <param name="Size">
/// How large gradients are meant to be at least: those that vanish in real arithmetic, such as that of a key's bias, are rounding noise of others of
/// this size.
/// </param>
/// <param name="Forgives">
/// Whether a tensor may also be off by as much as a careful computation in floats is, many times over, and is not looked at where that leaves the
/// range of floats, or comes near it: for numbers of any size, and for what is nothing but the rounding of something else.
/// </param>
internal sealed record Judge(double Tolerance, double Size, bool Forgives = false)
{
    /// <summary>How many times the error of a careful computation is nothing to wonder at.</summary>
    private const double Excuse = 64;

    /// <summary>Half the distance of 1 to the next float.</summary>
    private const double FloatUnit = 1.0 / (1 << 24);

    /// <summary>Predictions and states do not vanish as gradients do.</summary>
    private const double LeastSize = 1e-3;

    /// <summary>Outputs of a graph against what was found.</summary>
    /// <param name="found">What was computed; null for outputs that are not compared.</param>
    public void Compare(TensorGraph graph, int count, GraphValues values, Func<GraphOutput, float[]?> found)
    {
        Dictionary<GraphOutput, double[]> exact = GraphInterpreter.Run(graph, count, values.Of);
        var floats = new FloatRange();
        Dictionary<GraphOutput, double[]> careful = Forgives ? GraphInterpreter.Run(graph, count, values.Of, floats) : exact;
        if (floats.IsLeft)
        {
            return;
        }

        foreach ((GraphOutput output, double[] wanted) in exact)
        {
            if (found(output) is { } numbers)
            {
                double least = output.Kind is OutputKind.Prediction or OutputKind.StateUpdate ? Math.Min(Size, LeastSize) : Size;
                Compare($"{output.Kind} {output.Index} of {count}", Of(output, wanted), Of(output, careful[output]), numbers, least, floats.Largest);
            }
        }
    }

    /// <summary>The loss of a batch is the mean of its samples'.</summary>
    private static double[] Of(GraphOutput output, double[] values) => output.Kind == OutputKind.SampleLoss ? [values.Average()] : values;

    /// <param name="part">
    /// The largest number of which the expected ones may be made: where all of a tensor vanishes, its parts cancel, and what is left is their
    /// rounding.
    /// </param>
    private void Compare(string what, double[] expected, double[] careful, float[] found, double least, double part)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = Math.Max(least, expected.Max(Math.Abs)), allowed = Tolerance * largest;
        if (Forgives)
        {
            double error = expected.Zip(careful, (a, b) => Math.Abs(a - b)).Max();
            if (!double.IsFinite(error) || expected.Concat(careful).Any(value => Math.Abs(value) > float.MaxValue))
            {
                return;
            }

            allowed += Excuse * (error + (Array.TrueForAll(expected, value => value == 0) ? part * FloatUnit : 0));
        }

        for (int i = 0; i < found.Length; i++)
        {
            // No number is not near another one, and nothing is far from itself.
            bool isSame = expected[i].Equals(found[i]) || Math.Abs(expected[i] - found[i]) <= allowed;
            Assert.True(isSame, $"{what}: number {i} is {found[i]}, but should be {expected[i]} +- {allowed}; the largest is {largest}.");
        }
    }
}
