namespace NetCompiler;

/// <summary>
/// Makes numbers of texts by Keras' rules for <c>TextVectorization</c>: a text is standardized, split into tokens, and these are looked up in a
/// vocabulary that <see cref="Adapt"/> learns.
/// </summary>
public sealed partial class TextVectorizer
{
    /// <summary>The vocabulary's first token that has a column in outputs other than indices: the unknown one.</summary>
    private const int FirstColumn = Vocabulary.UnknownIndex;

    private readonly TextStandardization _standardize;
    private readonly TextSplit _split;
    private readonly int _ngrams;
    private Vocabulary? _vocabulary;
    private float[]? _weights;

    /// <summary>A vectorizer that is to be adapted, or that has a vocabulary.</summary>
    /// <param name="maxTokens">
    /// Most tokens of the vocabulary, the special ones of the output mode included, at least 3: the padding (<see cref="TextOutputMode.Int"/> only)
    /// and the unknown token. Null for all.
    /// </param>
    /// <param name="standardize">What is done to a text before it is split.</param>
    /// <param name="split">How it becomes tokens.</param>
    /// <param name="ngrams">
    /// Tokens are runs of up to so many neighbours, with spaces between; at least 1. All single ones of a text come first, then all pairs, and so on.
    /// </param>
    /// <param name="outputMode">What a text becomes.</param>
    /// <param name="outputSequenceLength">
    /// Indices of a text: longer ones lose their end, shorter ones get padding there, at least 1. Only for <see cref="TextOutputMode.Int"/>; null
    /// for as many as there are tokens.
    /// </param>
    /// <param name="padToMaxTokens">
    /// Whether outputs have a float for each of <paramref name="maxTokens"/>, though the vocabulary may have fewer; not for <see
    /// cref="TextOutputMode.Int"/>.
    /// </param>
    /// <param name="vocabulary">The tokens; null where <see cref="Adapt"/> is to find them.</param>
    public TextVectorizer(
        int? maxTokens = null,
        TextStandardization standardize = TextStandardization.LowerAndStripPunctuation,
        TextSplit split = TextSplit.Whitespace,
        int ngrams = 1,
        TextOutputMode outputMode = TextOutputMode.Int,
        int? outputSequenceLength = null,
        bool padToMaxTokens = false,
        Vocabulary? vocabulary = null)
    {
        Argument.Member(standardize, nameof(standardize));
        Argument.Member(split, nameof(split));
        Argument.Member(outputMode, nameof(outputMode));
        ArgumentOutOfRangeException.ThrowIfLessThan(ngrams, 1);
        CheckSizes(maxTokens, outputMode, outputSequenceLength, padToMaxTokens);
        (_standardize, _split, _ngrams) = (standardize, split, ngrams);
        (MaxTokens, OutputMode, OutputSequenceLength, PadToMaxTokens) = (maxTokens, outputMode, outputSequenceLength, padToMaxTokens);
        if (vocabulary is not null)
        {
            Use(vocabulary);
        }
    }

    /// <summary>Most tokens of the vocabulary, special ones included; null for all.</summary>
    public int? MaxTokens { get; }

    /// <summary>What a text becomes.</summary>
    public TextOutputMode OutputMode { get; }

    /// <summary>Indices of a text in <see cref="TextOutputMode.Int"/>; null for as many as there are tokens.</summary>
    public int? OutputSequenceLength { get; }

    /// <summary>Whether outputs other than indices have a float for each of <see cref="MaxTokens"/>.</summary>
    public bool PadToMaxTokens { get; }

    /// <summary>The tokens.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public Vocabulary Vocabulary => _vocabulary
        ?? throw new InvalidOperationException(
            "The vectorizer has no vocabulary yet; expected a call of Adapt before, or a vocabulary for its constructor.");

    /// <summary>Floats that a text becomes; null where that depends on the text.</summary>
    /// <exception cref="InvalidOperationException">There is no vocabulary yet, and the output's length depends on it.</exception>
    public int? OutputLength => OutputMode == TextOutputMode.Int ? OutputSequenceLength
        : PadToMaxTokens ? MaxTokens
        : Vocabulary.Count - FirstColumn;

    /// <summary>
    /// Finds the vocabulary: the most frequent tokens of texts, as <see cref="Vocabulary.FromTexts"/>. One that is there is replaced.
    /// </summary>
    /// <param name="texts">The texts, each of which is gone through once.</param>
    public void Adapt(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var counter = new TokenCounter(_standardize, _split, _ngrams);
        counter.AddAll(texts, nameof(texts));
        Use(counter.ToVocabulary(MaxTokens is int most ? most - SpecialTokens : int.MaxValue, minCount: 1));
    }

    /// <summary>The indices of a text's tokens, of any number and whatever the output mode: 1 for an unknown one.</summary>
    /// <param name="text">The text.</param>
    public int[] Indices(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TokenBuffer tokens = Tokens(text);
        var indices = new int[tokens.Count];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = Vocabulary.IndexOf(tokens[i]);
        }

        return indices;
    }

    /// <summary>What a text becomes: <see cref="OutputLength"/> floats, or as many as it has tokens.</summary>
    /// <param name="text">The text.</param>
    public float[] Vectorize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TokenBuffer tokens = Tokens(text);
        var output = new float[OutputLength ?? tokens.Count];
        Write(tokens, output);
        return output;
    }

    /// <summary>Writes what a text becomes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="output">
    /// <see cref="OutputLength"/> floats; where that is null any number, and then longer texts lose their end and shorter ones get padding there.
    /// </param>
    public void Vectorize(string text, Span<float> output)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (OutputLength is int length && output.Length != length)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Expected {length} floats for the output, but got {output.Length}."), nameof(output));
        }

        Write(Tokens(text), output);
    }

    /// <summary>Texts with a class each as a data set; where <see cref="OutputLength"/> is null, all are as long as the longest.</summary>
    /// <param name="texts">At least one text.</param>
    /// <param name="labels">One a text, each from 0 to 2^24.</param>
    public Dataset ToDataset(IReadOnlyList<string> texts, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        float[] inputs = VectorizeAll(texts, out int length);
        return Dataset.FromArrays(inputs, [length], [.. labels]);
    }

    /// <summary>What texts become, one after the other; where <see cref="OutputLength"/> is null, all are as long as the longest.</summary>
    /// <param name="texts">At least one text.</param>
    /// <param name="length">Floats of a text, at least 1.</param>
    public float[] VectorizeAll(IReadOnlyList<string> texts, out int length)
    {
        Argument.WithoutNull(texts, nameof(texts));
        ArgumentOutOfRangeException.ThrowIfZero(texts.Count, nameof(texts));
        length = OutputLength ?? Math.Max(1, texts.Max(text => Tokens(text).Count));
        long floats = (long)texts.Count * length;
        if (floats > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{texts.Count} texts of {length} floats are more than an array can hold."), nameof(texts));
        }

        var outputs = new float[floats];
        for (int i = 0; i < texts.Count; i++)
        {
            Write(Tokens(texts[i]), outputs.AsSpan(i * length, length));
        }

        return outputs;
    }

    private int SpecialTokens => OutputMode == TextOutputMode.Int ? Vocabulary.SpecialTokens : Vocabulary.SpecialTokens - FirstColumn;

    private static void CheckSizes(int? maxTokens, TextOutputMode outputMode, int? outputSequenceLength, bool padToMaxTokens)
    {
        if (maxTokens is int tokens)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(tokens, Vocabulary.SpecialTokens + 1, nameof(maxTokens));
        }

        if (outputSequenceLength is int length)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(outputSequenceLength));
            if (outputMode != TextOutputMode.Int)
            {
                throw new ArgumentException(
                    $"The output mode is {outputMode}, which has no sequences; expected no length of one.", nameof(outputSequenceLength));
            }
        }

        if (padToMaxTokens && (outputMode == TextOutputMode.Int || maxTokens is null))
        {
            throw new ArgumentException("Expected maxTokens and an output mode other than Int with padToMaxTokens.", nameof(padToMaxTokens));
        }
    }

    private void Use(Vocabulary vocabulary)
    {
        int tokens = vocabulary.Count - Vocabulary.SpecialTokens;
        if (MaxTokens is int most && tokens > most - SpecialTokens)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The vocabulary has {tokens} tokens; expected at most {most - SpecialTokens}."), nameof(vocabulary));
        }

        if (OutputMode == TextOutputMode.TfIdf && vocabulary.Statistics is null)
        {
            throw new ArgumentException("TfIdf needs to know how many texts have a token; expected a vocabulary from texts.", nameof(vocabulary));
        }

        _weights = OutputMode == TextOutputMode.TfIdf ? vocabulary.Statistics!.InverseDocumentFrequencies() : null;
        _vocabulary = vocabulary;
    }

    private TokenBuffer Tokens(string text)
    {
        var tokens = new TokenBuffer(_standardize, _split, _ngrams);
        tokens.Fill(text);
        return tokens;
    }

    private void Write(TokenBuffer tokens, Span<float> output)
    {
        Vocabulary vocabulary = Vocabulary;
        output.Clear();
        if (OutputMode == TextOutputMode.Int)
        {
            for (int i = 0; i < Math.Min(tokens.Count, output.Length); i++)
            {
                output[i] = vocabulary.IndexOf(tokens[i]);
            }

            return;
        }

        for (int i = 0; i < tokens.Count; i++)
        {
            int column = vocabulary.IndexOf(tokens[i]) - FirstColumn;
            output[column] = OutputMode == TextOutputMode.MultiHot ? 1 : output[column] + 1;
        }

        for (int column = 0; column < _weights?.Length; column++)
        {
            output[column] *= _weights[column];
        }
    }
}
