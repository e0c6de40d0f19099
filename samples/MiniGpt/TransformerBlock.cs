using NetCompiler;

namespace MiniGpt;

/// <summary>A pre-norm Transformer block of width 128 with four heads, in which a place sees those before it.</summary>
[Block]
public partial class TransformerBlock
{
    private const int Heads = 4, Size = 32;

    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm1(Tensor x);
    [Dense(128)] private static partial Tensor Query(Tensor x);
    [Dense(128)] private static partial Tensor Key(Tensor x);
    [Dense(128)] private static partial Tensor Value(Tensor x);
    [Dense(128)] private static partial Tensor Out(Tensor x);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm2(Tensor x);
    [Dense(512, Activation = Activation.Gelu)] private static partial Tensor Wide(Tensor x);
    [Dense(128)] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor h = Norm1(x), places = Arange(x.Shape[0]);
        Tensor seen = Reshape(places, -1, 1) >= places;
        Tensor scores = MatMul(Split(Query(h)), Transpose(Split(Key(h)), 0, 2, 1)) * (1 / MathF.Sqrt(Size));
        Tensor mixed = MatMul(Softmax(Where(seen, scores, -1e9f)), Split(Value(h)));
        x += Out(Reshape(Transpose(mixed, 1, 0, 2), x.Shape[0], Heads * Size));
        return x + Narrow(Wide(Norm2(x)));
    }

    /// <summary>[places, 128] to [heads, places, 32].</summary>
    private static Tensor Split(Tensor x) => Transpose(Reshape(x, x.Shape[0], Heads, Size), 1, 0, 2);
}
