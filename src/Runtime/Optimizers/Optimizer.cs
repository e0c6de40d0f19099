using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>
/// Changes a network's parameters by their gradients. An instance keeps state (moments, the number of steps) for the one network that
/// it is first used with.
/// </summary>
public abstract partial class Optimizer
{
    private float[][] _slots = [];
    private RowGradient[] _accumulated = [];
    private GradientNorms? _norms;
    private CompiledNetwork? _network;
    private float _learningRate;
    private long _steps;

    private protected Optimizer(float learningRate) => _learningRate = Argument.NotNegative(learningRate, nameof(learningRate));

    /// <summary>Size of the next step, at least 0. It may be set between steps, unless it follows a <see cref="Schedule"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a number below 0, or to none.</exception>
    /// <exception cref="InvalidOperationException">It is set, but the optimizer was created with a schedule.</exception>
    public float LearningRate
    {
        get => Schedule is null ? _learningRate : Schedule.At(_steps);
        set
        {
            if (Schedule is not null)
            {
                throw new InvalidOperationException(
                    $"This {GetType().Name} was created with a {Schedule.GetType().Name} as its learning rate, which cannot be set. Create it "
                        + $"with a number instead.");
            }

            _learningRate = Argument.NotNegative(value);
        }
    }

    /// <summary>What the learning rate follows; null where it is a number.</summary>
    public LearningRateSchedule? Schedule { get; private protected init; }

    /// <summary>Whose formula to follow where Keras and PyTorch differ.</summary>
    public UpdateRule Rule { get; init; }

    /// <summary>
    /// Pulls parameters towards 0; 0 for none. After <see cref="Rule"/>: times the learning rate, before the step, or added to the gradient.
    /// </summary>
    public float WeightDecay { get; init => field = Argument.NotNegative(value); }

    /// <summary>Limits each gradient to [-ClipValue, ClipValue]; null for no limit.</summary>
    public float? ClipValue { get; init => field = Argument.NotNegative(value); }

    /// <summary>Scales each parameter tensor's gradient down to this Euclidean norm; null for no limit.</summary>
    public float? ClipNorm { get; init => field = Argument.NotNegative(value); }

    /// <summary>Scales all gradients together down to this Euclidean norm; null for no limit.</summary>
    public float? GlobalClipNorm { get; init => field = Argument.NotNegative(value); }

    /// <summary>
    /// Whether to keep an exponential moving average of the parameters: <c>average = EmaMomentum * average + (1 - EmaMomentum) * parameters</c>
    /// after each step, beginning with the first step's. <see cref="TrainableNetwork.Fit"/> ends by replacing the parameters by it.
    /// </summary>
    public bool UseEma { get; init; }

    /// <summary>How much of the average is kept in a step, from 0 to 1.</summary>
    public float EmaMomentum { get; init; } = 0.99f;

    /// <summary>Updates after which the parameters are replaced by their average, again and again, at least 1; null for only at the end.</summary>
    public int? EmaOverwriteFrequency { get; init; }

    /// <summary>
    /// Steps whose gradients are averaged for one update, at least 2; null for an update at each step. <see cref="Schedule"/> counts all steps.
    /// </summary>
    public int? GradientAccumulationSteps { get; init; }

    /// <summary>Updates made so far.</summary>
    public long Iterations => _steps / (GradientAccumulationSteps ?? 1);

    /// <summary>Values of state per parameter.</summary>
    private protected abstract int StateCount { get; }

    /// <summary>What a value of state is at first.</summary>
    private protected virtual float InitialState => 0;

    /// <summary>Whether weight decay is apart from the gradient.</summary>
    private protected virtual bool DecoupledDecay => Rule == UpdateRule.Keras;

    /// <summary>State beside that of the parameters.</summary>
    private protected virtual double Scalar { get; set; }

    /// <summary>The learning rate of the step at work.</summary>
    private protected float Rate { get; private set; }

    private int AccumulatedSlot => StateCount + (UseEma ? 1 : 0);

    private int SlotCount => AccumulatedSlot + (GradientAccumulationSteps is null ? 0 : 1);

    /// <summary>Refuses a callback that sets the learning rate before it would, which may be hours later.</summary>
    /// <exception cref="InvalidOperationException">The learning rate follows a schedule.</exception>
    internal void CheckRateCanBeSet(string callback)
    {
        if (Schedule is not null)
        {
            throw new InvalidOperationException(
                $"{callback} sets the learning rate, but this {GetType().Name} was created with a {Schedule.GetType().Name}. "
                    + $"Create it with a number, or leave the callback out.");
        }
    }

    /// <summary>Replaces the network's parameters by their average. Does nothing without <see cref="UseEma"/> or before the first step.</summary>
    /// <exception cref="InvalidOperationException">The network is being trained at this moment.</exception>
    public void OverwriteWithAverage()
    {
        CheckWhole();
        if (UseEma && _network is not null && _slots.Length > 0)
        {
            _network.BeginChange();
            _slots[StateCount].CopyTo(_network.TrainableValues);
            _network.EndChange();
        }
    }

    /// <summary>Makes the optimizer that of a network.</summary>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network, or its settings contradict each other.</exception>
    internal void Bind(CompiledNetwork network)
    {
        if (_network is null)
        {
            CheckSettings();
            CheckTables(network);
            _network = network;
        }
        else if (!ReferenceEquals(_network, network))
        {
            throw new InvalidOperationException(
                $"This {GetType().Name} holds the state of another '{_network.Description.Name}' instance. Create one optimizer per network.");
        }
    }

    /// <summary>One step of a network.</summary>
    /// <param name="network">Whose parameters to change.</param>
    /// <param name="gradients">Of its parameters.</param>
    /// <param name="pool">Threads to share the work.</param>
    /// <param name="shards">The ranks' ranges, of which this one's is updated; null for all.</param>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network, or its settings contradict each other.</exception>
    internal void Step(TrainableNetwork network, GradientSum gradients, WorkerPool pool, ParameterShards? shards)
    {
        Bind(network);
        if (_shards != shards)
        {
            CheckWhole();
        }

        Span<float> whole = gradients.Whole.Span[..gradients.WholeFloats];
        network.Active?.ClearFrozen(whole, gradients.Tables);
        Step(pool, network.TrainableValues, whole, gradients.Tables, network.Description.Parameters, network.Active);
    }

    /// <summary>One step on bare values, a multiple of 8.</summary>
    internal void Step(Span<float> values, Span<float> gradients, WorkerPool? pool = null) =>
        Step(pool ?? WorkerPool.Alone, values, gradients, [], [], null);

    /// <param name="pool">Threads to share the work.</param>
    /// <param name="values">The trainable parameters; those of tables come last.</param>
    /// <param name="gradients">Of the others.</param>
    /// <param name="tables">Of the tables.</param>
    /// <param name="parameters">All that there are.</param>
    /// <param name="active">What is to be changed; null for everything.</param>
    private void Step(WorkerPool pool, Span<float> values, Span<float> gradients, RowGradient[] tables, ParameterDescription[] parameters,
        ActiveRanges? active)
    {
        // The range of the whole parameters that is updated here, and where its state ends.
        (int first, int length) = _shards is null ? (0, gradients.Length) : (_shards.First, _shards.Length);
        int stateFloats = values.Length - gradients.Length + length;
        if (_slots.Length != SlotCount || (_slots.Length > 0 && _slots[0].Length != stateFloats))
        {
            _slots = NewSlots(stateFloats);
            if (UseEma)
            {
                // What no step reads keeps its value, which then is its average.
                values[gradients.Length..].CopyTo(_slots[StateCount].AsSpan(length));
            }
        }

        if (GradientAccumulationSteps is not null && _accumulated.Length != tables.Length)
        {
            _accumulated = Array.ConvertAll(tables, table => new RowGradient(table.Parameter));
        }

        Rate = LearningRate;
        Span<float> own = gradients.Slice(first, length);
        if (GradientAccumulationSteps is not { } steps || Accumulate(own, tables, steps))
        {
            _norms ??= ClipNorm is not null ? GradientNorms.OfEach(parameters)
                : GlobalClipNorm is not null ? GradientNorms.OfAll(gradients.Length) : null;
            GradientClipping.Apply(this, _norms, gradients, _shards, tables);
            if (WeightDecay != 0)
            {
                Decay(values, first, own, tables, active);
            }

            var sweep = new UpdateSweep(pool, values, first, own, gradients.Length, tables, State(0), State(1), State(2)) { Active = active };
            Update(sweep, Iterations + 1);
        }

        if (UseEma)
        {
            Average(new UpdateSweep(pool, values, first, own, gradients.Length, tables, _slots[StateCount]), values.Slice(first, length));
        }

        _steps++;
    }

    /// <summary>Applies the rule.</summary>
    /// <param name="sweep">What it goes over.</param>
    /// <param name="step">From 1.</param>
    private protected abstract void Update(UpdateSweep sweep, long step);

    private protected static float FirstRate(LearningRateSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.At(0);
    }

    private Span<float> State(int index) => index < StateCount ? _slots[index] : default;

    /// <summary>Adds gradients up; true when they are complete, and then their mean.</summary>
    private bool Accumulate(Span<float> gradients, RowGradient[] tables, int steps)
    {
        int? complete = (_steps + 1) % steps == 0 ? steps : null;
        ElementUpdates.Sweep(new Accumulation(complete), gradients, gradients, _slots[AccumulatedSlot], default, default);
        for (int table = 0; table < tables.Length; table++)
        {
            Accumulate(tables[table], _accumulated[table], complete);
        }

        return complete is not null;
    }

    /// <summary>The complete ones are of all rows that any of the steps has read.</summary>
    private static void Accumulate(RowGradient table, RowGradient sums, int? complete)
    {
        foreach (int row in complete is null ? [] : sums.Rows)
        {
            table.Row(row);
        }

        for (int position = 0; position < table.Count; position++)
        {
            Span<float> gradients = table.At(position);
            ElementUpdates.Sweep(new Accumulation(complete), gradients, gradients, sums.Row(table.Rows[position]), default, default);
        }

        if (complete is not null)
        {
            sums.Clear();
        }
    }

    /// <summary>As in Keras also at steps that only accumulate.</summary>
    /// <param name="sweep">Over the averages.</param>
    /// <param name="own">The whole parameters that are updated here.</param>
    private void Average(UpdateSweep sweep, Span<float> own)
    {
        sweep.Run(new MovingAverage(Iterations == 0 ? 0 : EmaMomentum));
        if (EmaOverwriteFrequency is { } frequency && (Iterations + 1) % frequency == 0)
        {
            _slots[StateCount].AsSpan(0, own.Length).CopyTo(own);
        }
    }

    private void Decay(Span<float> values, int first, Span<float> gradients, RowGradient[] tables, ActiveRanges? active)
    {
        foreach ((int from, int end) in ActiveRanges.Within(active, first, first + gradients.Length))
        {
            Decay(values[from..end], gradients[(from - first)..(end - first)]);
        }

        foreach (RowGradient table in tables)
        {
            for (int position = 0; position < table.Count; position++)
            {
                Decay(values.Slice(table.Place(position), table.Stride), table.At(position));
            }
        }
    }

    private void Decay(Span<float> values, Span<float> gradients)
    {
        Span<Vector256<float>> parameters = MemoryMarshal.Cast<float, Vector256<float>>(values);
        if (DecoupledDecay)
        {
            Vector256<float> factor = Vector256.Create(WeightDecay * Rate);
            foreach (ref Vector256<float> parameter in parameters)
            {
                parameter -= parameter * factor;
            }
        }
        else
        {
            var decay = Vector256.Create(WeightDecay);
            Span<Vector256<float>> sums = MemoryMarshal.Cast<float, Vector256<float>>(gradients);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += decay * parameters[i];
            }
        }
    }

    private void CheckSettings()
    {
        if ((ClipValue is null ? 0 : 1) + (ClipNorm is null ? 0 : 1) + (GlobalClipNorm is null ? 0 : 1) > 1)
        {
            throw new InvalidOperationException("Set only one of ClipValue, ClipNorm and GlobalClipNorm.");
        }

        Check(GradientAccumulationSteps is null or >= 2, nameof(GradientAccumulationSteps), "at least 2", GradientAccumulationSteps);
        Check(EmaMomentum is >= 0 and <= 1, nameof(EmaMomentum), "0 to 1", EmaMomentum);
        Check(EmaOverwriteFrequency is null or >= 1, nameof(EmaOverwriteFrequency), "at least 1", EmaOverwriteFrequency);
    }

    private void CheckTables(CompiledNetwork network)
    {
        if (EmaOverwriteFrequency is not null && network.Description.SparseTables.FirstOrDefault() is { } table)
        {
            throw new InvalidOperationException(
                $"EmaOverwriteFrequency changes every row of '{table.Name}' in one step, which has SparseUpdates. Leave it null: the average "
                    + "replaces the parameters when training ends, or when OverwriteWithAverage is called.");
        }
    }

    private static void Check(bool holds, string setting, string expected, object? found)
    {
        if (!holds)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"{setting} is {found}; expected {expected}."));
        }
    }
}
