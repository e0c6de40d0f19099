using NetCompiler;

namespace DomainAdaptation;

/// <summary>
/// Reads digits, and guesses whether they are of the source or of the target; the guess's gradient is reversed on its way into the features, so that
/// these become the same for
/// both (Ganin and Lempitsky, 2015). Without the reversal the guess leaves the features alone.
/// </summary>
[Network, Input(28, 28, 1)]
public partial class AdaptingReader
{
    [Layer<Features>] private static partial Tensor Look(Tensor x);
    [Dense(64, Activation = Activation.Relu), Dense(10)] private static partial Tensor Digit(Tensor x);
    [Dense(64, Activation = Activation.Relu), Dense(1)] private static partial Tensor Domain(Tensor x);

    [Forward]
    private static (Tensor Digit, Tensor Domain) Forward(Tensor x)
    {
        Tensor features = Look(x);
        return (Digit(features), Domain(ReverseGradient(features, 0.1f)));
    }

    /// <summary>Digits count where they are known, that is in the source.</summary>
    [Loss]
    private static Tensor Loss(Tensor digit, Tensor domain, [Target] Tensor label, [Target(1)] Tensor isSource) =>
        (SparseCategoricalCrossentropy(digit, label, fromLogits: true) * isSource) + BinaryCrossentropy(domain, isSource, fromLogits: true);
}

/// <summary>The same reader, with nothing that makes it adapt.</summary>
[Network, Input(28, 28, 1)]
public partial class PlainReader
{
    [Layer<Features>] private static partial Tensor Look(Tensor x);
    [Dense(64, Activation = Activation.Relu), Dense(10)] private static partial Tensor Digit(Tensor x);
    [Dense(64, Activation = Activation.Relu), Dense(1)] private static partial Tensor Domain(Tensor x);

    [Forward]
    private static (Tensor Digit, Tensor Domain) Forward(Tensor x)
    {
        Tensor features = Look(x);
        return (Digit(features), Domain(StopGradient(features)));
    }

    [Loss]
    private static Tensor Loss(Tensor digit, Tensor domain, [Target] Tensor label, [Target(1)] Tensor isSource) =>
        (SparseCategoricalCrossentropy(digit, label, fromLogits: true) * isSource) + BinaryCrossentropy(domain, isSource, fromLogits: true);
}

/// <summary>What both look at.</summary>
[Block]
[Conv2D(32, 5, Activation = Activation.Relu), MaxPool2D]
[Conv2D(48, 5, Activation = Activation.Relu), MaxPool2D]
[Flatten]
public partial class Features;
