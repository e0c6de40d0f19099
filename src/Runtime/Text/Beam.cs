using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>One beam search.</summary>
internal sealed class Beam(ISequenceModel model, int maxLength, int endToken, int width, double alpha)
{
    private readonly List<GeneratedSequence> _ended = [];
    private List<(int[] Tokens, double LogProbability)> _live = [([], 0)];

    public IReadOnlyList<GeneratedSequence> Search(IReadOnlyList<int> prompt)
    {
        var logProbabilities = new float[model.TokenCount];
        SequenceGeneration.Begin(model, prompt, logProbabilities);
        for (int length = 1; ; length++)
        {
            SequenceGeneration.CheckLogProbabilities(logProbabilities);
            List<Candidate> candidates = Best(logProbabilities);
            TakeEnded(candidates, length);
            Candidate[] kept = [.. candidates.Where(candidate => candidate.Token != endToken).Take(width)];
            _live = [.. kept.Select(candidate => ((int[])[.. _live[candidate.Parent].Tokens, candidate.Token], candidate.LogProbability))];
            if (length == maxLength || _live.Count == 0 || CannotImprove())
            {
                return Ranked(length);
            }

            model.Reorder(Array.ConvertAll(kept, candidate => candidate.Parent));
            logProbabilities = new float[kept.Length * model.TokenCount];
            model.Step(Array.ConvertAll(kept, candidate => candidate.Token), logProbabilities);
        }
    }

    private double Score(double logProbability, int length) =>
        logProbability / Distributions.Exp(alpha * RandomStream.Log((5.0 + length) / 6));

    /// <summary>
    /// The best continuations, the best first: twice as many as are kept, since so many have enough that go on even where each of the kept
    /// sequences may end.
    /// </summary>
    private List<Candidate> Best(float[] logProbabilities)
    {
        // The least of the best first, so that one look tells whether a continuation is among them; of equals the earlier one is better.
        var best = new PriorityQueue<Candidate, (double LogProbability, int Later)>();
        for (int i = 0; i < logProbabilities.Length; i++)
        {
            (int parent, int token) = Math.DivRem(i, model.TokenCount);
            var candidate = new Candidate(parent, token, _live[parent].LogProbability + logProbabilities[i]);
            if (double.IsNegativeInfinity(candidate.LogProbability))
            {
                continue;
            }

            if (best.Count < 2L * width)
            {
                best.Enqueue(candidate, (candidate.LogProbability, -i));
            }
            else
            {
                best.EnqueueDequeue(candidate, (candidate.LogProbability, -i));
            }
        }

        var sorted = new List<Candidate>(best.Count);
        while (best.TryDequeue(out Candidate candidate, out _))
        {
            sorted.Add(candidate);
        }

        sorted.Reverse();
        return sorted;
    }

    private void TakeEnded(List<Candidate> candidates, int length)
    {
        foreach (Candidate candidate in candidates.Where(candidate => candidate.Token == endToken))
        {
            _ended.Add(new GeneratedSequence(
                _live[candidate.Parent].Tokens, candidate.LogProbability, Score(candidate.LogProbability, length), Ended: true));
        }
    }

    /// <summary>
    /// Whether no unfinished sequence can still be among the best: it only becomes less probable, and at most as much is made up for as the longest
    /// gets.
    /// </summary>
    private bool CannotImprove()
    {
        double possible = Score(_live.Max(sequence => sequence.LogProbability), maxLength);
        return _ended.Count >= width && possible <= _ended.Select(sequence => sequence.Score).OrderDescending().ElementAt(width - 1);
    }

    private GeneratedSequence[] Ranked(int length) =>
    [
        .. _ended.OrderByDescending(sequence => sequence.Score)
            .Concat(_live.Select(sequence => new GeneratedSequence(
                sequence.Tokens, sequence.LogProbability, Score(sequence.LogProbability, length), Ended: false)))
            .Take(width),
    ];

    /// <summary>A sequence that is kept and a token behind it.</summary>
    private readonly record struct Candidate(int Parent, int Token, double LogProbability);
}
