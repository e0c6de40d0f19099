using NetCompiler;

namespace Boltzmann;

/// <summary>
/// A restricted Boltzmann machine (Smolensky, 1986): pixels and hidden units that are 0 or 1, and an energy that is low where they fit each other. It
/// learns to make the energy of digits lower than that of what it dreams of itself (Hinton, 2002; Tieleman, 2008).
/// </summary>
[Network]
public partial class BoltzmannMachine
{
    public const int Pixels = 28 * 28, Hidden = 160;

    [Embedding(Pixels, Hidden, EmbeddingsInitializer = Initializer.GlorotUniform)] private static partial Tensor Weights(Tensor x);
    [Embedding(1, Hidden, EmbeddingsInitializer = Initializer.Zeros)] private static partial Tensor HiddenBias(Tensor x);
    [Embedding(1, Pixels, EmbeddingsInitializer = Initializer.Zeros)] private static partial Tensor PixelBias(Tensor x);

    /// <param name="dream">What the machine dreams.</param>
    /// <param name="dice">A number from 0 to 1 for each hidden unit.</param>
    /// <returns>The dream's energy, and behind it how likely each pixel is 1 as the dream goes on.</returns>
    [Forward]
    private static Tensor Forward([Input(Pixels)] Tensor dream, [Input(Hidden)] Tensor dice)
    {
        Tensor hidden = Sigmoid(Sums(dream)) > dice;
        Tensor pixels = MatMul(hidden, Weights(Arange(Pixels)), transposeRight: true) + PixelBias(Arange(1));
        return Concat(ExpandDims(FreeEnergy(dream), 0), Flatten(Sigmoid(pixels)));
    }

    /// <summary>How much higher a digit's energy is than the dream's.</summary>
    [Loss]
    private static Tensor Loss(Tensor outputs, [Target(Pixels)] Tensor digit) => FreeEnergy(digit) - outputs[0];

    /// <summary>The energy of pixels with all states that the hidden units may have.</summary>
    private static Tensor FreeEnergy(Tensor pixels) => -Sum(pixels * PixelBias(Arange(1))) - Sum(Softplus(Sums(pixels)));

    private static Tensor Sums(Tensor pixels) => MatMul(ExpandDims(pixels, 0), Weights(Arange(Pixels))) + HiddenBias(Arange(1));
}
