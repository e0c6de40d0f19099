namespace NetCompiler;

/// <summary>
/// Changes a network's parameters by their gradients. An instance keeps state (moments, the number of steps) for the one network that
/// it is first used with.
/// </summary>
public abstract class Optimizer
{
    private float[][] _states = [];
    private CompiledNetwork? _network;

    private protected Optimizer(float learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        LearningRate = learningRate;
    }

    /// <summary>Size of a step, at least 0. It may be changed between steps.</summary>
    public float LearningRate { get; set; }

    /// <summary>Whose formula to follow where Keras and PyTorch differ.</summary>
    public UpdateRule Rule { get; init; }

    /// <summary>Pulls parameters towards 0; 0 for none. After <see cref="Rule"/>: times the learning rate, before the step, or added to the gradient.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Limits each gradient to [-ClipValue, ClipValue]; null for no limit.</summary>
    public float? ClipValue { get; init; }

    /// <summary>Scales each parameter tensor's gradient down to this Euclidean norm; null for no limit.</summary>
    public float? ClipNorm { get; init; }

    /// <summary>Scales all gradients together down to this Euclidean norm; null for no limit.</summary>
    public float? GlobalClipNorm { get; init; }

    /// <summary>Steps made so far.</summary>
    public long Iterations { get; private set; }

    /// <summary>Values of state per parameter.</summary>
    private protected abstract int StateCount { get; }

    /// <summary>What a value of state is at first.</summary>
    private protected virtual float InitialState => 0;

    /// <summary>Whether weight decay is apart from the gradient.</summary>
    private protected virtual bool DecoupledDecay => Rule == UpdateRule.Keras;

    /// <summary>One step of a network.</summary>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network, or several limits are set.</exception>
    internal void Step(CompiledNetwork network, FloatArena gradients)
    {
        if (_network is null)
        {
            CheckSettings();
            _network = network;
        }
        else if (!ReferenceEquals(_network, network))
        {
            throw new InvalidOperationException(
                $"This {GetType().Name} holds the state of another '{_network.Description.Name}' instance. Create one optimizer per network.");
        }

        GradientClipping.Apply(this, network.Description.Parameters, gradients.Span);
        Step(network.ParameterArena.Span, gradients.Span);
    }

    /// <summary>One step on bare values, a multiple of 8.</summary>
    internal void Step(Span<float> values, Span<float> gradients)
    {
        if (_states.Length != StateCount || (_states.Length > 0 && _states[0].Length != values.Length))
        {
            _states = new float[StateCount][];
            for (int i = 0; i < _states.Length; i++)
            {
                _states[i] = GC.AllocateArray<float>(values.Length, pinned: true);
                Array.Fill(_states[i], InitialState);
            }
        }

        Iterations++;
        if (WeightDecay != 0)
        {
            Decay(values, gradients);
        }

        Update(values, gradients, State(0), State(1), State(2), Iterations);
    }

    /// <summary>Applies the rule.</summary>
    /// <param name="values">The parameters.</param>
    /// <param name="gradients">As many.</param>
    /// <param name="s0">State, or empty; and so on.</param>
    /// <param name="s1">State.</param>
    /// <param name="s2">State.</param>
    /// <param name="step">From 1.</param>
    private protected abstract void Update(Span<float> values, ReadOnlySpan<float> gradients, Span<float> s0, Span<float> s1, Span<float> s2, long step);

    private Span<float> State(int index) => index < _states.Length ? _states[index] : default;

    private void Decay(Span<float> values, Span<float> gradients)
    {
        float factor = WeightDecay * LearningRate;
        for (int i = 0; i < values.Length; i++)
        {
            if (DecoupledDecay)
            {
                values[i] -= values[i] * factor;
            }
            else
            {
                gradients[i] += WeightDecay * values[i];
            }
        }
    }

    private void CheckSettings()
    {
        if ((ClipValue is null ? 0 : 1) + (ClipNorm is null ? 0 : 1) + (GlobalClipNorm is null ? 0 : 1) > 1)
        {
            throw new InvalidOperationException("Set only one of ClipValue, ClipNorm and GlobalClipNorm.");
        }
    }
}
