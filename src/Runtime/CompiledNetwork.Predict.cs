using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

public abstract partial class CompiledNetwork
{
    private readonly Lock _deriving = new();
    private readonly FloatArena _derived;
    private readonly WorkspacePool _workspaces;
    private readonly int _microBatch;
    private readonly bool _workspaceOnStack;
    private int _derivedVersion;

    /// <summary>
    /// Computes the outputs of one sample or of several. Thread-safe; allocates nothing once as many threads have run at once before.
    /// </summary>
    /// <param name="input">One sample after the other: a whole number of samples, at least one.</param>
    /// <param name="output">Exactly as many samples of the output; must not overlap the input.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained, or its weights were changed meanwhile: the output is of no
    /// use.</exception>
    public void Predict(ReadOnlySpan<float> input, Span<float> output)
    {
        int count = 1;
        if (input.Length != InputFloats || output.Length != OutputFloats)
        {
            count = CountSamples(input.Length, output.Length);
        }

        if (input.Overlaps(output))
        {
            throw new ArgumentException($"The output of '{Description.Name}' overlaps the input.", nameof(output));
        }

        if (Description.InputIndices.Length > 0)
        {
            IndexRange.Check(Description.InputIndices, input, InputFloats, Description.Name, "input");
        }

        int version = BeginReading();
        EnsureDerived();
        ref float from = ref MemoryMarshal.GetReference(input), to = ref MemoryMarshal.GetReference(output);
        if (count == 1 || !TryPredictParallel(ref from, ref to, count))
        {
            PredictAlone(ref from, ref to, count);
        }

        EndReading(version);
    }

    /// <summary>The packed weights of inference, up to date.</summary>
    internal FloatArena InferenceDerived
    {
        get
        {
            EnsureDerived();
            return _derived;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EnsureDerived()
    {
        if (Volatile.Read(ref _derivedVersion) != Volatile.Read(ref _version))
        {
            Derive();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Derive()
    {
        lock (_deriving)
        {
            int version = Volatile.Read(ref _version);
            if (_derivedVersion != version)
            {
                DeriveInference(ref ParameterArena.Start, ref _derived.Start);
                Volatile.Write(ref _derivedVersion, version);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PredictAlone(ref float input, ref float output, int count)
    {
        if (_workspaceOnStack)
        {
            PredictOnStack(ref input, ref output, count);
        }
        else
        {
            PredictPooled(ref input, ref output, count);
        }
    }

    /// <summary>Not inlined: a caller that initialises its locals would clear the workspace at each prediction.</summary>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.NoInlining)]
    private void PredictOnStack(ref float input, ref float output, int count)
    {
        Unsafe.SkipInit(out StackWorkspace buffer);
        PredictPieces(ref input, ref output, count, ref buffer.Aligned);
    }

    private void PredictPooled(ref float input, ref float output, int count)
    {
        FloatArena workspace = _workspaces.Take();
        PredictPieces(ref input, ref output, count, ref workspace.Start);
        _workspaces.Return(workspace);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PredictPieces(ref float input, ref float output, int count, ref float workspace)
    {
        while (count > _microBatch)
        {
            InferMicroBatch(ref input, ref output, _microBatch, ref ParameterArena.Start, ref _derived.Start, ref workspace);
            input = ref Unsafe.Add(ref input, _microBatch * (nint)InputFloats);
            output = ref Unsafe.Add(ref output, _microBatch * (nint)OutputFloats);
            count -= _microBatch;
        }

        InferMicroBatch(ref input, ref output, count, ref ParameterArena.Start, ref _derived.Start, ref workspace);
        GC.KeepAlive(this);
    }

    /// <summary>The samples that inputs of a length are; others than a whole number of them, at least one, are refused.</summary>
    private protected int CountInputs(int inputLength, string argument)
    {
        int count = inputLength / InputFloats;
        return count > 0 && count * InputFloats == inputLength ? count : throw new ArgumentException(
            $"'{Description.Name}' expects samples of shape {Shapes.Print(Description.InputShape)}, {InputFloats} floats each, at least one; got "
                + $"{inputLength} floats.",
            argument);
    }

    private int CountSamples(int inputLength, int outputLength)
    {
        int count = CountInputs(inputLength, "input");
        if (outputLength != (long)count * OutputFloats)
        {
            throw new ArgumentException(
                $"'{Description.Name}' writes {OutputFloats} floats a sample, {(long)count * OutputFloats} for the {count} samples of the input; "
                    + $"the output has room for {outputLength}.",
                "output");
        }

        return count;
    }

    /// <summary>4 KB of scratch on the stack, with what it takes to align it.</summary>
    [InlineArray(Floats + FloatArena.Alignment)]
    private struct StackWorkspace
    {
        public const int Floats = 1024;

        private float _first;

        /// <summary>The first of <see cref="Floats"/> floats at a multiple of 64 bytes; for a value on the stack only.</summary>
        [UnscopedRef]
        public unsafe ref float Aligned
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => ref Unsafe.AsRef<float>((void*)(((nint)Unsafe.AsPointer(ref _first) + 63) & ~63));
        }
    }
}
