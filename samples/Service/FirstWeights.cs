using Digits;
using NetCompiler;

namespace Service;

/// <summary>Weights for a service that has none yet.</summary>
internal static class FirstWeights
{
    /// <summary>Trains on digits that it draws, for some seconds, and saves.</summary>
    public static void Train(string path)
    {
        Console.WriteLine($"There are no weights in {path}: training on digits that are drawn here.");
        var network = new DigitClassifier(seed: 1);
        network.Fit(DigitSet.Draw(3000, seed: 1).ToDataset(), new FitOptions { Epochs = 2, Optimizer = new Adam(2e-3f) });
        network.Save(path);
    }
}
