using System.ComponentModel;
using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// Neighbouring samples of a batch, at most a micro-batch, as the training kernels see them. Generated code reads it; not for users.
/// </summary>
/// <remarks>All references are valid: where the caller asked for no predictions, they point to scratch.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct TrainingSlice
{
    /// <summary>[Count, input].</summary>
    public readonly ref float Inputs;

    /// <summary>[Count, target]; the class's index for a sparse loss.</summary>
    public readonly ref float Targets;

    /// <summary>[Count]: the sample's weight over the batch's size, which is the seed of its gradient.</summary>
    public readonly ref float Scales;

    /// <summary>[Count], to be written: the sample's loss, not weighted.</summary>
    public readonly ref float Losses;

    /// <summary>[Count, output], to be written.</summary>
    public readonly ref float Predictions;

    /// <summary>[Count, input], to be written when training a network with <see cref="NetworkDescription.HasInputGradient"/>; else null.</summary>
    public readonly ref float InputGradients;

    /// <summary>
    /// [Count, losses of which some places do not count]: the sample's number of places that do over the mean of all samples' numbers. The kernels
    /// that count write the sample's number there. Null for a network without such losses.
    /// </summary>
    public readonly ref float Shares;

    /// <summary>[Count, values]: what stateful layers begin with. Null for a network without such layers.</summary>
    public readonly ref float FirstStates;

    /// <summary>[Count, values], to be written in training: what they have left. Null for a network without such layers.</summary>
    public readonly ref float LastStates;

    /// <summary>Samples of the slice, at least 1.</summary>
    public readonly int Count;

    /// <summary>Draws of this training step, such as dropout masks, are functions of it.</summary>
    public readonly ulong RandomKey;

    /// <summary>The place in the batch of the slice's first sample.</summary>
    public readonly int FirstSample;

    /// <summary>What the slice shares with the rest of the batch.</summary>
    public readonly BatchPhase Phase;

    /// <summary>A slice over the given memory.</summary>
    public TrainingSlice(
        ref float inputs,
        ref float targets,
        ref float scales,
        ref float losses,
        ref float predictions,
        ref float inputGradients,
        ref float shares,
        ref float firstStates,
        ref float lastStates,
        int count,
        ulong randomKey,
        int firstSample,
        in BatchPhase phase = default)
    {
        Inputs = ref inputs;
        Targets = ref targets;
        Scales = ref scales;
        Losses = ref losses;
        Predictions = ref predictions;
        InputGradients = ref inputGradients;
        Shares = ref shares;
        FirstStates = ref firstStates;
        LastStates = ref lastStates;
        Count = count;
        RandomKey = randomKey;
        FirstSample = firstSample;
        Phase = phase;
    }

    /// <summary>Whether the kernels may stop where the losses are known: nobody asks for gradients.</summary>
    public bool IsForward { get; init; }

    /// <summary>The gradients of tables with sparse updates, to be added to.</summary>
    internal RowGradient[] Tables { get; init; } = [];

    /// <summary>Adds to rows of a table's gradient: table[rows[sample, place]] += values[sample, place].</summary>
    /// <param name="table">The table's number among those with sparse updates.</param>
    /// <param name="values">What to add.</param>
    /// <param name="rows">Whole numbers as floats; one outside of the table takes the nearest row.</param>
    /// <param name="valuesStart">The first value's place.</param>
    /// <param name="valuesSample">Floats from a sample's values to the next's.</param>
    /// <param name="valuesRow">Floats from a row of values to the next.</param>
    /// <param name="rowsStart">The first number's place.</param>
    /// <param name="rowsSample">Floats from a sample's numbers to the next's.</param>
    /// <param name="places">Rows of a sample.</param>
    public void AddRows(
        int table, ref float values, ref float rows, int valuesStart, int valuesSample, int valuesRow, int rowsStart, int rowsSample, int places) =>
        TableRows.Add(Tables[table], ref values, ref rows, Count, valuesStart, valuesSample, valuesRow, rowsStart, rowsSample, places);
}
