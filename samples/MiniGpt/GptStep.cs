using NetCompiler;

namespace MiniGpt;

/// <summary>
/// One character of <see cref="Gpt"/>, whose weights it has by their names: it remembers the keys and values of the characters before, so that these
/// need not be
/// computed again.
/// </summary>
[Network]
public partial class GptStep
{
    /// <summary>Floats of the keys, and of the values, of all blocks.</summary>
    public const int CacheFloats = Gpt.Blocks * Gpt.Context * Gpt.Width;

    [Embedding(Gpt.Vocabulary, Gpt.Width)] private static partial Tensor Tokens(Tensor x);
    [Embedding(Gpt.Context, Gpt.Width)] private static partial Tensor Places(Tensor x);
    [Layer<TransformerBlock>(Gpt.Blocks, Method = "Step")] private static partial (Tensor X, Tensor Keys, Tensor Values) Body(Tensor x, Tensor keys,
        Tensor values, Tensor place, int block);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm(Tensor x);
    [Dense(Gpt.Vocabulary)] private static partial Tensor Scores(Tensor x);

    [Forward]
    private static (Tensor Scores, Tensor Keys, Tensor Values) Forward(
        [Input(1)] Tensor token, [Input(1)] Tensor place, [Input(Gpt.Blocks, Gpt.Width, Gpt.Context)] Tensor keys,
            [Input(Gpt.Blocks, Gpt.Context, Gpt.Width)] Tensor values)
    {
        Tensor x = Tokens(token) + Places(place);
        var (k0, v0, k1, v1) = (keys[0], values[0], keys[1], values[1]);
        var (k2, v2, k3, v3) = (keys[2], values[2], keys[3], values[3]);
        (x, k0, v0) = Body(x, k0, v0, place, 0);
        (x, k1, v1) = Body(x, k1, v1, place, 1);
        (x, k2, v2) = Body(x, k2, v2, place, 2);
        (x, k3, v3) = Body(x, k3, v3, place, 3);
        return (Scores(Norm(x)), Stack(k0, k1, k2, k3), Stack(v0, v1, v2, v3));
    }
}
