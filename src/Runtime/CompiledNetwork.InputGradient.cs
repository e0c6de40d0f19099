using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <content>Gradients of the outputs with respect to the input.</content>
public abstract partial class CompiledNetwork
{
    private readonly WorkspacePool? _gradientWorkspaces;

    /// <summary>Where the weights of a micro-batch's outputs stand in a workspace, behind the kernels' part.</summary>
    private int OutputWeightsOffset => checked((int)FloatArena.RoundUp(Description.InputGradientWorkspaceFloats));

    private int InputGradientMicroBatchSize => MicroBatch.Of(Description.InputGradientMicroBatch, OutputFloats);

    /// <summary>
    /// Computes the gradient of a weighted sum of the outputs with respect to the input, as the network predicts: without dropout. For networks
    /// compiled with
    /// <see cref="NetworkAttribute.InputGradient"/>. Thread-safe; allocates nothing once as many threads have run at once before.
    /// </summary>
    /// <param name="input">One sample after the other: a whole number of samples, at least one.</param>
    /// <param name="outputWeights">For each sample a weight for each element of its output.</param>
    /// <param name="gradient">Exactly as many samples of the input; must overlap neither of the others.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="InvalidOperationException">Input gradients are not compiled, or the network is being trained, or its weights were changed
    /// meanwhile.</exception>
    public void InputGradient(ReadOnlySpan<float> input, ReadOnlySpan<float> outputWeights, Span<float> gradient)
    {
        int count = CheckInputGradient(input, gradient);
        if (outputWeights.Length != (long)count * OutputFloats)
        {
            throw new ArgumentException(
                $"'{Description.Name}' has {OutputFloats} outputs a sample and takes a weight for each, {(long)count * OutputFloats} for the "
                    + $"{count} samples of the input; "
                + $"got {outputWeights.Length}.", nameof(outputWeights));
        }

        if (gradient.Overlaps(outputWeights))
        {
            throw new ArgumentException($"The gradient of '{Description.Name}' overlaps the outputs' weights.", nameof(gradient));
        }

        RunInputGradient(ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(outputWeights), output: -1,
            ref MemoryMarshal.GetReference(gradient), count);
    }

    /// <summary>Computes the gradient of one element of the output with respect to the input: see the other overload.</summary>
    /// <param name="input">One sample after the other: a whole number of samples, at least one.</param>
    /// <param name="output">The element's number in a sample's output, from 0, row-major.</param>
    /// <param name="gradient">Exactly as many samples of the input; must not overlap it.</param>
    /// <exception cref="ArgumentException">A length does not fit, or there is no such output.</exception>
    /// <exception cref="InvalidOperationException">Input gradients are not compiled, or the network is being trained, or its weights were changed
    /// meanwhile.</exception>
    public void InputGradient(ReadOnlySpan<float> input, int output, Span<float> gradient)
    {
        int count = CheckInputGradient(input, gradient);
        if ((uint)output >= (uint)OutputFloats)
        {
            throw new ArgumentOutOfRangeException(nameof(output), output, $"'{Description.Name}' has outputs 0 to {OutputFloats - 1}.");
        }

        RunInputGradient(ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(input), output,
            ref MemoryMarshal.GetReference(gradient), count);
    }

    /// <summary>Computes gradients of up to a micro-batch of samples; the kernels' side of the contract, not for users.</summary>
    /// <param name="inputs">[count, input].</param>
    /// <param name="outputWeights">[count, output].</param>
    /// <param name="gradients">[count, input], to be written.</param>
    /// <param name="count">From 1 to <see cref="NetworkDescription.InputGradientMicroBatch"/>.</param>
    /// <param name="parameters">The parameter arena.</param>
    /// <param name="derived">What <see cref="DeriveInference"/> wrote.</param>
    /// <param name="workspace">Scratch of undefined contents.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void InputGradientMicroBatch(
        ref float inputs, ref float outputWeights, ref float gradients, int count, ref float parameters, ref float derived, ref float workspace) =>
        ThrowWithoutInputGradient();

    /// <summary>Refuses a use of what is compiled only on request.</summary>
    private protected void ThrowWithoutInputGradient() => throw new InvalidOperationException(
        $"'{Description.Name}' is compiled without input gradients; set InputGradient = true on its [Network] attribute.");

    private int CheckInputGradient(ReadOnlySpan<float> input, Span<float> gradient)
    {
        if (!Description.HasInputGradient)
        {
            ThrowWithoutInputGradient();
        }

        int count = CountInputs(input.Length, nameof(input));
        if (gradient.Length != input.Length)
        {
            throw new ArgumentException(
                $"'{Description.Name}' writes {InputFloats} floats of gradient a sample, {input.Length} in all; the gradient has room for "
                    + $"{gradient.Length}.", nameof(gradient));
        }

        if (input.Overlaps(gradient))
        {
            throw new ArgumentException($"The gradient of '{Description.Name}' overlaps the input.", nameof(gradient));
        }

        IndexRange.Check(Description.InputIndices, input, InputFloats, Description.Name, "input");
        return count;
    }

    /// <param name="input">The first sample.</param>
    /// <param name="weights">Its outputs' weights, unless <paramref name="output"/> is given.</param>
    /// <param name="output">The one output, of weight 1, or -1.</param>
    /// <param name="gradient">To be written.</param>
    /// <param name="count">Samples.</param>
    private void RunInputGradient(ref float input, ref float weights, int output, ref float gradient, int count)
    {
        int version = BeginReading();
        EnsureDerived();
        FloatArena workspace = _gradientWorkspaces!.Take();
        Span<float> single = workspace.Span[OutputWeightsOffset..];
        if (output >= 0)
        {
            SetOutput(single, output);
        }

        int microBatch = InputGradientMicroBatchSize;
        for (int first = 0; first < count; first += microBatch)
        {
            InputGradientMicroBatch(
                ref Unsafe.Add(ref input, first * (nint)InputFloats),
                ref output >= 0 ? ref single[0] : ref Unsafe.Add(ref weights, first * (nint)OutputFloats),
                ref Unsafe.Add(ref gradient, first * (nint)InputFloats),
                Math.Min(microBatch, count - first), ref ParameterArena.Start, ref _derived.Start, ref workspace.Start);
        }

        _gradientWorkspaces.Return(workspace);
        GC.KeepAlive(this);
        EndReading(version);
    }

    /// <summary>A weight of 1 for one output of each of a micro-batch's samples, 0 for the others.</summary>
    private void SetOutput(Span<float> weights, int output)
    {
        weights.Clear();
        for (int i = 0; i < InputGradientMicroBatchSize; i++)
        {
            weights[(i * OutputFloats) + output] = 1;
        }
    }
}
