using NetCompiler;

namespace Translate;

/// <summary>Each word of a translation looks at those before it, and at the text.</summary>
[Block]
public partial class DecoderBlock
{
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm1(Tensor x);
    [MultiHeadAttention(4, Sizes.Width / 4, Causal = true)] private static partial Tensor AttendBefore(Tensor x);
    [Dropout(TransformerTranslator.DropRate)] private static partial Tensor Drop1(Tensor x);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm2(Tensor x);
    [MultiHeadAttention(4, Sizes.Width / 4)] private static partial Tensor AttendText(Tensor query, Tensor value);
    [Dropout(TransformerTranslator.DropRate)] private static partial Tensor Drop2(Tensor x);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm3(Tensor x);
    [Dense(2 * Sizes.Width, Activation = Activation.Relu), Dense(Sizes.Width), Dropout(TransformerTranslator.DropRate)]
    private static partial Tensor Think(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x, Tensor text)
    {
        x += Drop1(AttendBefore(Norm1(x)));
        x += Drop2(AttendText(Norm2(x), text));
        return x + Think(Norm3(x));
    }
}
