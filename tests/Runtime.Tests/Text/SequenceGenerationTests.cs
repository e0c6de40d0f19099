namespace NetCompiler.Runtime.Tests.Text;

public sealed class SequenceGenerationTests
{
    private const int Tokens = 4, Start = 1, End = 0, Longest = 5;

    /// <summary>Probabilities that depend on all of the prefix, in an arbitrary way that is always the same.</summary>
    private static void Arbitrary(ReadOnlySpan<int> prefix, Span<float> logProbabilities)
    {
        int hash = 17;
        foreach (int token in prefix)
        {
            hash = unchecked((hash * 31) + token + 1);
        }

        var random = new Random(hash);
        foreach (ref float value in logProbabilities)
        {
            value = (float)(3 * random.NextDouble());
        }

        SequenceGeneration.LogSoftmax(logProbabilities);
    }

    /// <summary>All sequences that end within the longest, with their scores, the best first.</summary>
    private static List<(int[] Tokens, double Score)> Exhaustive(double alpha)
    {
        var found = new List<(int[] Tokens, double Score)>();
        Extend([], 0);
        return [.. found.OrderByDescending(sequence => sequence.Score)];

        void Extend(int[] tokens, double sum)
        {
            if (tokens.Length == Longest)
            {
                return;
            }

            var next = new float[Tokens];
            Arbitrary([Start, .. tokens], next);
            for (int token = 0; token < Tokens; token++)
            {
                if (token == End)
                {
                    found.Add((tokens, (sum + next[token]) / Math.Pow((5.0 + tokens.Length + 1) / 6, alpha)));
                }
                else
                {
                    Extend([.. tokens, token], sum + next[token]);
                }
            }
        }
    }

    /// <summary>As many sequences as there are can be kept, 121 that end and 3^5 that do not: nothing is lost.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.6)]
    [InlineData(1.5)]
    public void A_wide_beam_finds_what_an_exhaustive_search_finds(double alpha)
    {
        IReadOnlyList<GeneratedSequence> found =
            SequenceGeneration.BeamSearch(new PrefixModel(Tokens, Arbitrary), [Start], Longest, End, width: 364, alpha);
        List<(int[] Tokens, double Score)> all = Exhaustive(alpha);
        Assert.Equal((121, 364), (all.Count, found.Count));
        Assert.All(found.Skip(121), sequence => Assert.False(sequence.Ended));
        found = [.. found.Take(121)];
        Assert.Equal(all.Select(sequence => string.Join(' ', sequence.Tokens)), found.Select(sequence => string.Join(' ', sequence.Tokens)));
        Assert.All(all.Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 9));
        Assert.All(found, sequence => Assert.True(sequence.Ended));

        // A narrower one finds the best ones, too, where so many are kept that the search may stop early.
        IReadOnlyList<GeneratedSequence> narrow =
            SequenceGeneration.BeamSearch(new PrefixModel(Tokens, Arbitrary), [Start], Longest, End, width: 20, alpha);
        Assert.Equal(found.Take(5).Select(sequence => sequence.Score), narrow.Take(5).Select(sequence => sequence.Score));
    }

    /// <summary>The probable beginning leads to improbable ends: a beam of one, which is greedy, misses the best.</summary>
    [Fact]
    public void A_beam_sees_further_than_a_greedy_search()
    {
        static void Model(ReadOnlySpan<int> prefix, Span<float> logProbabilities)
        {
            double[] probabilities = prefix[^1] switch
            {
                Start => [0, 0, 0.6, 0.4],
                2 => [0.3, 0, 0.35, 0.35],
                _ => [0.9, 0, 0.05, 0.05],
            };
            for (int i = 0; i < Tokens; i++)
            {
                logProbabilities[i] = (float)Math.Log(probabilities[i]);
            }
        }

        GeneratedSequence greedy = SequenceGeneration.Greedy(new PrefixModel(Tokens, Model), [Start], Longest, End);
        Assert.Equal([2, 2, 2, 2, 2], greedy.Tokens);
        Assert.False(greedy.Ended);
        Assert.Equal(Math.Log(0.6) + (4 * Math.Log(0.35)), greedy.LogProbability, 5);
        GeneratedSequence best = SequenceGeneration.BeamSearch(new PrefixModel(Tokens, Model), [Start], Longest, End, width: 2)[0];
        Assert.Equal([3], best.Tokens);
        Assert.Equal(Math.Log(0.36), best.LogProbability, 5);
        Assert.Equal(Math.Log(0.36) / Math.Pow(7 / 6.0, 0.6), best.Score, 5);
        GeneratedSequence one = SequenceGeneration.BeamSearch(new PrefixModel(Tokens, Model), [Start], maxLength: 1, End, width: 1)[0];
        Assert.Equal([2], one.Tokens);
        Assert.False(one.Ended);
    }

    /// <summary>Alpha helps longer sequences: 0.3 for one token against 0.25 for three.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    public void Longer_sequences_win_with_a_larger_alpha(double alpha, int length)
    {
        static void Model(ReadOnlySpan<int> prefix, Span<float> logProbabilities)
        {
            logProbabilities.Fill(float.NegativeInfinity);
            if (prefix.Length == 1)
            {
                (logProbabilities[End], logProbabilities[2], logProbabilities[3]) = (MathF.Log(0.3f), MathF.Log(0.25f), MathF.Log(0.45f));
                return;
            }

            int next = prefix[^1] == 3 || prefix.Length < 3 ? prefix[^1] : End;
            logProbabilities[next] = 0;
        }

        Assert.Equal(length, SequenceGeneration.BeamSearch(new PrefixModel(Tokens, Model), [Start], Longest, End, width: 3, alpha)[0].Tokens.Count);
    }

    [Fact]
    public void A_prompt_is_read_before_anything_is_written()
    {
        var seen = new List<int[]>();
        var model = new PrefixModel(Tokens, (prefix, logProbabilities) =>
        {
            seen.Add(prefix.ToArray());
            logProbabilities.Fill(MathF.Log(0.25f));
        });
        GeneratedSequence written = SequenceGeneration.Greedy(model, [3, 2, 1], 2);
        Assert.Equal([0, 0], written.Tokens);
        Assert.Equal(["3", "3 2", "3 2 1", "3 2 1 0"], seen.Select(prefix => string.Join(' ', prefix)));
    }

    [Fact]
    public void Draws_have_the_models_probabilities()
    {
        double[] probabilities = [0.1, 0.2, 0.3, 0.4];
        float[] logarithms = [.. probabilities.Select(probability => (float)Math.Log(probability))];
        var model = new PrefixModel(Tokens, (_, logProbabilities) => logarithms.CopyTo(logProbabilities));
        IReadOnlyList<int> tokens = SequenceGeneration.Sample(model, [Start], 4000, new Random(5)).Tokens;
        Assert.All(Enumerable.Range(0, Tokens), token =>
            Assert.InRange(tokens.Count(other => other == token) / 4000.0, probabilities[token] - 0.03, probabilities[token] + 0.03));
        model = new PrefixModel(Tokens, (_, logProbabilities) => logarithms.CopyTo(logProbabilities));
        GeneratedSequence ended = SequenceGeneration.Sample(model, [Start], 4000, new Random(5), endToken: 3);
        Assert.True(ended.Ended);
        Assert.DoesNotContain(3, ended.Tokens);
    }

    /// <summary>Temperature t makes p^(1/t) of p; then the largest are kept and scaled.</summary>
    [Theory]
    [InlineData(0.5f, null, 1f, new[] { 1 / 30.0, 4 / 30.0, 9 / 30.0, 16 / 30.0 })]
    [InlineData(1f, 2, 1f, new[] { 0, 0, 3 / 7.0, 4 / 7.0 })]
    [InlineData(1f, null, 0.7f, new[] { 0, 0, 3 / 7.0, 4 / 7.0 })]
    [InlineData(1f, null, 0.71f, new[] { 0, 2 / 9.0, 3 / 9.0, 4 / 9.0 })]
    [InlineData(1f, 3, 0.5f, new[] { 0, 0, 3 / 7.0, 4 / 7.0 })]
    [InlineData(1f, null, 0f, new[] { 0, 0, 0, 1.0 })]
    [InlineData(1f, 9, 1f, new[] { 0.1, 0.2, 0.3, 0.4 })]
    public void Settings_choose_what_is_drawn_from(float temperature, int? topK, float topP, double[] expected)
    {
        float[] logits = [.. new[] { 0.1, 0.2, 0.3, 0.4 }.Select(probability => (float)Math.Log(probability) + 7)];
        var sampler = new TokenSampler { Temperature = temperature, TopK = topK, TopP = topP };
        var random = new Random(3);
        var found = new int[4];
        for (int i = 0; i < 5000; i++)
        {
            found[sampler.Next(logits, random)]++;
        }

        Assert.All(found.Zip(expected), pair =>
        {
            double allowed = pair.Second == 0 ? 0 : 0.03;
            Assert.InRange(pair.First / 5000.0, pair.Second - allowed, pair.Second + allowed);
        });
    }

    [Fact]
    public void Of_equals_the_first_are_kept()
    {
        var sampler = new TokenSampler { TopK = 1 };
        Assert.Equal(1, sampler.Next([float.NegativeInfinity, 2, 2, 2], new Random(1)));
    }

    [Fact]
    public void Logits_become_logarithms_of_probabilities()
    {
        float[] values = [1000, 1000 + MathF.Log(3), float.NegativeInfinity];
        SequenceGeneration.LogSoftmax(values);
        Assert.Equal(Math.Log(0.25), values[0], 4);
        Assert.Equal(Math.Log(0.75), values[1], 4);
        Assert.Equal(float.NegativeInfinity, values[2]);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        PrefixModel Model() => new(Tokens, Arbitrary);
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceGeneration.Greedy(Model(), [], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceGeneration.Greedy(Model(), [4], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceGeneration.Greedy(Model(), [Start], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceGeneration.Greedy(Model(), [Start], 3, endToken: 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceGeneration.BeamSearch(Model(), [Start], 3, End, width: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceGeneration.BeamSearch(Model(), [Start], 3, End, alpha: -1));
        Assert.Throws<ArgumentNullException>(() => SequenceGeneration.Sample(Model(), [Start], 3, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler { Temperature = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler { TopK = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler { TopP = 1.1f });
        Assert.Throws<ArgumentException>(() => new TokenSampler().Next([float.NaN], new Random(1)));
        Assert.Throws<ArgumentException>(() => new TokenSampler().Next([float.NegativeInfinity], new Random(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrefixModel(0, Arbitrary));
        Assert.Throws<ArgumentException>(() => Model().Step([1, 2], new float[8]));
        var logits = new PrefixModel(Tokens, (_, values) => values.Fill(2));
        Assert.Equal("Expected logarithms of probabilities from the model, but token 0 has 2.",
            Assert.Throws<InvalidOperationException>(() => SequenceGeneration.BeamSearch(logits, [Start], 3, End)).Message);
    }
}
