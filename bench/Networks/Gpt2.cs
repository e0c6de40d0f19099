namespace NetCompiler.Bench.Networks;

/// <summary>
/// Radford et al., Language Models are Unsupervised Multitask Learners (2019), the small one: the scores of each token's successor. 124,439,808
/// parameters, of which the places behind <see cref="Context"/> go unused.
/// </summary>
[Network, Input(Context)]
internal sealed partial class Gpt2
{
    public const int Width = 768;
    private const int Vocabulary = 50257, Places = 1024, Context = 256;

    [Embedding(Vocabulary, Width)] private static partial Tensor Tokens(Tensor x);
    [PositionEmbedding(Places)] private static partial Tensor Place(Tensor x);
    [Layer<Gpt2Block>(12)] private static partial Tensor Body(Tensor x);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm(Tensor x);
    [TiedDense(nameof(Tokens))] private static partial Tensor Scores(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor tokens)
    {
        Tensor x = Tokens(tokens);
        return Scores(Norm(Body(x + Place(x))));
    }
}

/// <summary>Attention to what came before, and two dense layers, each with normalisation first and added to what went in.</summary>
[Block]
internal sealed partial class Gpt2Block
{
    private const int Width = Gpt2.Width, Heads = 12;

    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor NormBefore(Tensor x);
    [MultiHeadAttention(Heads, Width / Heads, Causal = true)] private static partial Tensor Attend(Tensor x);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor NormBetween(Tensor x);
    [Dense(4 * Width, Activation = Activation.GeluTanh), Dense(Width)] private static partial Tensor Feed(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x += Attend(NormBefore(x));
        return x + Feed(NormBetween(x));
    }
}
