using NetCompiler;

namespace Translate;

/// <summary>Each word of a text looks at all others.</summary>
[Block]
public partial class EncoderBlock
{
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm1(Tensor x);
    [MultiHeadAttention(4, Sizes.Width / 4)] private static partial Tensor Attend(Tensor x);
    [Dropout(TransformerTranslator.DropRate)] private static partial Tensor Drop1(Tensor x);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm2(Tensor x);
    [Dense(2 * Sizes.Width, Activation = Activation.Relu), Dense(Sizes.Width), Dropout(TransformerTranslator.DropRate)]
    private static partial Tensor Think(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x += Drop1(Attend(Norm1(x)));
        return x + Think(Norm2(x));
    }
}
