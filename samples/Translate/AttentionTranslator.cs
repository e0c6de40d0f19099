using NetCompiler;

namespace Translate;

/// <summary>Sizes that both networks and the texts share.</summary>
internal static class Sizes
{
    /// <summary>Words of a text, and of a translation with the mark of its beginning or its end.</summary>
    public const int Length = 28;

    /// <summary>Words of the language that is translated, padding and the unknown word included; rarer ones are unknown.</summary>
    public const int SourceWords = 8000;

    /// <summary>Words of the other language, with padding, the unknown word and the marks of a beginning and an end.</summary>
    public const int TargetWords = 6000;

    /// <summary>Values that stand for a word.</summary>
    public const int Width = 128;

    /// <summary>The number that fills texts up, which does not count.</summary>
    public const int Padding = 0;
}

/// <summary>
/// A text is read both ways by a GRU; another writes the translation, and looks back at the text for each word (Luong et al., 2015). The table of the
/// translation's words serves as the weights of the scores, too.
/// </summary>
[Network(Streaming = true, StreamedInput = "target")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true, IgnoreClass = Sizes.Padding)]
public partial class AttentionTranslator
{
    private const int Units = 256;
    private const float DropRate = 0.2f;

    [Embedding(Sizes.SourceWords, Sizes.Width, MaskZero = true)] private static partial Tensor SourceWords(Tensor x);
    [Embedding(Sizes.TargetWords, Sizes.Width)] private static partial Tensor TargetWords(Tensor x);
    [Dropout(DropRate)] private static partial Tensor DropSource(Tensor x);
    [Dropout(DropRate)] private static partial Tensor DropTarget(Tensor x);
    [Bidirectional, GRU(Units, ReturnSequences = true, ReturnState = true)]
    private static partial (Tensor Outputs, Tensor Forwards, Tensor Backwards) Read(Tensor x);
    [Dense(Units, Activation = Activation.Tanh)] private static partial Tensor Begin(Tensor x);
    [GRU(Units, ReturnSequences = true)] private static partial Tensor Write(Tensor x, Tensor first);
    [MultiHeadAttention(1, Units)] private static partial Tensor Attend(Tensor query, Tensor value);
    [Dense(Sizes.Width), LayerNormalization(Epsilon = 1e-5f), Dropout(DropRate)] private static partial Tensor Join(Tensor x);
    [TiedDense(nameof(TargetWords), UseBias = true)] private static partial Tensor Scores(Tensor x);

    [Forward]
    private static Tensor Forward([Input(Sizes.Length)] Tensor source, [Input(Sizes.Length)] Tensor target)
    {
        (Tensor text, Tensor forwards, Tensor backwards) = Read(DropSource(SourceWords(source) * MathF.Sqrt(Sizes.Width)));
        Tensor words = DropTarget(TargetWords(target) * MathF.Sqrt(Sizes.Width));
        Tensor written = Write(words, Begin(Concat(forwards, backwards)));
        return Scores(Join(Concat(written, Attend(written, text))));
    }
}
