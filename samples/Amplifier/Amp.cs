using NetCompiler;

namespace Amplifier;

/// <summary>What an amplifier makes of sound, sample by sample; it learns from pieces of <see cref="Piece"/> samples.</summary>
[Network(Streaming = true)]
[Loss(Loss.MeanSquaredError)]
public partial class Amp
{
    public const int Piece = 512;

    [LSTM(24, ReturnSequences = true)] private static partial Tensor Memory(Tensor sound);

    [Dense(1)] private static partial Tensor Mix(Tensor states);

    /// <summary>The change that the amplifier makes, and the sound itself beside it.</summary>
    [Forward]
    private static Tensor Forward([Input(Piece, 1)] Tensor dry) => Mix(Memory(dry)) + dry;
}
