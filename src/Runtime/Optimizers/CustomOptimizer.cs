namespace NetCompiler;

/// <summary>
/// An optimizer of your own. It says how many values of state each parameter has, and in each step applies a rule to all of them. Clipping, weight
/// decay, schedules, averages of weights, accumulation of gradients, tables with sparse updates, threads and saved states work as for the others.
/// </summary>
public abstract class CustomOptimizer : Optimizer
{
    private const int MostStates = 3;

    /// <summary>With a fixed learning rate, which may be set between steps.</summary>
    /// <param name="learningRate">Size of a step, finite and at least 0.</param>
    protected CustomOptimizer(float learningRate)
        : base(learningRate)
    {
    }

    /// <summary>With a learning rate that follows a schedule.</summary>
    /// <param name="learningRate">Size of each step.</param>
    protected CustomOptimizer(LearningRateSchedule learningRate)
        : base(FirstRate(learningRate)) => Schedule = learningRate;

    /// <summary>Values of state per parameter, from 0 to 3; always the same.</summary>
    protected abstract int States { get; }

    /// <summary>What a value of state is at first.</summary>
    protected virtual float InitialValue => 0;

    private protected sealed override int StateCount => States is >= 0 and <= MostStates and var states ? states
        : throw new InvalidOperationException(FormattableString.Invariant(
            $"{GetType().Name} has {States} values of state per parameter; expected 0 to {MostStates}."));

    private protected sealed override float InitialState => InitialValue;

    /// <summary>Changes the parameters: calls <see cref="OptimizerStep.Apply"/> with a rule, once.</summary>
    /// <param name="step">The step at work.</param>
    protected abstract void Update(OptimizerStep step);

    private protected sealed override void Update(UpdateSweep sweep, long step) => Update(new OptimizerStep(sweep, Rate, step));
}

/// <summary>A step of a <see cref="CustomOptimizer"/>.</summary>
public readonly ref struct OptimizerStep
{
    private readonly UpdateSweep _sweep;

    internal OptimizerStep(UpdateSweep sweep, float learningRate, long number)
    {
        _sweep = sweep;
        (LearningRate, Number) = (learningRate, number);
    }

    /// <summary>Size of this step.</summary>
    public float LearningRate { get; }

    /// <summary>From 1.</summary>
    public long Number { get; }

    /// <summary>Applies a rule to every parameter that has a gradient, on all threads.</summary>
    /// <typeparam name="T">A struct, so that the rule becomes part of the loop.</typeparam>
    /// <param name="rule">With its coefficients of this step.</param>
    public void Apply<T>(T rule)
        where T : struct, IElementUpdate => _sweep.Run(rule);
}
