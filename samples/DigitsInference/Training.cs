using Digits;
using NetCompiler;

namespace DigitsInference;

/// <summary>Fine-tuning: some steps on given images, in their order, over and over.</summary>
internal static class Training
{
    public static void Run(DigitClassifier model, Arguments arguments, int steps)
    {
        string labels = arguments["--labels"] ?? throw new ArgumentException("--train needs --labels.");
        Dataset data = Dataset.FromIdx(arguments.Images, labels);
        int batch = Math.Min(arguments.Number("--batch", otherwise: 32, least: 1), data.Count);
        model.ComputeThreads = arguments.Number("--threads", otherwise: 1, least: 1);

        var inputs = new float[batch * data.InputFloats];
        var targets = new float[batch * data.TargetFloats];
        var optimizer = new Adam(1e-3f);
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < batch; i++)
            {
                data.CopySample(
                    (step * batch + i) % data.Count,
                    inputs.AsSpan(i * data.InputFloats, data.InputFloats), targets.AsSpan(i * data.TargetFloats, data.TargetFloats));
            }

            float loss = model.TrainStep(inputs, targets, optimizer);
            Console.Error.WriteLine($"step {step + 1}: loss {loss}");
        }
    }
}
