using System.Runtime.InteropServices;
using Digits;
using DigitsInference;
using NetCompiler;

try
{
    if (args.Length == 0)
    {
        Demonstration.Run();
        return 0;
    }

    var arguments = new Arguments(args);
    var model = new DigitClassifier(arguments.Number("--seed", otherwise: 0, least: 0));
    model.LoadWeights(arguments.Weights);
    if (arguments.Number("--train", otherwise: 0, least: 0) is var steps and > 0)
    {
        Training.Run(model, arguments, steps);
    }

    if (arguments["--save"] is { } path)
    {
        model.Save(path);
    }

    Classify(model, Images.Read(arguments.Images), arguments["--dump"]);
    return 0;
}
catch (Exception problem) when (problem is ArgumentException or IOException or InvalidDataException)
{
    Console.Error.WriteLine(problem.Message);
    Console.Error.WriteLine(Arguments.Usage);
    return 1;
}

static void Classify(DigitClassifier model, float[] images, string? dump)
{
    const int Classes = 10;
    var probabilities = new float[images.Length / Images.Pixels * Classes];
    model.Predict(images, probabilities);
    for (int i = 0; i < probabilities.Length; i += Classes)
    {
        ReadOnlySpan<float> row = probabilities.AsSpan(i, Classes);
        Console.WriteLine(IndexOfLargest(row));
    }

    if (dump is not null)
    {
        File.WriteAllBytes(dump, MemoryMarshal.AsBytes<float>(probabilities));
    }
}

/// <content>What both ways through the program need.</content>
internal partial class Program
{
    public static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
