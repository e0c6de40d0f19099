using NetCompiler;

namespace MiniGpt;

/// <summary>Writes text character by character, by the whole network or by the step that remembers.</summary>
internal sealed class Writer(Gpt model)
{
    private readonly GptStep _step = StepOf(model);

    /// <summary>Up to the network's context of characters behind a first one.</summary>
    /// <param name="cached">Whether to remember keys and values; the text is the same.</param>
    public int[] Write(int first, int seed, bool cached)
    {
        var random = new Random(seed);
        int[] text = new int[Gpt.Context];
        text[0] = first;
        var scores = new float[Gpt.Vocabulary];
        float[] input = new float[_step.InputFloats], output = new float[_step.OutputFloats];
        for (int place = 0; place < text.Length - 1; place++)
        {
            if (cached)
            {
                Step(text[place], place, input, output);
                output.AsSpan(0, scores.Length).CopyTo(scores);
            }
            else
            {
                Whole(text, place, scores);
            }

            text[place + 1] = Draw(scores, random);
        }

        return text;
    }

    /// <summary>The largest difference of a score between both ways, over the places of a text.</summary>
    public float Difference(int[] text)
    {
        float largest = 0;
        float[] whole = new float[Gpt.Vocabulary], input = new float[_step.InputFloats], output = new float[_step.OutputFloats];
        for (int place = 0; place < text.Length; place++)
        {
            Whole(text, place, whole);
            Step(text[place], place, input, output);
            for (int i = 0; i < whole.Length; i++)
            {
                largest = Math.Max(largest, Math.Abs(whole[i] - output[i]));
            }
        }

        return largest;
    }

    private void Step(int token, int place, float[] input, float[] output)
    {
        (input[0], input[1]) = (token, place);
        _step.Predict(input, output);
        output.AsSpan(Gpt.Vocabulary, 2 * GptStep.CacheFloats).CopyTo(input.AsSpan(2));
    }

    private void Whole(int[] text, int place, float[] scores)
    {
        float[] input = Array.ConvertAll(text, token => (float)token), output = new float[model.OutputFloats];
        model.Predict(input, output);
        output.AsSpan(place * Gpt.Vocabulary, Gpt.Vocabulary).CopyTo(scores);
    }

    /// <summary>A character by its probability.</summary>
    private static int Draw(float[] scores, Random random)
    {
        float largest = scores.Max();
        double[] weights = Array.ConvertAll(scores, score => Math.Exp(score - largest));
        double left = random.NextDouble() * weights.Sum();
        int token = 0;
        while (token < weights.Length - 1 && (left -= weights[token]) >= 0)
        {
            token++;
        }

        return token;
    }

    private static GptStep StepOf(Gpt model)
    {
        var step = new GptStep();
        int copied = step.CopyParametersFrom(model);
        return copied == step.Parameters.Count ? step : throw new InvalidOperationException($"Only {copied} of {step.Parameters.Count} parameters "
            + $"have the model's names.");
    }
}
