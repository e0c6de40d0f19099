namespace NetCompiler;

/// <summary>Ends a run whose loss is no number any more, or infinite.</summary>
public sealed class TerminateOnNaN : Callback
{
    /// <summary>Whether to end it with an exception instead of stopping it.</summary>
    public bool RaiseError { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The loss is no number or infinite, and <see cref="RaiseError"/> is set.</exception>
    public override void OnBatchEnd(TrainingContext context)
    {
        double loss = context.Logs["loss"];
        if (double.IsFinite(loss))
        {
            return;
        }

        if (RaiseError)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"NaN or Inf loss encountered at batch {context.Step}. Loss value: {PythonText.Special(loss)}. Terminating training immediately."));
        }

        context.Output.WriteLine(FormattableString.Invariant($"Batch {context.Step}: Invalid loss, terminating training"));
        context.StopTraining();
    }
}
