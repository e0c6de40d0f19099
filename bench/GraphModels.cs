namespace NetCompiler.Bench;

/// <summary>The peers' residual block: two convolutions of 3 x 3 on 32 x 32 pixels, and the input added.</summary>
[Network, Input(32, 32, 64)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Residual
{
    [Conv2D(64, 3, Padding = Padding.Same)]
    private static partial Tensor First(Tensor x);

    [Conv2D(64, 3, Padding = Padding.Same)]
    private static partial Tensor Second(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(x + Second(Relu(First(x))));
}

/// <summary>The peers' encoder block of a Transformer with normalisation first: 64 places of 128 channels, 4 heads.</summary>
[Network, Input(EncoderAttention.Places, EncoderAttention.Channels)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Encoder
{
    private const int Channels = EncoderAttention.Channels;

    [Layer<EncoderAttention>] private static partial Tensor Attend(Tensor x);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm(Tensor x);
    [Dense(4 * Channels, Activation = Activation.Relu), Dense(Channels)] private static partial Tensor Feed(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x = Attend(x);
        return x + Feed(Norm(x));
    }
}

/// <summary>The same with GELU, as Transformers have had it since BERT.</summary>
[Network, Input(EncoderAttention.Places, EncoderAttention.Channels)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class GeluEncoder
{
    private const int Channels = EncoderAttention.Channels;

    [Layer<EncoderAttention>] private static partial Tensor Attend(Tensor x);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm(Tensor x);
    [Dense(4 * Channels, Activation = Activation.Gelu), Dense(Channels)] private static partial Tensor Feed(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x = Attend(x);
        return x + Feed(Norm(x));
    }
}

/// <summary>The first half of the encoder: what each place has seen of the others, added to it.</summary>
[Block]
internal sealed partial class EncoderAttention
{
    public const int Places = 64, Channels = 128;
    private const int Heads = 4;

    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm(Tensor x);
    [Dense(Channels)] private static partial Tensor Query(Tensor x);
    [Dense(Channels)] private static partial Tensor Key(Tensor x);
    [Dense(Channels)] private static partial Tensor Value(Tensor x);
    [Dense(Channels)] private static partial Tensor Project(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor normed = Norm(x);
        Tensor scores = MatMul(Split(Query(normed)), Split(Key(normed)), transposeRight: true) * (1 / Math.Sqrt(Channels / Heads));
        Tensor seen = MatMul(Softmax(scores), Split(Value(normed)));
        return x + Project(Reshape(Transpose(seen, 1, 0, 2), Places, Channels));
    }

    /// <summary>[places, channels] as [heads, places, channels of a head].</summary>
    private static Tensor Split(Tensor x) => Transpose(Reshape(x, Places, Heads, Channels / Heads), 1, 0, 2);
}
