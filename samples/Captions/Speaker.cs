namespace Captions;

/// <summary>Says what a network sees: always the likeliest word.</summary>
internal sealed class Speaker(CaptionNetwork network)
{
    private const int Pixels = Scene.Size * Scene.Size * 3, Steps = Scene.Steps + 1;

    /// <summary>The sentences for pictures that lie one behind the other.</summary>
    public string[] Describe(ReadOnlySpan<float> images)
    {
        int count = images.Length / Pixels;
        float[] rows = new float[count * (Pixels + Steps)], scores = new float[count * Steps * CaptionNetwork.Words];
        for (int i = 0; i < count; i++)
        {
            images.Slice(i * Pixels, Pixels).CopyTo(rows.AsSpan(i * (Pixels + Steps)));
            rows[(i * (Pixels + Steps)) + Pixels] = CaptionNetwork.Start;
        }

        var words = new List<string>[count];
        for (int step = 0; step < Steps; step++)
        {
            network.Predict(rows, scores);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> row = scores.AsSpan(((i * Steps) + step) * CaptionNetwork.Words, CaptionNetwork.Words);
                int word = row.IndexOf(row.ToArray().Max());
                (words[i] ??= []).Add(Scene.Words[word]);
                if (step + 1 < Steps)
                {
                    rows[(i * (Pixels + Steps)) + Pixels + step + 1] = word;
                }
            }
        }

        return [.. words.Select(sentence => string.Join(' ', sentence.TakeWhile(word => word != Scene.Words[0])))];
    }
}
