namespace NetCompiler;

/// <summary>What the runtime knows of a network's streams; sizes in floats, shapes without the number of streams.</summary>
public sealed class StreamDescription
{
    /// <summary>The shape of a step's sample: the streamed input's without its steps.</summary>
    public required int[] InputShape { get; init; }

    /// <summary>Which floats of a step's sample are whole numbers within a range, such as rows of an embedding.</summary>
    public IndexRange[] InputIndices { get; init; } = [];

    /// <summary>The shape of a step's output.</summary>
    public required int[] OutputShape { get; init; }

    /// <summary>What a step changes, of a stream.</summary>
    public required int StateFloats { get; init; }

    /// <summary>What stays as it was when the stream began, of a stream.</summary>
    public required int KeptFloats { get; init; }

    /// <summary>The parts of a state that begin with other numbers than 0.</summary>
    public StreamFill[] Fills { get; init; } = [];

    /// <summary>Where the number of a stream's steps stands in its state, for a network with <see cref="MostSteps"/>.</summary>
    public int PositionOffset { get; init; }

    /// <summary>Steps that a stream can take, such as an attention's context; 0 for any number.</summary>
    public int MostSteps { get; init; }

    /// <summary>Scratch of one call that takes a step of at most <see cref="MicroBatch"/> streams.</summary>
    public required int WorkspaceFloats { get; init; }

    /// <summary>Streams per call of the step's kernels, at most; at least 1.</summary>
    public required int MicroBatch { get; init; }

    /// <summary>The shape of what a stream is given when it begins; several inputs lie one after the other. Empty for nothing.</summary>
    public int[] BeginShape { get; init; } = [];

    /// <summary>Which floats of what a stream is given are whole numbers within a range.</summary>
    public IndexRange[] BeginIndices { get; init; } = [];

    /// <summary>Scratch of one call that begins at most <see cref="BeginMicroBatch"/> streams.</summary>
    public int BeginWorkspaceFloats { get; init; }

    /// <summary>Streams per call of the kernels that compute what a stream begins with; 0 where nothing is computed.</summary>
    public int BeginMicroBatch { get; init; }

    /// <summary>Floats of a step's sample.</summary>
    internal int InputFloats => Shapes.Floats(InputShape);

    /// <summary>Floats of a step's output.</summary>
    internal int OutputFloats => Shapes.Floats(OutputShape);

    /// <summary>Floats of what a stream is given when it begins.</summary>
    internal int BeginFloats => BeginShape.Length == 0 ? 0 : Shapes.Floats(BeginShape);
}

/// <summary>A part of a stream's state that begins with a number other than 0.</summary>
/// <param name="Offset">The first float's place in the state.</param>
/// <param name="Count">How many floats.</param>
/// <param name="Value">What they begin with.</param>
public sealed record StreamFill(int Offset, int Count, float Value);
