using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>A word and how near it is.</summary>
/// <param name="Word">The word.</param>
/// <param name="Similarity">The cosine of the angle between its vector and the one that was asked for, from -1 to 1.</param>
public readonly record struct WordNeighbour(string Word, double Similarity);

/// <summary>How many questions of the kind "a is to b as c is to what" were answered.</summary>
/// <param name="Correct">Answered as expected.</param>
/// <param name="Asked">All of whose words have vectors.</param>
/// <param name="Unknown">Left out, since a word has no vector.</param>
public readonly record struct AnalogyScore(int Correct, int Asked, int Unknown)
{
    /// <summary>Share of the questions asked that were answered as expected; 0 where none was asked.</summary>
    public double Accuracy => Asked > 0 ? (double)Correct / Asked : 0;
}

/// <summary>How well similarities agree with the judgement of people.</summary>
/// <param name="Spearman">The correlation of their ranks, from -1 to 1.</param>
/// <param name="Pairs">Pairs that were compared.</param>
/// <param name="Unknown">Pairs that were left out, since a word has no vector.</param>
public sealed record SimilarityScore(double Spearman, int Pairs, IReadOnlyList<(string First, string Second)> Unknown);

/// <content>What lies near what.</content>
public sealed partial class WordVectors
{
    private float[]? _inverseNorms;

    /// <summary>The inverse of each vector's length, 0 for a vector of zeros; found when they are first needed.</summary>
    private float[] InverseNorms
    {
        get
        {
            if (_inverseNorms is { } known)
            {
                return known;
            }

            var inverse = new float[Count];
            for (int i = 0; i < inverse.Length; i++)
            {
                inverse[i] = InverseNorm(this[i]);
            }

            return _inverseNorms = inverse;
        }
    }

    /// <summary>The cosine of the angle between two words' vectors, from -1 to 1; 0 where one has only zeros.</summary>
    /// <exception cref="KeyNotFoundException">A word has no vector.</exception>
    public double Similarity(string first, string second)
    {
        int one = Find(first), other = Find(second);
        return FixedSums.Dot(this[one], this[other]) * InverseNorms[one] * InverseNorms[other];
    }

    /// <summary>The words whose vectors point most nearly in the direction of a word's, without itself, the nearest first.</summary>
    /// <param name="word">The word.</param>
    /// <param name="count">How many at most, at least 1.</param>
    /// <exception cref="KeyNotFoundException">The word has no vector.</exception>
    public IReadOnlyList<WordNeighbour> Nearest(string word, int count = 10)
    {
        int index = Find(word);
        return Nearest(this[index], count, [index]);
    }

    /// <summary>
    /// The words whose vectors point most nearly in the direction of a vector, the nearest first; of two as near, the first of the words.
    /// </summary>
    /// <param name="vector"><see cref="Dimensions"/> floats.</param>
    /// <param name="count">How many at most, at least 1.</param>
    public IReadOnlyList<WordNeighbour> Nearest(ReadOnlySpan<float> vector, int count = 10)
    {
        if (vector.Length != Dimensions)
        {
            throw new ArgumentException(FormattableString.Invariant($"Expected {Dimensions} floats, but got {vector.Length}."), nameof(vector));
        }

        return Nearest(vector, count, []);
    }

    /// <summary>
    /// What is to <paramref name="third"/> as <paramref name="second"/> is to <paramref name="first"/>: the words nearest to second - first +
    /// third, all scaled to length 1, without the three themselves (3CosAdd; Mikolov et al., 2013).
    /// </summary>
    /// <param name="first">Such as "man".</param>
    /// <param name="second">Such as "king".</param>
    /// <param name="third">Such as "woman".</param>
    /// <param name="count">How many words at most, at least 1.</param>
    /// <exception cref="KeyNotFoundException">A word has no vector.</exception>
    public IReadOnlyList<WordNeighbour> Analogy(string first, string second, string third, int count = 10) =>
        Analogy(Find(first), Find(second), Find(third), count);

    /// <summary>Answers questions of the kind "a is to b as c is to what", and counts the answers that are the expected ones.</summary>
    /// <param name="questions">
    /// First, second and third word, as for <see cref="Analogy(string, string, string, int)"/>, and the expected answer.
    /// </param>
    public AnalogyScore Analogies(IEnumerable<(string First, string Second, string Third, string Answer)> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        int correct = 0, asked = 0, unknown = 0;
        foreach ((string first, string second, string third, string answer) in questions)
        {
            int one = IndexOf(first), two = IndexOf(second), three = IndexOf(third);
            if (one < 0 || two < 0 || three < 0 || IndexOf(answer) < 0)
            {
                unknown++;
                continue;
            }

            asked++;
            correct += Analogy(one, two, three, count: 1) is [var found] && found.Word == answer ? 1 : 0;
        }

        return new AnalogyScore(correct, asked, unknown);
    }

    /// <summary>
    /// Compares similarities of pairs of words with the judgement of people by Spearman's correlation of their ranks; equals share a rank.
    /// </summary>
    /// <param name="pairs">Two words, and how alike people find them; at least two pairs whose words have vectors.</param>
    /// <exception cref="ArgumentException">Fewer than two pairs have vectors, or one of the two orders has only equals.</exception>
    public SimilarityScore Correlation(IEnumerable<(string First, string Second, double Judgement)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var similarities = new List<double>();
        var judgements = new List<double>();
        var unknown = new List<(string First, string Second)>();
        foreach ((string first, string second, double judgement) in pairs)
        {
            if (IndexOf(first) < 0 || IndexOf(second) < 0)
            {
                unknown.Add((first, second));
                continue;
            }

            similarities.Add(Similarity(first, second));
            judgements.Add(judgement);
        }

        return new SimilarityScore(RankCorrelation.Spearman([.. similarities], [.. judgements]), similarities.Count, unknown);
    }

    private static float InverseNorm(ReadOnlySpan<float> vector)
    {
        float square = FixedSums.Dot(vector, vector);
        return square > 0 ? 1 / MathF.Sqrt(square) : 0;
    }

    private IReadOnlyList<WordNeighbour> Analogy(int first, int second, int third, int count)
    {
        var wanted = new float[Dimensions];
        float[] inverse = InverseNorms;
        for (int d = 0; d < wanted.Length; d++)
        {
            wanted[d] = (this[second][d] * inverse[second]) - (this[first][d] * inverse[first]) + (this[third][d] * inverse[third]);
        }

        return Nearest(wanted, count, [first, second, third]);
    }

    private IReadOnlyList<WordNeighbour> Nearest(ReadOnlySpan<float> vector, int count, ReadOnlySpan<int> without)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        float[] inverse = InverseNorms;
        float scale = InverseNorm(vector);

        // The least first, and of those the last, so that one look tells whether a word is among the nearest.
        var nearest = new PriorityQueue<int, (float Similarity, int Later)>();
        for (int i = 0; i < Count; i++)
        {
            if (without.Contains(i))
            {
                continue;
            }

            float similarity = FixedSums.Dot(vector, this[i]) * inverse[i] * scale;
            if (nearest.Count < count)
            {
                nearest.Enqueue(i, (similarity, -i));
            }
            else
            {
                nearest.EnqueueDequeue(i, (similarity, -i));
            }
        }

        var found = new WordNeighbour[nearest.Count];
        for (int i = found.Length - 1; nearest.TryDequeue(out int index, out (float Similarity, int Later) order); i--)
        {
            found[i] = new WordNeighbour(_words[index], order.Similarity);
        }

        return found;
    }
}
