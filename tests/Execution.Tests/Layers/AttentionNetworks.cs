namespace NetCompiler.Execution.Tests.Layers;

[Network]
internal sealed partial class GroupedAttention
{
    [MultiHeadAttention(4, 2, ValueDim = 3, KeyValueHeads = 2, OutputDim = 5, BiasInitializer = Initializer.RandomUniform)]
    private static partial Tensor Attend(Tensor query, Tensor value, Tensor key, Tensor mask);

    [Forward]
    private static Tensor Forward([Input(3, 4)] Tensor query, [Input(5, 6)] Tensor value, [Input(5, 7)] Tensor key, [Input(5)] Tensor mask) =>
        Attend(query, value, key, mask);
}

[Network, Input(3)]
internal sealed partial class TiedWords
{
    [Embedding(7, 4)]
    private static partial Tensor Words(Tensor x);

    [PositionEmbedding(5)]
    private static partial Tensor Places(Tensor x);

    [TiedDense(nameof(Words), UseBias = true, BiasInitializer = Initializer.RandomUniform)]
    private static partial Tensor Scores(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x = Words(x);
        return Scores(x + Places(x));
    }
}
