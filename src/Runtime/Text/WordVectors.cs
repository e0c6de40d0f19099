namespace NetCompiler;

/// <summary>A vector for each of some words, such as word2vec learns. Immutable as long as the matrix behind it is.</summary>
public sealed partial class WordVectors
{
    private readonly string[] _words;
    private readonly Dictionary<string, int> _indices;
    private readonly float[] _matrix;

    /// <summary>Words and their vectors.</summary>
    /// <param name="words">Distinct words, at least one.</param>
    /// <param name="matrix">[words, dimensions], row-major; not copied, so leave it as it is.</param>
    /// <exception cref="ArgumentException">A word is null or there twice, or the matrix has not as many floats for each.</exception>
    public WordVectors(IReadOnlyList<string> words, float[] matrix)
    {
        Argument.WithoutNull(words, nameof(words));
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentOutOfRangeException.ThrowIfZero(words.Count, nameof(words));
        if (matrix.Length == 0 || matrix.Length % words.Count != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Expected a multiple of {words.Count} floats, as many for each word, but got {matrix.Length}."), nameof(matrix));
        }

        _words = [.. words];
        _indices = new Dictionary<string, int>(words.Count, StringComparer.Ordinal);
        for (int i = 0; i < _words.Length; i++)
        {
            if (!_indices.TryAdd(_words[i], i))
            {
                throw new ArgumentException($"Expected distinct words, but '{Listing.Cut(_words[i], 40)}' is there twice.", nameof(words));
            }
        }

        _matrix = matrix;
        Dimensions = matrix.Length / words.Count;
    }

    private WordVectors(string[] words, Dictionary<string, int> indices, float[] matrix)
    {
        (_words, _indices, _matrix) = (words, indices, matrix);
        Dimensions = matrix.Length / words.Length;
    }

    /// <summary>Number of words, at least 1.</summary>
    public int Count => _words.Length;

    /// <summary>Floats of a vector, at least 1.</summary>
    public int Dimensions { get; }

    /// <summary>The words in their order; in files of word2vec the most frequent come first.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>The vector of a word by its place.</summary>
    /// <param name="index">From 0 up to, but not including, <see cref="Count"/>.</param>
    public ReadOnlySpan<float> this[int index] => (uint)index < (uint)Count
        ? _matrix.AsSpan(index * Dimensions, Dimensions)
        : throw new ArgumentOutOfRangeException(nameof(index), index, FormattableString.Invariant($"Expected an index from 0 to {Count - 1}."));

    /// <summary>The vector of a word.</summary>
    /// <exception cref="KeyNotFoundException">There is no such word.</exception>
    public ReadOnlySpan<float> this[string word] => this[Find(word)];

    /// <summary>The place of a word; -1 where it is not there.</summary>
    public int IndexOf(ReadOnlySpan<char> word) =>
        _indices.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out int index) ? index : -1;

    /// <summary>The vectors that an embedding has learned for the tokens of a vocabulary, without its padding.</summary>
    /// <param name="embeddings">
    /// The parameter of an <c>Embedding</c>, of shape [tokens, dimensions]: rows behind those of the vocabulary are left out.
    /// </param>
    /// <param name="vocabulary">The tokens, whose indices are the rows.</param>
    /// <exception cref="ArgumentException">The parameter is no such matrix, or has fewer rows than the vocabulary.</exception>
    public static WordVectors FromParameter(Parameter embeddings, Vocabulary vocabulary)
    {
        int dimensions = CheckRows(embeddings, vocabulary);
        var rows = new float[embeddings.Count];
        embeddings.CopyTo(rows);
        const int First = Vocabulary.UnknownIndex;
        return new WordVectors([.. vocabulary.Skip(First)], rows[(First * dimensions)..(vocabulary.Count * dimensions)]);
    }

    /// <summary>
    /// Puts the vectors of a vocabulary's tokens into the rows of an embedding; rows of tokens that have no vector stay as they are.
    /// </summary>
    /// <param name="embeddings">The parameter of an <c>Embedding</c>, of shape [tokens, dimensions].</param>
    /// <param name="vocabulary">The tokens, whose indices are the rows.</param>
    /// <returns>How many tokens have a vector.</returns>
    /// <exception cref="ArgumentException">The parameter is no such matrix, has fewer rows than the vocabulary or others dimensions.</exception>
    public int CopyTo(Parameter embeddings, Vocabulary vocabulary)
    {
        int dimensions = CheckRows(embeddings, vocabulary);
        if (dimensions != Dimensions)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Parameter '{embeddings.Name}' has shape {Shapes.Print(embeddings.Shape)}; expected {Dimensions} columns, as the vectors have."),
                nameof(embeddings));
        }

        var rows = new float[embeddings.Count];
        embeddings.CopyTo(rows);
        int found = 0;
        for (int row = Vocabulary.UnknownIndex; row < vocabulary.Count; row++)
        {
            int index = IndexOf(vocabulary[row]);
            if (index >= 0)
            {
                this[index].CopyTo(rows.AsSpan(row * dimensions));
                found++;
            }
        }

        embeddings.CopyFrom(rows);
        return found;
    }

    /// <summary>The columns of an embedding that has a row for each token.</summary>
    private static int CheckRows(Parameter embeddings, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentNullException.ThrowIfNull(vocabulary);
        return embeddings.Shape is [int rows, int columns] && rows >= vocabulary.Count ? columns : throw new ArgumentException(
            FormattableString.Invariant($"Parameter '{embeddings.Name}' has shape {Shapes.Print(embeddings.Shape)}; ")
                + FormattableString.Invariant($"expected a matrix with a row for each of the {vocabulary.Count} tokens."), nameof(embeddings));
    }

    private int Find(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        int index = IndexOf(word);
        return index >= 0 ? index : throw new KeyNotFoundException($"There is no vector for '{Listing.Cut(word, 40)}'.");
    }
}
