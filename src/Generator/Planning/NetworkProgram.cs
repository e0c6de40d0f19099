using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
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

    /// <summary>What each sample counts in each loss of which some places do not: first how many do, then the share that follows.</summary>
    Shares,

    /// <summary>The states that stateful layers begin with.</summary>
    FirstStates,

    /// <summary>The states that they leave.</summary>
    LastStates,

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

    /// <summary>The lists of rows that are gradients of tables; an offset is a table's number.</summary>
    RowGradients,

    /// <summary>What streams have kept from the step before, a row for each.</summary>
    State,

    /// <summary>What streams keep for the next step, a row for each.</summary>
    NextState,

    /// <summary>What streams have kept since they began, a row for each.</summary>
    Kept,
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
        LoopStep loop => loop.Body.SelectMany(step => step.Kernels),
        _ => [],
    };

    /// <summary>The buffers that it writes.</summary>
    public IEnumerable<int> Writes => this is LoopStep loop ? loop.Body.SelectMany(step => step.Writes) : [Buffers[0]];

    /// <summary>Whether only the first micro-batch of a batch does it: what it computes is the same for all and counts once.</summary>
    public bool IsOnce { get; init; }

    /// <summary>Whether the losses are known behind it, so that a run of the forward pass alone may end there.</summary>
    public bool EndsForward { get; init; }
}

/// <summary>A nest of a plan, which is not lowered yet.</summary>
/// <param name="Name">Of the kernel that it becomes, if there is none like it.</param>
/// <param name="Nest">Without a name; equal ones are the same object.</param>
internal sealed record NestStep(string Name, FlatNest Nest, EquatableArray<int> Buffers) : Step(Buffers);

/// <summary>A kernel, and its version with vectors of 16 floats if there is one.</summary>
internal sealed record KernelStep(Kernel Kernel, Kernel? Wide, EquatableArray<int> Buffers) : Step(Buffers);

/// <summary>Steps in turn, for one setting of a loop's indices after the other.</summary>
/// <param name="Loop">What is counted, and in which direction.</param>
/// <param name="Bound">The number of steps, where it is known when they are taken only.</param>
/// <param name="Part">Which of the loop's steps are taken.</param>
/// <param name="Body">The steps; a buffer is where that of the index 0 begins.</param>
/// <param name="Moves">By step and by buffer.</param>
internal sealed record LoopStep(
    LoopRegion Loop, LoopBound? Bound, LoopPart Part, EquatableArray<Step> Body, EquatableArray<EquatableArray<LoopMove>> Moves)
    : Step(new EquatableArray<int>(Body.Reverse().SelectMany(s => s.Buffers).Concat(Bound is null ? [] : [Bound.Buffer]).Distinct()));

/// <summary>Floats from a step to the next, for each of the loop's axes.</summary>
/// <param name="IsBefore">Whether the step that was taken before counts; before the first of them, the axis' extent.</param>
internal sealed record LoopMove(EquatableArray<long> Floats, bool IsBefore);

/// <summary>Where a loop's number of steps for each sample lies; the longest counts.</summary>
internal sealed record LoopBound(int Buffer, long Constant, long PerSample);

internal enum LoopPart
{
    /// <summary>All steps, one after the other.</summary>
    Steps,

    /// <summary>The place of the last step that was taken.</summary>
    Last,
}

/// <summary>Writes numbers that are known while compiling, in the order in which they lie.</summary>
internal sealed record ConstantStep(string Name, EquatableArray<float> Values, EquatableArray<int> Buffers) : Step(Buffers);

/// <summary>Takes rows of a table, or adds to them. Buffers: what is written, the table or the values, the rows' numbers.</summary>
/// <param name="Adds">Whether values are added to rows of the table, which else are taken.</param>
/// <param name="Clears">Whether the table is 0 before.</param>
/// <param name="Values">The layout of the values, [N, places, width].</param>
/// <param name="Table">The layout of the table, [height, width].</param>
/// <param name="Rows">The layout of the rows' numbers, [N, places].</param>
internal sealed record RowsStep(
    bool Adds, bool Clears, int Height, int Places, int Width, TensorLayout Values, TensorLayout Table, TensorLayout Rows,
        EquatableArray<int> Buffers) : Step(Buffers);

/// <summary>Draws a dropout mask; without a rate, even numbers from 0 to 1.</summary>
internal sealed record MaskStep(long PerSample, float? Rate, int Salt, EquatableArray<int> Buffers) : Step(Buffers);

/// <summary>What a driver does, in order.</summary>
/// <param name="WorkspaceFloats">Length of the workspace for <c>MicroBatch</c> samples.</param>
internal sealed record NetworkProgram(EquatableArray<Step> Steps, EquatableArray<Storage> Buffers, int MicroBatch, long WorkspaceFloats)
{
    /// <summary>The phases; none stands for a single one. A micro-batch's workspace is its own for all of them.</summary>
    public EquatableArray<Phase> Phases { get; init; } = EquatableArray<Phase>.Empty;

    /// <summary>The parameters that the program computes new values for, in the order of these in <see cref="Region.States"/>.</summary>
    public EquatableArray<int> States { get; init; } = EquatableArray<int>.Empty;

    /// <summary>The tensors in the workspace that have a row per sample, in the order of their nodes; of training only.</summary>
    public EquatableArray<PlannedTensor> Tensors { get; init; } = EquatableArray<PlannedTensor>.Empty;
}

/// <summary>Where a node's tensor lies while it is kept.</summary>
/// <param name="StepsDimension">The one that counts steps; -1 for none.</param>
/// <param name="Loop">The position of the loop that takes these steps one after the other; <see cref="Node.NoLoop"/> where none does.</param>
/// <param name="Direction">In which it takes them.</param>
/// <param name="IsState">Whether it carries the tensor from step to step.</param>
internal sealed record PlannedTensor(
    string Name, int Buffer, EquatableArray<int> Shape, TensorLayout Layout, int StepsDimension, int Loop, LoopDirection Direction, bool IsState);

/// <summary>Steps that all micro-batches make before one of them goes on.</summary>
/// <param name="EndStep">The step after the last.</param>
/// <param name="EndTotal">The end of the batch totals that are known after the phase; those before it of the phases before.</param>
internal sealed record Phase(int EndStep, long EndTotal);
