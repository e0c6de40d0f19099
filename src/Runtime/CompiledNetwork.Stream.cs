using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <content>Streams: sequences that come step by step.</content>
public abstract partial class CompiledNetwork
{
    /// <summary>
    /// The memory of sequences that come step by step, at their beginning. For networks compiled with <see cref="NetworkAttribute.Streaming"/>.
    /// </summary>
    /// <param name="streams">Sequences that go on together, at least 1.</param>
    /// <exception cref="InvalidOperationException">The network is compiled without streaming.</exception>
    public StreamState CreateState(int streams = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(streams, 1);
        return new StreamState(this, Streaming(), streams);
    }

    /// <summary>
    /// Begins sequences anew, with what a network with several inputs is given beside the streamed one, such as a sentence to translate.
    /// </summary>
    /// <param name="given">A row for each stream: all inputs but the streamed one, in the order of the network's inputs.</param>
    /// <param name="state">Of this network; what it remembered is gone.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the state is another network's.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled without streaming, or is being trained.</exception>
    public void Begin(ReadOnlySpan<float> given, StreamState state)
    {
        StreamDescription stream = Check(state);
        int floats = stream.BeginFloats;
        if (given.Length != (long)floats * state.Streams)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"'{Description.Name}' begins each of {state.Streams} streams with {floats} floats; got {given.Length}."), nameof(given));
        }

        IndexRange.Check(stream.BeginIndices, given, floats, Description.Name, "input");
        state.Clear();
        if (stream.BeginMicroBatch > 0)
        {
            int version = BeginReading();
            EnsureDerived();
            for (int first = 0; first < state.Streams; first += stream.BeginMicroBatch)
            {
                BeginMicroBatch(
                    ref Unsafe.Add(ref MemoryMarshal.GetReference(given), first * (nint)floats),
                    ref Unsafe.Add(ref state.Now.Start, first * (nint)stream.StateFloats),
                    ref Unsafe.Add(ref state.Kept.Start, first * (nint)stream.KeptFloats),
                    Math.Min(stream.BeginMicroBatch, state.Streams - first), ref ParameterArena.Start, ref _derived.Start, ref state.Workspace.Start);
            }

            EndReading(version);
        }

        state.IsBegun = true;
        GC.KeepAlive(state);
    }

    /// <summary>
    /// Takes the next step of each stream: the outputs are, bit by bit, those that
    /// <see cref="Predict(ReadOnlySpan{float}, Span{float})"/> gives at this step of the whole sequence.
    /// Allocates nothing and waits for nobody. A step that is refused leaves the state as it was.
    /// </summary>
    /// <param name="sample">A step's sample for each stream, one after the other.</param>
    /// <param name="output">A step's output for each stream, to be written; must not overlap the samples.</param>
    /// <param name="state">Of this network; it is one step further on afterwards.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the state is another network's.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network is compiled without streaming, a stream has not begun or has no step left, the network is being trained, or its weights were
    /// changed meanwhile.
    /// </exception>
    public void Step(ReadOnlySpan<float> sample, Span<float> output, StreamState state)
    {
        StreamDescription stream = Check(state);
        if (sample.Length != _stepInput * state.Streams || output.Length != _stepOutput * state.Streams || sample.Overlaps(output))
        {
            ThrowStep(sample.Length, output.Length, state.Streams);
        }

        if (stream.InputIndices.Length > 0)
        {
            IndexRange.Check(stream.InputIndices, sample, _stepInput, Description.Name, "input");
        }

        state.CheckStep();
        int version = BeginReading();
        EnsureDerived();
        for (int first = 0; first < state.Streams; first += stream.MicroBatch)
        {
            StepMicroBatch(
                ref Unsafe.Add(ref MemoryMarshal.GetReference(sample), first * (nint)_stepInput),
                ref Unsafe.Add(ref MemoryMarshal.GetReference(output), first * (nint)_stepOutput),
                ref Unsafe.Add(ref state.Now.Start, first * (nint)stream.StateFloats),
                ref Unsafe.Add(ref state.Next.Start, first * (nint)stream.StateFloats),
                ref Unsafe.Add(ref state.Kept.Start, first * (nint)stream.KeptFloats),
                Math.Min(stream.MicroBatch, state.Streams - first), ref ParameterArena.Start, ref _derived.Start, ref state.Workspace.Start);
        }

        EndReading(version);
        state.Accept();
        GC.KeepAlive(this);
        GC.KeepAlive(state);
    }

    /// <summary>Takes a step of up to a micro-batch of streams; the kernels' side of the contract, not for users.</summary>
    /// <param name="inputs">[count, a step's sample].</param>
    /// <param name="outputs">[count, a step's output], to be written.</param>
    /// <param name="state">[count, state].</param>
    /// <param name="nextState">[count, state], to be written.</param>
    /// <param name="kept">[count, kept].</param>
    /// <param name="count">From 1 to <see cref="StreamDescription.MicroBatch"/>.</param>
    /// <param name="parameters">The parameter arena.</param>
    /// <param name="derived">What <see cref="DeriveInference"/> wrote.</param>
    /// <param name="workspace">Scratch of undefined contents.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void StepMicroBatch(
        ref float inputs, ref float outputs, ref float state, ref float nextState, ref float kept, int count, ref float parameters,
        ref float derived, ref float workspace) => ThrowWithoutStreaming();

    /// <summary>Computes what up to a micro-batch of streams begin with; the kernels' side of the contract, not for users.</summary>
    /// <param name="inputs">[count, what is given].</param>
    /// <param name="nextState">[count, state], of which some parts are written.</param>
    /// <param name="kept">[count, kept], to be written.</param>
    /// <param name="count">From 1 to <see cref="StreamDescription.BeginMicroBatch"/>.</param>
    /// <param name="parameters">The parameter arena.</param>
    /// <param name="derived">What <see cref="DeriveInference"/> wrote.</param>
    /// <param name="workspace">Scratch of undefined contents.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void BeginMicroBatch(
        ref float inputs, ref float nextState, ref float kept, int count, ref float parameters, ref float derived, ref float workspace) =>
        ThrowWithoutStreaming();

    private StreamDescription Streaming()
    {
        if (Description.Stream is null)
        {
            ThrowWithoutStreaming();
        }

        return Description.Stream;
    }

    private StreamDescription Check(StreamState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.IsOf(this) ? Streaming() : throw new ArgumentException($"The state is not one of this '{Description.Name}'.", nameof(state));
    }

    [DoesNotReturn]
    private void ThrowWithoutStreaming() => throw new InvalidOperationException(
        $"'{Description.Name}' is compiled without streaming; set Streaming = true on its [Network] attribute.");

    [DoesNotReturn]
    private void ThrowStep(int sample, int output, int streams) => throw new ArgumentException(FormattableString.Invariant(
        $"A step of {streams} streams of '{Description.Name}' takes {_stepInput} floats and gives {_stepOutput} for each, in spans apart; ")
        + FormattableString.Invariant($"got {sample} and room for {output}."));
}
