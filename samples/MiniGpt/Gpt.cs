using NetCompiler;

namespace MiniGpt;

/// <summary>
/// A language model over characters: from 64 characters to the scores of each one's successor. Vocabularies of up to 128 characters. It writes
/// character by character, and keeps keys and values of those before.
/// </summary>
[Network(Streaming = true), Input(Context)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
public partial class Gpt
{
    public const int Context = 64, Vocabulary = 128, Blocks = 4, Width = 128;

    [Embedding(Vocabulary, Width)] private static partial Tensor Tokens(Tensor x);
    [Embedding(Context, Width)] private static partial Tensor Places(Tensor x);
    [Layer<TransformerBlock>(Blocks)] private static partial Tensor Body(Tensor x);
    [LayerNormalization(Epsilon = 1e-5f)] private static partial Tensor Norm(Tensor x);
    [Dense(Vocabulary)] private static partial Tensor Scores(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Scores(Norm(Body(Tokens(x) + Places(Arange(Context)))));
}
