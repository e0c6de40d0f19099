namespace NetCompiler;

/// <content>Parameters that training leaves as they are.</content>
public abstract partial class TrainableNetwork
{
    /// <summary>Where what training changes lies; null for everything.</summary>
    internal ActiveRanges? Active { get; private set; }

    /// <summary>
    /// Lets training leave parameters as they are, until <see cref="Unfreeze"/>: for transfer learning, freeze the body and train a new head.
    /// Optimizers, weight decay, penalties and clipping leave them out, and their gradients are 0 after a step. May be called between steps, also by
    /// a callback. It is not part of a saved file.
    /// </summary>
    /// <remarks>
    /// Steps still compute all gradients, so they take as long as before, and normalisations go on to follow the data's statistics. A layer that is
    /// never to be trained is better compiled so, by <see cref="ParameterLayerAttribute.Trainable"/>.
    /// </remarks>
    /// <param name="pattern">
    /// The parameters' names, such as <c>encoder/*</c>, <c>conv2d/kernel</c> or <c>*/bias</c>; <c>*</c> stands for any characters, slashes too, and
    /// <c>?</c> for one.
    /// </param>
    /// <returns>How many trainable parameters have such names.</returns>
    /// <exception cref="ArgumentException">No parameter has such a name.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained by another thread.</exception>
    public int Freeze(string pattern = "*") => SetFrozen(pattern, isFrozen: true);

    /// <summary>Lets training change parameters again that were frozen by <see cref="Freeze"/>.</summary>
    /// <param name="pattern">The parameters' names, as there.</param>
    /// <returns>How many trainable parameters have such names.</returns>
    /// <exception cref="ArgumentException">No parameter has such a name.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained by another thread.</exception>
    public int Unfreeze(string pattern = "*") => SetFrozen(pattern, isFrozen: false);

    private int SetFrozen(string pattern, bool isFrozen)
    {
        Parameter[] meant = Array.FindAll(ParametersLike(pattern), parameter => parameter.Trainable);
        Enter();
        try
        {
            Array.ForEach(meant, parameter => parameter.IsFrozen = isFrozen);
            Active = ActiveRanges.Of(Parameters);
        }
        finally
        {
            Leave();
        }

        return meant.Length;
    }
}
