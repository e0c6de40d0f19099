using NetCompiler;

namespace NetCompilerApp.Tests;

public class SpiralClassifierTests
{
    private static readonly Dataset Train = SpiralData.Draw(900, seed: 1);
    private static readonly Dataset Test = SpiralData.Draw(300, seed: 2);

    [Fact]
    public void It_learns_the_arms() => Assert.True(Training.Score(Training.Run(Train, Test, seed: 42, epochs: 30), Test) >= 0.95);

    [Fact]
    public void The_same_seed_gives_the_same_network()
    {
        var first = Predict(Training.Run(Train, Test, seed: 7, epochs: 1));
        Assert.Equal(first, Predict(Training.Run(Train, Test, seed: 7, epochs: 1)));
        Assert.NotEqual(first, Predict(Training.Run(Train, Test, seed: 8, epochs: 1)));
    }

    [Fact]
    public void Weights_survive_a_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            var network = new SpiralClassifier(seed: 3);
            network.Save(path);
            Assert.Equal(Predict(network), Predict(SpiralClassifier.Load(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static float[] Predict(SpiralClassifier network)
    {
        var probabilities = new float[SpiralData.Arms];
        network.Predict([0.5f, -0.25f], probabilities);
        return probabilities;
    }
}
