using NetCompiler;

namespace Captions;

/// <summary>Convolutions look at a picture, and an LSTM that is told what they saw says it word by word (Vinyals et al., 2015).</summary>
[Network]
public partial class CaptionNetwork
{
    /// <summary>Words that there are, and the number that stands before the first one.</summary>
    public const int Words = 16, Start = Words;

    /// <summary>Pixels along a side, and the most words of a sentence.</summary>
    public const int Size = 32, Steps = 8;

    private const int Units = 96;

    [Conv2D(16, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.95f), Activation(Activation.Relu), MaxPool2D(2)]
    [Conv2D(32, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.95f), Activation(Activation.Relu), MaxPool2D(2)]
    [Conv2D(48, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.95f), Activation(Activation.Relu), MaxPool2D(2)]
    [Flatten, Dense(128, Activation = Activation.Relu), Dense(Units, Activation = Activation.Tanh)]
    private static partial Tensor Look(Tensor image);

    [Embedding(Words + 1, 24)] private static partial Tensor Read(Tensor words);
    [LSTM(Units, ReturnSequences = true)] private static partial Tensor Speak(Tensor words, Tensor first, Tensor memory);
    [Dense(Words)] private static partial Tensor Choose(Tensor x);

    /// <returns>For each step, the scores of the word that follows those so far.</returns>
    [Forward]
    private static Tensor Forward([Input(Size, Size, 3)] Tensor image, [Input(Steps + 1)] Tensor words)
    {
        Tensor seen = Look(image);
        Tensor heard = Concat(Read(words), BroadcastTo(seen, Steps + 1, Units));
        return Choose(Speak(heard, seen, seen));
    }

    [Loss]
    private static Tensor Loss(Tensor scores, [Target(Steps + 1)] Tensor next) => SparseCategoricalCrossentropy(scores, next, fromLogits: true);
}
