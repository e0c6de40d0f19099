namespace NetCompiler.Execution.Tests.Golden;

// The networks of ../shared/golden; the layers bear the recorded names.
[Network(InputGradient = true), Input(784)]
[Dense(64, Name = "fc1", Activation = Activation.Relu)]
[Dense(32, Name = "fc2", Activation = Activation.Tanh)]
[Dense(10, Name = "fc3")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenMlp;

[Network(InputGradient = true), Input(28, 28, 1)]
[Conv2D(32, 3, Name = "conv1", Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(64, 3, Name = "conv2", Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(64, 3, Name = "conv3", Activation = Activation.Relu)]
[Flatten]
[Dense(64, Name = "fc1", Activation = Activation.Relu)]
[Dense(10, Name = "fc2")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenCnn;

[Network(InputGradient = true), Input(64)]
[Dense(16, Name = "enc", Activation = Activation.Sigmoid)]
[Dense(64, Name = "dec", Activation = Activation.Sigmoid)]
[Loss(Loss.BinaryCrossentropy)]
internal sealed partial class GoldenAutoencoder;

[Network(InputGradient = true), Input(8)]
[Dense(32, Name = "fc1", Activation = Activation.Silu)]
[Dense(1, Name = "fc2")]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class GoldenRegression;

[Network(InputGradient = true), Input(8)]
[Dense(32, Name = "fc1", Activation = Activation.Silu)]
[Dense(1, Name = "fc2")]
[Loss(Loss.Huber, Delta = 1)]
internal sealed partial class GoldenHuber;

[Network(InputGradient = true), Input(20, 20, 3)]
[ZeroPadding2D(2)]
[Conv2D(16, 5, Strides = [2], Name = "conv1")]
[Activation(Activation.LeakyRelu, Alpha = 0.1f)]
[AveragePool2D(2)]
[Conv2D(24, 3, Padding = Padding.Same, Name = "conv2")]
[BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f, UnbiasedMovingVariance = true, Name = "bn")]
[Activation(Activation.Relu)]
[GlobalAveragePool2D]
[Dense(5, Name = "fc")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenStridedCnn;

[Network(InputGradient = true), Input(12, 12, 8)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenResidualBlock
{
    [Conv2D(8, 3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor Conv1(Tensor x);

    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f, UnbiasedMovingVariance = true)]
    private static partial Tensor Bn1(Tensor x);

    [Conv2D(8, 3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor Conv2(Tensor x);

    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f, UnbiasedMovingVariance = true)]
    private static partial Tensor Bn2(Tensor x);

    [GlobalAveragePool2D]
    private static partial Tensor Pool(Tensor x);

    [Dense(4)]
    private static partial Tensor Fc(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Fc(Pool(Relu(Bn2(Conv2(Relu(Bn1(Conv1(x))))) + x)));
}

[Network, Input(16)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenTransformer
{
    [Embedding(60, 32)]
    private static partial Tensor Tok(Tensor x);

    [PositionEmbedding(16)]
    private static partial Tensor Pos(Tensor x);

    [LayerNormalization(Epsilon = 1e-5f)]
    private static partial Tensor Ln1(Tensor x);

    [MultiHeadAttention(4, 8, Causal = true)]
    private static partial Tensor Attn(Tensor x);

    [LayerNormalization(Epsilon = 1e-5f)]
    private static partial Tensor Ln2(Tensor x);

    [Dense(128, Activation = Activation.Gelu)]
    private static partial Tensor Fc1(Tensor x);

    [Dense(32)]
    private static partial Tensor Fc2(Tensor x);

    [LayerNormalization(Epsilon = 1e-5f, Name = "ln_f")]
    private static partial Tensor LnF(Tensor x);

    [Dense(60)]
    private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x = Tok(x);
        x += Pos(x);
        x += Attn(Ln1(x));
        x += Fc2(Fc1(Ln2(x)));
        return Head(LnF(x));
    }
}

[Network(InputGradient = true), Input(1, 1, 8)]
internal sealed partial class GoldenGenerator
{
    [Conv2DTranspose(16, 4)]
    private static partial Tensor Deconv1(Tensor x);

    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f, UnbiasedMovingVariance = true)]
    private static partial Tensor Bn1(Tensor x);

    [Conv2DTranspose(1, 4, Strides = [2], Padding = Padding.Same, Activation = Activation.Tanh)]
    private static partial Tensor Deconv2(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor z) => Deconv2(Relu(Bn1(Deconv1(z))));

    [Loss]
    private static Tensor Loss(Tensor image, Tensor gradient) => GivenGradient(image, gradient);
}

[Network(InputGradient = true), Input(8, 8, 1)]
[ZeroPadding2D(1)]
[Conv2D(16, 4, Strides = [2], Name = "conv1")]
[Activation(Activation.LeakyRelu, Alpha = 0.2f)]
[Conv2D(1, 4, Name = "conv2")]
[Flatten]
[Loss(Loss.BinaryCrossentropy, FromLogits = true)]
internal sealed partial class GoldenDiscriminator;

[Network, Input(20)]
[Embedding(50, 16, Name = "emb")]
[SimpleRNN(24, RecurrentBias = true, Name = "rnn")]
[Dense(6, Name = "fc")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenRnn;

[Network, Input(20)]
[Embedding(200, 16, Name = "emb")]
[LSTM(24, RecurrentBias = true, Name = "rnn")]
[Dense(6, Name = "fc")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenLstm;

[Network, Input(20)]
[Embedding(200, 16, Name = "emb")]
[GRU(24, Name = "rnn")]
[Dense(6, Name = "fc")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenGru;

[Network, Input(20)]
[Embedding(200, 16, MaskZero = true, Name = "emb")]
[Bidirectional]
[LSTM(12, RecurrentBias = true, ReturnSequences = true, Name = "rnn")]
[GlobalMaxPool1D]
[Dense(6, Name = "fc")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenBidirectionalLstm;

[Network]
internal sealed partial class GoldenTranslator
{
    [Embedding(40, 16)]
    private static partial Tensor EncEmb(Tensor x);

    [GRU(24, ReturnSequences = true, ReturnState = true)]
    private static partial (Tensor Outputs, Tensor Last) Enc(Tensor x);

    [Embedding(40, 16)]
    private static partial Tensor DecEmb(Tensor x);

    [GRU(24, ReturnSequences = true)]
    private static partial Tensor Dec(Tensor x, Tensor initial);

    [Dense(24, Name = "concat")]
    private static partial Tensor Combine(Tensor x);

    [Dense(40)]
    private static partial Tensor Out(Tensor x);

    [Forward]
    private static Tensor Forward([Input(8)] Tensor source, [Input(9)] Tensor target)
    {
        (Tensor encoded, Tensor last) = Enc(EncEmb(source));
        Tensor decoded = Dec(DecEmb(target), last);
        Tensor weights = Softmax(MatMul(decoded, encoded, transposeRight: true));
        return Out(Tanh(Combine(Concat(1, MatMul(weights, encoded), decoded))));
    }

    [Loss]
    private static Tensor Loss(Tensor logits, [Target(9)] Tensor words) => SparseCategoricalCrossentropy(logits, words, fromLogits: true);
}

[Network]
internal sealed partial class GoldenWordVectors
{
    [Embedding(100, 16)]
    private static partial Tensor InEmb(Tensor x);

    [Embedding(100, 16)]
    private static partial Tensor OutEmb(Tensor x);

    [Forward]
    private static Tensor Forward([Input(1)] Tensor centre, [Input(6)] Tensor words) => Sum(InEmb(centre) * OutEmb(words), 1);

    [Loss]
    private static Tensor Loss(Tensor scores, [Target(6)] Tensor isContext) => BinaryCrossentropy(scores, isContext, fromLogits: true) * 6;
}
