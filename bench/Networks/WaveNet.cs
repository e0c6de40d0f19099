namespace NetCompiler.Bench.Networks;

/// <summary>
/// van den Oord et al., WaveNet: A Generative Model for Raw Audio (2016): the scores of each sample's successor, of 256 levels. The paper gives
/// no widths; 50 layers of 32 channels with 512 to the side are those of a well-known implementation. 1,515,968 parameters.
/// </summary>
[Network, Input(Samples)]
internal sealed partial class WaveNet
{
    public const int Channels = 32, SideChannels = 512;
    private const int Samples = 4096, Levels = 256, Stacks = 5;

    [Conv1D(Channels, 2, Padding = Padding.Causal, UseBias = false)] private static partial Tensor Start(Tensor x);
    [Layer<WaveNetStack>(Stacks)] private static partial (Tensor X, Tensor Side) Body(Tensor x, int stack);
    [Conv1D(SideChannels, 1, Activation = Activation.Relu), Conv1D(Levels, 1)] private static partial Tensor Scores(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor levels)
    {
        (Tensor x, Tensor sides) = Body(Start(OneHot(levels, Levels)), 0);
        for (int stack = 1; stack < Stacks; stack++)
        {
            (x, Tensor side) = Body(x, stack);
            sides += side;
        }

        return Scores(Relu(sides));
    }
}

/// <summary>Ten layers, of which each looks back twice as far as the one before it.</summary>
[Block]
internal sealed partial class WaveNetStack
{
    private const int Gated = 2 * WaveNet.Channels;

    [Conv1D(Gated, 2, Padding = Padding.Causal)] private static partial Tensor Back1(Tensor x);
    [Conv1D(Gated, 2, Padding = Padding.Causal, DilationRate = 2)] private static partial Tensor Back2(Tensor x);
    [Conv1D(Gated, 2, Padding = Padding.Causal, DilationRate = 4)] private static partial Tensor Back4(Tensor x);
    [Conv1D(Gated, 2, Padding = Padding.Causal, DilationRate = 8)] private static partial Tensor Back8(Tensor x);
    [Conv1D(Gated, 2, Padding = Padding.Causal, DilationRate = 16)] private static partial Tensor Back16(Tensor x);
    [Conv1D(Gated, 2, Padding = Padding.Causal, DilationRate = 32)] private static partial Tensor Back32(Tensor x);
    [Conv1D(Gated, 2, Padding = Padding.Causal, DilationRate = 64)] private static partial Tensor Back64(Tensor x);
    [Conv1D(Gated, 2, Padding = Padding.Causal, DilationRate = 128)] private static partial Tensor Back128(Tensor x);
    [Conv1D(Gated, 2, Padding = Padding.Causal, DilationRate = 256)] private static partial Tensor Back256(Tensor x);
    [Conv1D(Gated, 2, Padding = Padding.Causal, DilationRate = 512)] private static partial Tensor Back512(Tensor x);
    [Layer<WaveNetGate>(10)] private static partial (Tensor X, Tensor Side) Gate(Tensor x, Tensor looked, int layer);

    [Forward]
    private static (Tensor X, Tensor Side) Forward(Tensor x)
    {
        (x, Tensor side1) = Gate(x, Back1(x), 0);
        (x, Tensor side2) = Gate(x, Back2(x), 1);
        (x, Tensor side4) = Gate(x, Back4(x), 2);
        (x, Tensor side8) = Gate(x, Back8(x), 3);
        (x, Tensor side16) = Gate(x, Back16(x), 4);
        (x, Tensor side32) = Gate(x, Back32(x), 5);
        (x, Tensor side64) = Gate(x, Back64(x), 6);
        (x, Tensor side128) = Gate(x, Back128(x), 7);
        (x, Tensor side256) = Gate(x, Back256(x), 8);
        (x, Tensor side512) = Gate(x, Back512(x), 9);
        return (x, side1 + side2 + side4 + side8 + side16 + side32 + side64 + side128 + side256 + side512);
    }
}

/// <summary>What is kept of what a layer saw: added to what went in, and to the side.</summary>
[Block]
internal sealed partial class WaveNetGate
{
    private const int Channels = WaveNet.Channels;

    [Conv1D(Channels, 1)] private static partial Tensor On(Tensor x);
    [Conv1D(WaveNet.SideChannels, 1)] private static partial Tensor Aside(Tensor x);

    [Forward]
    private static (Tensor X, Tensor Side) Forward(Tensor x, Tensor looked)
    {
        Tensor kept = Tanh(looked[.., ..Channels]) * Sigmoid(looked[.., Channels..]);
        return (x + On(kept), Aside(kept));
    }
}
