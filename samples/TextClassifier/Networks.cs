using NetCompiler;

namespace TextClassifier;

/// <summary>Sizes that all networks here share.</summary>
internal static class Sizes
{
    /// <summary>Tokens of a text; longer ones are cut.</summary>
    public const int Length = 100;

    public const int Vocabulary = 10_000;
    public const int Classes = 10;
}

/// <summary>The text network of Keras' tutorials; padding does not count.</summary>
[Network, Input(Sizes.Length)]
[Embedding(Sizes.Vocabulary, 64, MaskZero = true)]
[LSTM(64)]
[Dense(Sizes.Classes, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
public partial class MaskedLstm;

/// <summary>The same, for which padding is a word like others.</summary>
[Network, Input(Sizes.Length)]
[Embedding(Sizes.Vocabulary, 64)]
[LSTM(64)]
[Dense(Sizes.Classes, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
public partial class PlainLstm;

/// <summary>Convolutions over three, four and five words, and the largest value of each (Kim, 2014).</summary>
[Network]
[Loss(Loss.SparseCategoricalCrossentropy)]
public partial class TextCnn
{
    [Embedding(Sizes.Vocabulary, 64)] private static partial Tensor Words(Tensor x);
    [Conv1D(100, 3, Activation = Activation.Relu), GlobalMaxPool1D] private static partial Tensor Threes(Tensor x);
    [Conv1D(100, 4, Activation = Activation.Relu), GlobalMaxPool1D] private static partial Tensor Fours(Tensor x);
    [Conv1D(100, 5, Activation = Activation.Relu), GlobalMaxPool1D] private static partial Tensor Fives(Tensor x);
    [Dropout(0.5f), Dense(Sizes.Classes, Activation = Activation.Softmax)] private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward([Input(Sizes.Length)] Tensor text)
    {
        Tensor words = Words(text);
        return Head(Concat(Threes(words), Fours(words), Fives(words)));
    }
}
