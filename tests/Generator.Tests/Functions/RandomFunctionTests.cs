using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Functions;

/// <summary>Random values of forward methods and losses: their moments, and a variational autoencoder made of them.</summary>
public class RandomFunctionTests
{
    private const string Moments = """
        [Network, Input(4)]
        public partial class Net
        {
            [Dense(1)] private static partial Tensor D(Tensor x);
            [Forward] private static Tensor F(Tensor x) => D(x);
            [Loss] private static Tensor L(Tensor y, [Target(1)] Tensor t) => 0 * Sum(y * t) + Mean(
        """;

    /// <summary>The mean over 64 samples of 2000 draws each, within five deviations of it.</summary>
    [Theory]
    [InlineData("RandomNormal(2000)", 0, 1)]
    [InlineData("Square(RandomNormal(2000))", 1, 1.4142)]
    [InlineData("RandomNormal(2000)[1..] * RandomNormal(2000)[..^1]", 0, 1)]
    [InlineData("RandomUniform(2000)", 0.5, 0.2887)]
    [InlineData("Square(RandomUniform(2000))", 0.3333, 0.298)]
    [InlineData("Bernoulli(0.3f * Ones(2000))", 0.3, 0.4583)]
    public void Moments_are_those_of_the_distribution(string draws, double mean, double deviation)
    {
        TrainableNetwork network = Create(Moments + draws + "); }");
        float loss = network.TrainStep(new float[256], new float[64], new Sgd(0));
        Assert.InRange(loss, mean - (5 * deviation / Math.Sqrt(128_000)) - 1e-4, mean + (5 * deviation / Math.Sqrt(128_000)) + 1e-4);
        Assert.NotEqual(loss, network.TrainStep(new float[256], new float[64], new Sgd(0)));
        Assert.Equal(loss, Create(Moments + draws + "); }").TrainStep(new float[256], new float[64], new Sgd(0)));
    }

    [Fact]
    public void A_variational_autoencoder_learns()
    {
        const string source = """
            [Network, Input(16)]
            public partial class Net
            {
                [Dense(16, Activation = Activation.Tanh)] private static partial Tensor Encode(Tensor x);
                [Dense(2)] private static partial Tensor Center(Tensor x);
                [Dense(2)] private static partial Tensor LogVariance(Tensor x);
                [Dense(16, Activation = Activation.Tanh), Dense(16)] private static partial Tensor Decode(Tensor x);

                [Forward]
                private static (Tensor output, Tensor center, Tensor spread) Forward(Tensor x)
                {
                    Tensor inner = Encode(x), center = Center(inner), spread = LogVariance(inner);
                    return (Decode(center + Exp(spread / 2) * RandomNormal(2)), center, spread);
                }

                [Loss]
                private static Tensor Loss(Tensor output, Tensor center, Tensor spread, [Target(16)] Tensor wanted) =>
                    Sum(Square(output - wanted)) + 0.05f * Sum(Exp(spread) + Square(center) - 1 - spread);
            }
            """;
        TrainableNetwork network = Create(source);
        var random = new Random(5);
        float[] x = [.. Enumerable.Range(0, 128).SelectMany(_ => (random.NextSingle() * 6, random.NextSingle() * 2) is var (a, b)
            ? Enumerable.Range(0, 16).Select(i => MathF.Sin(a + (i * 0.3f)) * b) : [])];
        var optimizer = new Adam(0.01f);
        float first = network.TrainStep(x, x, optimizer), last = 0;
        for (int step = 0; step < 300; step++)
        {
            last = network.TrainStep(x, x, optimizer);
        }

        Assert.True(last < first / 5, $"from {first} to {last}");
        float[] once = new float[128 * 20], again = new float[128 * 20];
        network.Predict(x, once);
        network.Predict(x, again);
        Assert.Equal(once, again);
    }

    private static TrainableNetwork Create(string source)
    {
        GeneratorRun run = GeneratorRunner.Run("using NetCompiler;\n" + source);
        Assert.Empty(run.Diagnostics);
        return (TrainableNetwork)Activator.CreateInstance(run.Load().GetType("Net")!, 3)!;
    }
}
