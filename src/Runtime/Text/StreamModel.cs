namespace NetCompiler;

/// <summary>
/// A network that goes on step by step (<see cref="NetworkAttribute.Streaming"/>) as a model of sequences: its step takes the number of a token, and
/// gives a score or a probability for each token to follow.
/// </summary>
public sealed class StreamModel : ISequenceModel
{
    private readonly CompiledNetwork _network;
    private readonly StreamState _state;
    private readonly bool _fromLogits;
    private float[] _samples = [0];

    /// <summary>A model with one stream that has seen nothing.</summary>
    /// <param name="network">Takes one number a step.</param>
    /// <param name="given">What the network is given beside the tokens, such as a sentence to translate; nothing where it has one input.</param>
    /// <param name="fromLogits">Whether its outputs are scores, of which a softmax makes probabilities; false where they are probabilities.</param>
    /// <exception cref="ArgumentException">The network's step takes more than a number, or what is given does not fit.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled without streaming.</exception>
    public StreamModel(CompiledNetwork network, ReadOnlySpan<float> given = default, bool fromLogits = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        (_network, _fromLogits, _state) = (network, fromLogits, network.CreateState());
        StreamDescription stream = network.Description.Stream!;
        if (stream.InputFloats != 1)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Expected a network that takes a token's number, but a step of '{network.Description.Name}' takes {stream.InputFloats} floats."),
                nameof(network));
        }

        TokenCount = stream.OutputFloats;
        if (given.Length > 0 || !_state.IsBegun)
        {
            network.Begin(given, _state);
        }
    }

    /// <inheritdoc/>
    public int TokenCount { get; }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<int> tokens, Span<float> logProbabilities)
    {
        if (tokens.Length != _state.Streams)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Expected {_state.Streams} tokens, one for each stream, but got {tokens.Length}."), nameof(tokens));
        }

        for (int i = 0; i < tokens.Length; i++)
        {
            _samples[i] = tokens[i];
        }

        _network.Step(_samples, logProbabilities, _state);
        for (int i = 0; i < tokens.Length; i++)
        {
            ToLogarithms(logProbabilities.Slice(i * TokenCount, TokenCount));
        }
    }

    /// <inheritdoc/>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        _state.Reorder(parents);
        _samples = new float[parents.Length];
    }

    private void ToLogarithms(Span<float> values)
    {
        if (_fromLogits)
        {
            SequenceGeneration.LogSoftmax(values);
            return;
        }

        foreach (ref float value in values)
        {
            value = MathF.Log(value);
        }
    }
}
