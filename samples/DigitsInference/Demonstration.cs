using System.Diagnostics;
using Digits;
using NetCompiler;

namespace DigitsInference;

/// <summary>What the program does without arguments: it draws digits, learns to read them and shows some that it has not seen.</summary>
internal static class Demonstration
{
    private const int Batch = 32, Steps = 150, Shown = 5;

    public static void Run()
    {
        Console.WriteLine($"No files are named, so digits are drawn, and {Steps} steps of training teach a network to read them.");
        var model = new DigitClassifier(seed: 1);
        Train(model, DigitSet.Draw(Steps * Batch, seed: 1));
        Show(model, DigitSet.Draw(1000, seed: 2));
        Console.WriteLine();
        Console.WriteLine(Arguments.Usage);
    }

    private static void Train(DigitClassifier model, DigitSet digits)
    {
        float[] pixels = ToFloats(digits.Pixels), labels = ToFloats(digits.Labels, scale: 1);
        var optimizer = new Adam(2e-3f);
        var clock = Stopwatch.StartNew();
        for (int step = 0; step < Steps; step++)
        {
            ReadOnlySpan<float> inputs = pixels.AsSpan(step * Batch * Images.Pixels, Batch * Images.Pixels);
            float loss = model.TrainStep(inputs, labels.AsSpan(step * Batch, Batch), optimizer);
            if ((step + 1) % 30 == 0)
            {
                Console.WriteLine($"step {step + 1}: loss {loss}, {clock.ElapsedMilliseconds} ms");
            }
        }
    }

    /// <summary>Some digits side by side, and what was read; then the share of all that was read right.</summary>
    private static void Show(DigitClassifier model, DigitSet digits)
    {
        var probabilities = new float[digits.Labels.Length * 10];
        model.Predict(ToFloats(digits.Pixels), probabilities);
        for (int row = 0; row < DigitSet.ImageSize; row += 2)
        {
            for (int i = 0; i < Shown * DigitSet.ImageSize; i++)
            {
                int place = (i / DigitSet.ImageSize * Images.Pixels) + (row * DigitSet.ImageSize) + (i % DigitSet.ImageSize);
                Console.Write(" .:*#"[digits.Pixels[place] * 5 / 256]);
            }

            Console.WriteLine();
        }

        int right = 0;
        for (int i = 0; i < digits.Labels.Length; i++)
        {
            int read = Program.IndexOfLargest(probabilities.AsSpan(i * 10, 10));
            right += read == digits.Labels[i] ? 1 : 0;
            if (i < Shown)
            {
                Console.Write($"{read,DigitSet.ImageSize / 2}{"",DigitSet.ImageSize / 2}");
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{right} of {digits.Labels.Length} digits that it has not seen were read right.");
    }

    private static float[] ToFloats(byte[] values, float scale = 255) => Array.ConvertAll(values, value => value / scale);
}
