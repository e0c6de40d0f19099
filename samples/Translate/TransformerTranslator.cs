using NetCompiler;

namespace Translate;

/// <summary>The Transformer with encoder and decoder (Vaswani et al., 2017), three blocks each, normalised before each part.</summary>
[Network(Streaming = true, StreamedInput = "target")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true, IgnoreClass = Sizes.Padding)]
public partial class TransformerTranslator
{
    /// <summary>Share of values that training drops.</summary>
    internal const float DropRate = 0.1f;

    private const int Blocks = 3;

    [Embedding(Sizes.SourceWords, Sizes.Width, MaskZero = true)] private static partial Tensor SourceWords(Tensor x);
    [Embedding(Sizes.TargetWords, Sizes.Width)] private static partial Tensor TargetWords(Tensor x);
    [PositionEmbedding(Sizes.Length)] private static partial Tensor SourcePlaces(Tensor x);
    [PositionEmbedding(Sizes.Length)] private static partial Tensor TargetPlaces(Tensor x);
    [Dropout(DropRate)] private static partial Tensor DropSource(Tensor x);
    [Dropout(DropRate)] private static partial Tensor DropTarget(Tensor x);
    [Layer<EncoderBlock>(Blocks)] private static partial Tensor Encode(Tensor x);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor EncoderNorm(Tensor x);
    [Layer<DecoderBlock>(Blocks)] private static partial Tensor Decode(Tensor x, Tensor text, int number);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor DecoderNorm(Tensor x);
    [TiedDense(nameof(TargetWords), UseBias = true)] private static partial Tensor Scores(Tensor x);

    [Forward]
    private static Tensor Forward([Input(Sizes.Length)] Tensor source, [Input(Sizes.Length)] Tensor target)
    {
        Tensor text = SourceWords(source) * MathF.Sqrt(Sizes.Width), written = TargetWords(target) * MathF.Sqrt(Sizes.Width);
        text = EncoderNorm(Encode(DropSource(text + SourcePlaces(text))));
        written = DropTarget(written + TargetPlaces(written));
        for (int i = 0; i < Blocks; i++)
        {
            written = Decode(written, text, i);
        }

        return Scores(DecoderNorm(written));
    }
}
