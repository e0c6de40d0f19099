using NetCompiler;

namespace NetCompilerApp;

/// <summary>How the network is trained and judged.</summary>
public static class Training
{
    /// <summary>Trains a new network; the same seed gives the same weights, on any number of threads.</summary>
    public static SpiralClassifier Run(Dataset train, Dataset test, int seed, int epochs)
    {
        var network = new SpiralClassifier(seed);
        network.Fit(train, new FitOptions
        {
            Epochs = epochs,
            BatchSize = 32,
            Optimizer = new Adam(0.01f),
            Validation = test,
            Metrics = [new Accuracy()],
        });
        return network;
    }

    /// <summary>The share of samples that the network classifies correctly.</summary>
    public static double Score(SpiralClassifier network, Dataset samples) =>
        network.Evaluate(samples, new EvaluateOptions { Metrics = [new Accuracy()] })["accuracy"];
}
