using NetCompiler;

namespace MiniGpt;

/// <summary>Writes text character by character, by the whole network or by steps that remember.</summary>
internal sealed class Writer(Gpt model)
{
    private readonly StreamState _state = model.CreateState();

    /// <summary>Up to the network's context of characters behind a first one.</summary>
    /// <param name="cached">Whether to remember keys and values; the text is the same.</param>
    public int[] Write(int first, int seed, bool cached)
    {
        var random = new Random(seed);
        int[] text = new int[Gpt.Context];
        text[0] = first;
        var scores = new float[Gpt.Vocabulary];
        _state.Reset();
        for (int place = 0; place < text.Length - 1; place++)
        {
            if (cached)
            {
                model.Step([text[place]], scores, _state);
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
        float[] whole = new float[Gpt.Vocabulary], step = new float[Gpt.Vocabulary];
        _state.Reset();
        for (int place = 0; place < text.Length; place++)
        {
            Whole(text, place, whole);
            model.Step([text[place]], step, _state);
            for (int i = 0; i < whole.Length; i++)
            {
                largest = Math.Max(largest, Math.Abs(whole[i] - step[i]));
            }
        }

        return largest;
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
}
