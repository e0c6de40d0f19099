using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>Where a buffer lies: an arena of the runtime, or a span of the caller.</summary>
internal enum Region
{
    Workspace,
    Parameters,
    Derived,
    Gradients,
    Inputs,
    Targets,
    Scales,
    Predictions,
    Losses,
    InputGradients,

    /// <summary>The number of samples in the whole batch, one float.</summary>
    BatchSize,

    /// <summary>A micro-batch's part of each batch total.</summary>
    Partials,

    /// <summary>The sums of all micro-batches' parts, known from the next phase on.</summary>
    Totals,

    /// <summary>The next values of parameters that a training step renews itself.</summary>
    States,

    /// <summary>The weights of the outputs whose gradient is asked for.</summary>
    OutputWeights,
}

/// <summary>
/// A tensor's memory: <c>Fixed + PerSample * count</c> floats. <c>Offset</c> is in floats from the region's start; in the workspace it is set by
/// <see cref="PlanMemory"/>.
/// </summary>
internal sealed record Storage(string Name, Region Region, long Offset, long Fixed, long PerSample)
{
    /// <summary>Length for a number of samples, in whole vectors of the widest kind.</summary>
    public long Floats(int samples) => TensorLayout.Round(Fixed + (PerSample * samples));
}

/// <summary>One call of a driver. Buffers are positions in <see cref="NetworkProgram.Buffers"/>; the first is written.</summary>
internal abstract record Step(EquatableArray<int> Buffers)
{
    /// <summary>The kernels that it calls.</summary>
    public IEnumerable<KernelStep> Kernels => this switch
    {
        KernelStep kernel => [kernel],
        PartsStep parts => parts.Body,
        _ => [],
    };

    /// <summary>Whether only the first micro-batch of a batch does it: what it computes is the same for all and counts once.</summary>
    public bool IsOnce { get; init; }
}

/// <summary>A kernel, and its version with vectors of 16 floats if there is one.</summary>
internal sealed record KernelStep(Kernel Kernel, Kernel? Wide, EquatableArray<int> Buffers) : Step(Buffers);

/// <summary>Kernels in turn, for one sample and one part of it after the other.</summary>
/// <param name="Body">Their steps; a buffer is where the first sample's first part begins.</param>
/// <param name="Moves">By step and by buffer.</param>
internal sealed record PartsStep(int Parts, EquatableArray<KernelStep> Body, EquatableArray<EquatableArray<PartMove>> Moves)
    : Step(new EquatableArray<int>(Body.Reverse().SelectMany(s => s.Buffers).Distinct()));

/// <summary>Takes rows of a table, or adds to them. Buffers: what is written, the table or the values, the rows' numbers.</summary>
/// <param name="Adds">Whether values are added to rows of the table, which else are taken.</param>
/// <param name="Clears">Whether the table is 0 before.</param>
/// <param name="Values">The layout of the values, [N, places, width].</param>
/// <param name="Table">The layout of the table, [height, width].</param>
/// <param name="Rows">The layout of the rows' numbers, [N, places].</param>
internal sealed record RowsStep(
    bool Adds, bool Clears, int Height, int Places, int Width, TensorLayout Values, TensorLayout Table, TensorLayout Rows, EquatableArray<int> Buffers) : Step(Buffers);

/// <summary>Draws a dropout mask.</summary>
internal sealed record MaskStep(long PerSample, float Rate, int Salt, EquatableArray<int> Buffers) : Step(Buffers);

/// <summary>What a driver does, in order.</summary>
/// <param name="WorkspaceFloats">Length of the workspace for <c>MicroBatch</c> samples.</param>
internal sealed record NetworkProgram(EquatableArray<Step> Steps, EquatableArray<Storage> Buffers, int MicroBatch, long WorkspaceFloats)
{
    /// <summary>The phases; none stands for a single one. A micro-batch's workspace is its own for all of them.</summary>
    public EquatableArray<Phase> Phases { get; init; } = EquatableArray<Phase>.Empty;

    /// <summary>The parameters that the program computes new values for, in the order of these in <see cref="Region.States"/>.</summary>
    public EquatableArray<int> States { get; init; } = EquatableArray<int>.Empty;
}

/// <summary>Steps that all micro-batches make before one of them goes on.</summary>
/// <param name="EndStep">The step after the last.</param>
/// <param name="EndTotal">The end of the batch totals that are known after the phase; those before it of the phases before.</param>
internal sealed record Phase(int EndStep, long EndTotal);
