using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Connectionist temporal classification of long sequences, against the recursion over labels and blanks in double precision.</summary>
public sealed class CtcTests
{
    private const int Steps = 61, Classes = 7, Most = 11, Blank = Classes - 1, Samples = 9;

    private static readonly int[] Lengths = [61, 60, 33, 12, 61, 5, 0, 40, 11], Counts = [11, 0, 7, 6, 3, 5, 2, 11, 10];

    /// <summary>Scores, how many steps count, and labels filled up with blanks.</summary>
    private static (float[] Inputs, float[] Letters) Draw(int seed)
    {
        var random = new Random(seed);
        float[] Row(int n) => [.. Enumerable.Range(0, Steps * Classes).Select(_ => (random.NextSingle() * 4) - 2), Lengths[n]];
        float[] Letters(int n) => [.. Enumerable.Range(0, Most).Select(i => i < Counts[n] ? random.Next(Blank) : (float)Blank)];
        return ([.. Enumerable.Range(0, Samples).SelectMany(Row)], [.. Enumerable.Range(0, Samples).SelectMany(Letters)]);
    }

    /// <summary>The probability of all ways, by what each step makes of it; minus its logarithm, or 0 where there is none.</summary>
    private static double Loss(ReadOnlySpan<double> scores, int steps, ReadOnlySpan<float> letters, int count)
    {
        int[] states = new int[(2 * count) + 1];
        Array.Fill(states, Blank);
        for (int i = 0; i < count; i++)
        {
            states[(2 * i) + 1] = (int)letters[i];
        }

        (double[] shares, double logarithm) = (new double[states.Length], 0);
        shares[0] = 1;
        for (int step = 0; step < steps; step++)
        {
            double[] row = scores.Slice(step * Classes, Classes).ToArray().Select(Math.Exp).ToArray();
            double[] next = new double[states.Length];
            for (int s = 0; s < states.Length; s++)
            {
                // Before the first step only the first blank was read, so the first label follows it.
                bool skips = s >= 2 && states[s] != Blank && states[s] != states[s - 2];
                double before = shares[s] + (s > 0 ? shares[s - 1] : 0) + (skips ? shares[s - 2] : 0);
                next[s] = before * row[states[s]] / row.Sum();
            }

            double sum = next.Sum();
            shares = sum > 0 ? Array.ConvertAll(next, share => share / sum) : next;
            logarithm += sum > 0 ? Math.Log(sum) : 0;
        }

        double end = shares[^1] + (count > 0 ? shares[^2] : 0);
        return end > 0 ? -Math.Log(end) - logarithm : 0;
    }

    private static double LossOf(double[] inputs, float[] letters, int n) => Loss(
        Array.ConvertAll(inputs[(n * ((Steps * Classes) + 1))..][..(Steps * Classes)], score => 2 * score), Lengths[n],
        letters.AsSpan(n * Most, Most), Counts[n]);

    [Fact]
    public void Long_sequences_have_the_loss_and_the_gradient_of_the_recursion()
    {
        var (inputs, letters) = Draw(1);
        var network = new GivenLetters(1);
        float[] slopes = new float[inputs.Length];
        float loss = network.ComputeGradients(inputs, letters, inputGradients: slopes);
        double[] exact = Array.ConvertAll(inputs, value => (double)value);
        double[] losses = [.. Enumerable.Range(0, Samples).Select(n => LossOf(exact, letters, n))];
        Assert.Equal(losses.Average(), loss, 1e-5 * losses.Average());
        Assert.Equal(0, losses[6]);

        for (int i = 0; i < inputs.Length; i += 3)
        {
            int n = i / ((Steps * Classes) + 1);
            double At(double by)
            {
                double[] moved = [.. exact];
                moved[i] += by;
                return LossOf(moved, letters, n);
            }

            double expected = i % ((Steps * Classes) + 1) == Steps * Classes ? 0 : (At(1e-5) - At(-1e-5)) / 2e-5 / Samples;
            Assert.True(Math.Abs(expected - slopes[i]) < 2e-5, $"Input {i}: expected {expected}, but is {slopes[i]}.");
        }
    }

    [Fact]
    public void Classes_that_are_ruled_out_give_numbers()
    {
        var (inputs, letters) = Draw(2);
        int width = (Steps * Classes) + 1;

        // In the first sample a letter can only come late; in the third no way is left.
        int first = (int)letters[0], third = (int)letters[2 * Most];
        for (int step = 0; step < 20; step++)
        {
            inputs[(step * Classes) + first] = float.NegativeInfinity;
        }

        for (int step = 0; step < Steps; step++)
        {
            inputs[(2 * width) + (step * Classes) + third] = float.NegativeInfinity;
        }

        var network = new GivenLetters(1);
        float[] slopes = new float[inputs.Length];
        float loss = network.ComputeGradients(inputs, letters, inputGradients: slopes);
        double[] exact = Array.ConvertAll(inputs, value => (double)value);
        double[] losses = [.. Enumerable.Range(0, Samples).Select(n => LossOf(exact, letters, n))];
        Assert.Equal((0, true), (losses[2], losses[0] > 0));
        Assert.Equal(losses.Average(), loss, 1e-5 * losses.Average());
        Assert.All(slopes, slope => Assert.True(float.IsFinite(slope)));
        Assert.All(slopes[(2 * width)..(3 * width)], slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void Steps_that_do_not_count_change_no_bit()
    {
        var (inputs, letters) = Draw(3);
        float[] other = [.. inputs];
        for (int n = 0; n < Samples; n++)
        {
            other.AsSpan((n * ((Steps * Classes) + 1)) + (Lengths[n] * Classes), (Steps - Lengths[n]) * Classes).Fill(7);
        }

        var network = new GivenLetters(1);
        float[] slopes = new float[inputs.Length], otherSlopes = new float[inputs.Length];
        Assert.Equal(
            network.ComputeGradients(inputs, letters, inputGradients: slopes), network.ComputeGradients(other, letters, inputGradients: otherSlopes));
        Assert.Equal(slopes, otherSlopes);
    }

    [Fact]
    public void Letters_are_learned_though_nobody_says_where_they_are()
    {
        // Three kinds of sounds of random lengths, with silence between them; the letters are their numbers.
        var random = new Random(4);
        float[] sounds = new float[64 * 30 * 3], letters = new float[64 * 8];
        for (int n = 0; n < 64; n++)
        {
            int step = 0, count = 0;
            while (step < 22)
            {
                int letter = random.Next(3);
                letters[(n * 8) + count++] = letter + 1;
                for (int end = step + random.Next(2, 5); step < end; step++)
                {
                    for (int i = 0; i < 3; i++)
                    {
                        sounds[(((n * 30) + step) * 3) + i] = (i == letter ? 1 : 0) + (random.NextSingle() * 0.2f) + 0.05f;
                    }
                }

                sounds[((n * 30) + step++) * 3] = -1;
            }
        }

        var network = new SpreadLetters(5);
        var optimizer = new Adam(0.02f);
        float first = network.EvaluateLoss(sounds, letters);
        for (int epoch = 0; epoch < 150; epoch++)
        {
            network.TrainStep(sounds, letters, optimizer);
        }

        float[] scores = new float[64 * network.OutputFloats];
        float last = network.EvaluateLoss(sounds, letters, scores);
        Assert.True(last < first / 20, $"{first} -> {last}");
        int right = Enumerable.Range(0, 64).Count(n =>
        {
            int steps = Enumerable.Range(0, 30).Count(step => sounds.AsSpan(((n * 30) + step) * 3, 3).ContainsAnyExcept(0f));
            int[] read = CtcDecoding.BestPath(scores.AsSpan(n * network.OutputFloats, steps * 5), 5);
            return read.SequenceEqual(letters[(n * 8)..((n + 1) * 8)].Where(letter => letter > 0).Select(letter => (int)letter));
        });
        Assert.True(right >= 60, $"{right} of 64");
    }
}
