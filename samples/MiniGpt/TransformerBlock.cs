using NetCompiler;

namespace MiniGpt;

/// <summary>
/// A pre-norm Transformer block of width 128 with four heads: over all places at once, or one place after those that are remembered.
/// </summary>
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
        return Rest(x, Query(h), Transpose(Key(h)), Value(h), seen);
    }

    /// <summary>
    /// One place: [1, 128], with the keys [128, places] and values [places, 128] of those before; gives these with its own among them, too. Keys
    /// stand in columns here and
    /// there, so that both add the products of a score in the same order.
    /// </summary>
    private static (Tensor X, Tensor Keys, Tensor Values) Step(Tensor x, Tensor keys, Tensor values, Tensor place)
    {
        Tensor h = Norm1(x), places = Arange(values.Shape[0]);
        Tensor here = Equal(places, place);
        keys = Where(here, Transpose(Key(h)), keys);
        values = Where(Reshape(here, -1, 1), Value(h), values);
        return (Rest(x, Query(h), keys, values, Reshape(places <= place, 1, -1)), keys, values);
    }

    private static Tensor Rest(Tensor x, Tensor query, Tensor keys, Tensor values, Tensor seen)
    {
        Tensor columns = Reshape(keys, Heads, Size, keys.Shape[1]);
        Tensor scores = MatMul(Split(query), columns) * (1 / MathF.Sqrt(Size));
        Tensor mixed = MatMul(Softmax(Where(seen, scores, -1e9f)), Split(values));
        x += Out(Reshape(Transpose(mixed, 1, 0, 2), query.Shape[0], Heads * Size));
        return x + Narrow(Wide(Norm2(x)));
    }

    /// <summary>[places, 128] to [heads, places, 32].</summary>
    private static Tensor Split(Tensor x) => Transpose(Reshape(x, x.Shape[0], Heads, Size), 1, 0, 2);
}
