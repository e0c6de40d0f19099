namespace NetCompiler;

public abstract partial class TensorFunctions
{
    /// <summary>
    /// A method of one step over all steps of a sequence: it gets the step's part of the sequence and the states that the step before has left, and
    /// gives its output and the next states. What of it needs no state is computed for all steps at once.
    /// </summary>
    /// <typeparam name="TSequence">A tensor, or a tuple of tensors.</typeparam>
    /// <typeparam name="TState">A tensor, or a tuple of tensors.</typeparam>
    /// <typeparam name="TOutput">A tensor, or a tuple of tensors.</typeparam>
    /// <param name="step">A method or a lambda expression; it may use tensors of the method around it.</param>
    /// <param name="sequence">[steps, ...]: the step gets [...].</param>
    /// <param name="initial">What the first step gets as the states, such as <c>Zeros(64)</c>; the next states have the same shapes.</param>
    /// <param name="reverse">Whether the steps are taken from the last to the first; outputs stay at their steps.</param>
    /// <param name="lengths">How many steps of a sample count, of shape [] or [1]; behind them outputs are 0 and states stay. By default all, or
    /// those that a mask of the sequence says.</param>
    /// <returns>The outputs of all steps, [steps, ...], and the last states.</returns>
    protected static (TOutput Outputs, TState Last) Scan<TSequence, TState, TOutput>(
        Func<TSequence, TState, (TOutput Output, TState Next)> step, TSequence sequence, TState initial, bool reverse = false,
        Tensor? lengths = null) => throw Tensor.NeverRuns();
}
