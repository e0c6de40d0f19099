using System.ComponentModel;

namespace NetCompiler;

/// <summary>
/// The phase of a training step that is at work, and what its slices share. All slices of a batch go through a phase before one goes on to the next.
/// Generated code reads it; not for users.
/// </summary>
/// <remarks>References are valid where the network has phases or values of the kind, else null.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct BatchPhase
{
    /// <summary>From 0 on.</summary>
    public readonly int Number;

    /// <summary>The number of samples in the batch.</summary>
    public readonly ref float BatchSize;

    /// <summary>To be written: the slice's parts of the totals that the phase ends with.</summary>
    public readonly ref float Partials;

    /// <summary>The sums of all slices' parts, those of earlier phases.</summary>
    public readonly ref float Totals;

    /// <summary>To be written by the batch's first slice: the next values of the <see cref="NetworkDescription.TrainingStates"/>.</summary>
    public readonly ref float States;

    /// <summary>A phase over the given memory.</summary>
    public BatchPhase(int number, ref float batchSize, ref float partials, ref float totals, ref float states)
    {
        Number = number;
        BatchSize = ref batchSize;
        Partials = ref partials;
        Totals = ref totals;
        States = ref states;
    }
}
