using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Tests.Graph;
using NetCompiler.Numerics;

namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>A random network against the interpreter, with batches and numbers that follow from its number.</summary>
internal static class NetworkCheck
{
    /// <summary>
    /// How far numbers may be off by rounding. Chains of random functions cancel more than networks that people write, and a normalisation of what
    /// hardly varies makes little of it much.
    /// </summary>
    private const double Tolerance = 5e-4, ToleranceOfNormalised = 2e-2;

    /// <summary>
    /// How large gradients are at least; where samples' numbers are of any size, gradients are, too, and only what may be rounding noise of numbers
    /// near 1 is not looked at.
    /// </summary>
    private const double Size = 0.05, AnySize = 1e-5;

    /// <summary>What is wrong, or null. Where other numbers do as they should, it was two that are equal but for rounding.</summary>
    /// <param name="text">The network for readers.</param>
    /// <param name="make">Makes what is checked; its failure is a problem, too.</param>
    public static string? Problem(int number, string text, Func<Checked> make)
    {
        double tolerance = text.Contains("Normalization", StringComparison.Ordinal) ? ToleranceOfNormalised : Tolerance;
        Func<Random, float>? extreme = ExtremeNumbers.Of(number);
        int[] counts = [1, 2 + (number % 7 * 3)];
        string? problem = null;
        for (int values = 0; values < 3 && (values == 0 || problem is not null); values++)
        {
            int seed = values;
            var strict = new Judge(tolerance, Size);
            Judge[] judges = extreme is null ? [strict, strict with { Forgives = true }] : [new(tolerance, AnySize, Forgives: true)];
            foreach (Judge judge in judges)
            {
                problem = Failure(() =>
                {
                    Checked network = make();
                    GraphValues Of(int count) => extreme is null
                        ? new(network.Spec, count) { RandomKey = CounterRandom.Key(GraphCheck.Seed, 0), Seed = seed }
                        : new(network.Spec, count) { RandomKey = CounterRandom.Key(GraphCheck.Seed, 0), Seed = seed, Number = extreme };
                    GraphCheck.Run(network.Create, network.Spec, Of, counts, judge, graph: network.Graph);
                });
                if (problem is null)
                {
                    break;
                }
            }
        }

        return problem;
    }

    private static string? Failure(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }
}

/// <summary>A network as it runs, and what it means.</summary>
/// <param name="Graph">Its equations; null where they follow from <paramref name="Spec"/>.</param>
internal sealed record Checked(Func<TrainableNetwork> Create, ModelSpec Spec, TensorGraph? Graph);
