namespace NetCompiler;

/// <summary>
/// Ends a run at the first step whose loss or gradients are not finite, before that step changes a parameter, and tells which layer, time step and
/// sample were the first without a finite value.
/// </summary>
public sealed class TerminateOnNaN : Callback
{
    /// <summary>Whether to end it with an exception instead of stopping it.</summary>
    public bool RaiseError { get; init; }

    internal override bool ChecksFinite => true;

    /// <inheritdoc/>
    /// <exception cref="NonFiniteException">A value is not finite, and <see cref="RaiseError"/> is set.</exception>
    public override void OnBatchEnd(TrainingContext context)
    {
        if (context.NonFinite is not { } found)
        {
            return;
        }

        string message = NonFiniteException.Describe(context.TotalSteps, context.Logs["loss"], found);
        if (RaiseError)
        {
            throw new NonFiniteException(message, found);
        }

        context.Output.WriteLine(message);
        context.StopTraining();
    }
}
