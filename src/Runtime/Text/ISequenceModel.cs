namespace NetCompiler;

/// <summary>
/// What continues sequences token by token, several at once: the states of some streams, and a network that goes one step on. <see
/// cref="SequenceGeneration"/> writes with it.
/// </summary>
/// <remarks>A model begins with one stream that has seen nothing. It is used by one thread at a time.</remarks>
public interface ISequenceModel
{
    /// <summary>Number of different tokens, at least 1.</summary>
    int TokenCount { get; }

    /// <summary>Gives each stream its next token, and tells how probable each token is to follow.</summary>
    /// <param name="tokens">A token for each stream, from 0 up to, but not including, <see cref="TokenCount"/>.</param>
    /// <param name="logProbabilities">
    /// [streams, tokens]: gets natural logarithms of probabilities that add up to 1 for each stream; negative infinity for what cannot follow.
    /// </param>
    void Step(ReadOnlySpan<int> tokens, Span<float> logProbabilities);

    /// <summary>Makes streams of copies of the present ones: stream i goes on with the state of the stream <paramref name="parents"/>[i].</summary>
    /// <param name="parents">A present stream for each of the new ones; any may be there several times, or not at all.</param>
    void Reorder(ReadOnlySpan<int> parents);
}
