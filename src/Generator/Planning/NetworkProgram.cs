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
}

/// <summary>
/// A tensor's memory: <c>Fixed + PerSample * count</c> floats. <c>Offset</c> is in floats from the region's start; in the workspace it is set by
/// <see cref="PlanMemory"/>.
/// </summary>
internal sealed record Storage(string Name, Region Region, int Offset, int Fixed, int PerSample)
{
    /// <summary>Length for a number of samples, in whole vectors of the widest kind.</summary>
    public int Floats(int samples) => (Fixed + (PerSample * samples) + TensorLayout.Wide - 1) / TensorLayout.Wide * TensorLayout.Wide;
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
}

/// <summary>A kernel, and its version with vectors of 16 floats if there is one.</summary>
internal sealed record KernelStep(Kernel Kernel, Kernel? Wide, EquatableArray<int> Buffers) : Step(Buffers);

/// <summary>Kernels in turn, for one sample and one part of it after the other.</summary>
/// <param name="Body">Their steps; a buffer is where the first sample's first part begins.</param>
/// <param name="Moves">By step and by buffer.</param>
internal sealed record PartsStep(int Parts, EquatableArray<KernelStep> Body, EquatableArray<EquatableArray<PartMove>> Moves)
    : Step(new EquatableArray<int>(Body.Reverse().SelectMany(s => s.Buffers).Distinct()));

/// <summary>Draws a dropout mask.</summary>
internal sealed record MaskStep(int PerSample, float Rate, int Salt, EquatableArray<int> Buffers) : Step(Buffers);

/// <summary>What a driver does, in order.</summary>
/// <param name="WorkspaceFloats">Length of the workspace for <c>MicroBatch</c> samples.</param>
internal sealed record NetworkProgram(EquatableArray<Step> Steps, EquatableArray<Storage> Buffers, int MicroBatch, int WorkspaceFloats);
