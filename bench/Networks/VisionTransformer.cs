namespace NetCompiler.Bench.Networks;

/// <summary>
/// Dosovitskiy et al., An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale (2021): ViT-B/16. 86,567,656 parameters.
/// </summary>
[Network, Input(224, 224, 3)]
internal sealed partial class VisionTransformer
{
    public const int Width = 768;
    private const int Patches = 14 * 14;

    [Conv2D(Width, 16, Strides = [16]), Reshape(Patches, Width)] private static partial Tensor Patch(Tensor x);
    [Parameter(1, Width)] private static partial Tensor ClassToken();
    [PositionEmbedding(1 + Patches)] private static partial Tensor Places(Tensor x);
    [Layer<VisionTransformerBlock>(12)] private static partial Tensor Body(Tensor x);
    [LayerNormalization(Epsilon = 1e-6f)] private static partial Tensor Norm(Tensor x);
    [Dense(1000)] private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor image)
    {
        Tensor x = Concat(0, ClassToken(), Patch(image));
        return Head(Norm(Body(x + Places(x)))[0]);
    }
}

/// <summary>Attention and two dense layers, each with normalisation first and added to what went in.</summary>
[Block]
internal sealed partial class VisionTransformerBlock
{
    private const int Width = VisionTransformer.Width, Heads = 12;

    [LayerNormalization(Epsilon = 1e-6f)] private static partial Tensor NormBefore(Tensor x);
    [MultiHeadAttention(Heads, Width / Heads)] private static partial Tensor Attend(Tensor x);
    [LayerNormalization(Epsilon = 1e-6f)] private static partial Tensor NormBetween(Tensor x);
    [Dense(4 * Width, Activation = Activation.Gelu), Dense(Width)] private static partial Tensor Feed(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x += Attend(NormBefore(x));
        return x + Feed(NormBetween(x));
    }
}
