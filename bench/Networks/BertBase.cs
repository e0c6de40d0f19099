namespace NetCompiler.Bench.Networks;

/// <summary>
/// Devlin et al., BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding (2019), base and uncased: the state of each
/// token and that of the whole text. 109,482,240 parameters.
/// </summary>
[Network]
internal sealed partial class BertBase
{
    public const int Width = 768;
    private const int Vocabulary = 30522, Places = 512, Context = 128;

    [Embedding(Vocabulary, Width)] private static partial Tensor Tokens(Tensor x);
    [Embedding(2, Width)] private static partial Tensor Segments(Tensor x);
    [PositionEmbedding(Places)] private static partial Tensor Place(Tensor x);
    [LayerNormalization(Epsilon = 1e-12f)] private static partial Tensor Norm(Tensor x);
    [Layer<BertBlock>(12)] private static partial Tensor Body(Tensor x, Tensor mask, int block);
    [Dense(Width, Activation = Activation.Tanh)] private static partial Tensor Pool(Tensor x);

    /// <param name="tokens">The numbers of words and their parts.</param>
    /// <param name="segments">0 for the first sentence and 1 for the second.</param>
    /// <param name="mask">1 for tokens and 0 for what fills the rest.</param>
    [Forward]
    private static (Tensor States, Tensor Pooled) Forward(
        [Input(Context)] Tensor tokens, [Input(Context)] Tensor segments, [Input(Context)] Tensor mask)
    {
        Tensor x = Tokens(tokens) + Segments(segments);
        x = Norm(x + Place(x));
        for (int block = 0; block < 12; block++)
        {
            x = Body(x, mask, block);
        }

        return (x, Pool(x[0]));
    }
}

/// <summary>Attention and two dense layers, each added to what went in and normalised.</summary>
[Block]
internal sealed partial class BertBlock
{
    private const int Width = BertBase.Width, Heads = 12;

    [MultiHeadAttention(Heads, Width / Heads)] private static partial Tensor Attend(Tensor query, Tensor value, Tensor key, Tensor mask);
    [LayerNormalization(Epsilon = 1e-12f)] private static partial Tensor NormBetween(Tensor x);
    [Dense(4 * Width, Activation = Activation.Gelu), Dense(Width)] private static partial Tensor Feed(Tensor x);
    [LayerNormalization(Epsilon = 1e-12f)] private static partial Tensor NormAfter(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x, Tensor mask)
    {
        x = NormBetween(x + Attend(x, x, x, mask));
        return NormAfter(x + Feed(x));
    }
}
