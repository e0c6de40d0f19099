using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Tells how probable each token is to follow a sequence.</summary>
/// <param name="prefix">All tokens so far, at least one.</param>
/// <param name="logProbabilities">A float a token: gets natural logarithms of probabilities that add up to 1.</param>
public delegate void NextToken(ReadOnlySpan<int> prefix, Span<float> logProbabilities);

/// <summary>A model without a state: whatever is given the whole sequence each time, such as a network that has no steps.</summary>
public sealed class PrefixModel : ISequenceModel
{
    private readonly NextToken _next;
    private List<int>[] _prefixes = [[]];

    /// <summary>A model that has seen nothing.</summary>
    /// <param name="tokenCount">Number of different tokens, at least 1.</param>
    /// <param name="next">What a token follows with.</param>
    public PrefixModel(int tokenCount, NextToken next)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tokenCount, 1);
        ArgumentNullException.ThrowIfNull(next);
        (TokenCount, _next) = (tokenCount, next);
    }

    /// <inheritdoc/>
    public int TokenCount { get; }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<int> tokens, Span<float> logProbabilities)
    {
        if (tokens.Length != _prefixes.Length)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Expected {_prefixes.Length} tokens, one for each stream, but got {tokens.Length}."), nameof(tokens));
        }

        for (int i = 0; i < tokens.Length; i++)
        {
            _prefixes[i].Add(tokens[i]);
            _next(CollectionsMarshal.AsSpan(_prefixes[i]), logProbabilities.Slice(i * TokenCount, TokenCount));
        }
    }

    /// <inheritdoc/>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        var prefixes = new List<int>[parents.Length];
        for (int i = 0; i < prefixes.Length; i++)
        {
            prefixes[i] = [.. _prefixes[parents[i]]];
        }

        _prefixes = prefixes;
    }
}
