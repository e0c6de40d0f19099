using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>What the surface tells the runtime about a compiled model; sizes in floats.</summary>
/// <param name="KernelsText">The file with the kernels and the drivers that run them.</param>
/// <param name="GraphDumps">Printed graph after each pass, when asked for; else empty.</param>
internal sealed record CompiledModel(
    ModelSpec Spec,
    EquatableArray<LayerInfo> Layers,
    EquatableArray<ParameterInfo> Parameters,
    long ParameterFloats,
    long InferenceDerivedFloats,
    long InferenceWorkspaceFloats,
    int InferenceMicroBatch,
    long TrainingDerivedFloats,
    long TrainingWorkspaceFloats,
    int TrainingMicroBatch,
    long TargetFloats,
    string KernelsText,
    EquatableArray<string> GraphDumps)
{
    /// <summary>The lines of the network's ONNX graph, when asked for; else empty.</summary>
    public EquatableArray<string> OnnxLines { get; init; } = EquatableArray<string>.Empty;

    /// <summary>For each phase of training but the last, the end of the batch totals known after it; empty for one phase.</summary>
    public EquatableArray<long> TrainingTotals { get; init; } = EquatableArray<long>.Empty;

    /// <summary>The parameters that a training step renews itself.</summary>
    public EquatableArray<int> TrainingStates { get; init; } = EquatableArray<int>.Empty;

    /// <summary>What stands in a training workspace behind the forward pass.</summary>
    public EquatableArray<PlaceInfo> TrainingPlaces { get; init; } = EquatableArray<PlaceInfo>.Empty;

    /// <summary>The phase of training in which the forward pass ends.</summary>
    public int ForwardPhase { get; init; }

    /// <summary>Losses of which some places do not count.</summary>
    public int CountedLosses { get; init; }

    /// <summary>Values of a sample's states that are kept from batch to batch.</summary>
    public int KeptStateFloats { get; init; }

    /// <summary>Whether it depends on parameters or constants which places count.</summary>
    public bool CountsReadDerived { get; init; }

    /// <summary>Scratch of the outputs' gradients with respect to the input; 0 where they are not compiled.</summary>
    public long InputGradientWorkspaceFloats { get; init; }

    public int InputGradientMicroBatch { get; init; } = 1;

    /// <summary>How streams go on; null where that is not asked for.</summary>
    public StreamInfo? Stream { get; init; }

    /// <summary>Why the network cannot go on step by step, where that is asked for; then there are no kernels.</summary>
    public string? StreamFault { get; init; }

    /// <summary>What no arena holds; then there are no kernels.</summary>
    public PlanExcess? Excess { get; init; }
}

/// <summary>What the surface tells the runtime about streams; sizes in floats.</summary>
/// <param name="InputShape">Of a step's sample.</param>
/// <param name="InputIndices">The numbers among its floats.</param>
/// <param name="OutputShape">Of a step's output.</param>
/// <param name="StateFloats">That a step changes, of a stream.</param>
/// <param name="KeptFloats">That no step changes, of a stream.</param>
/// <param name="Fills">Ranges of a stream's state that begin with other numbers than 0.</param>
/// <param name="PositionOffset">Where the number of a stream's steps stands in its state; -1 where nothing asks for it.</param>
/// <param name="MostSteps">That a stream can take; 0 for any number.</param>
/// <param name="BeginShape">Of what a stream begins with; several inputs lie one after the other.</param>
/// <param name="BeginIndices">The numbers among its floats.</param>
/// <param name="Begins">Whether a program computes what a stream begins with.</param>
internal sealed record StreamInfo(
    EquatableArray<int> InputShape, EquatableArray<IndexRange> InputIndices, EquatableArray<int> OutputShape, long StateFloats, long KeptFloats,
    EquatableArray<StreamFill> Fills, long PositionOffset, int MostSteps, EquatableArray<int> BeginShape, EquatableArray<IndexRange> BeginIndices,
    bool Begins, long StepWorkspaceFloats, int StepMicroBatch, long BeginWorkspaceFloats, int BeginMicroBatch);

/// <summary>A part of a stream's state that begins with a number other than 0.</summary>
internal sealed record StreamFill(long Offset, long Floats, float Value);

/// <summary>Where the values of a layer or function lie, in floats from the workspace's start.</summary>
/// <param name="Offset">Of the first value; one in the predictions is below 0, -1 for their first.</param>
/// <param name="SampleFloats">From a sample to the next.</param>
/// <param name="Steps">As <c>NetCompiler.TrainingPlace</c> has it.</param>
/// <param name="Axes">Extent and distance in floats of each axis of a sample.</param>
/// <param name="NotKept">What was computed just before and has no place.</param>
internal sealed record PlaceInfo(
    string Name, long Offset, long SampleFloats, int Steps, EquatableArray<long> Axes, EquatableArray<string> NotKept);

/// <summary>A row of the summary; Flops counts a multiplication and an addition as two, for one sample.</summary>
internal sealed record LayerInfo(string Name, string Type, EquatableArray<int> OutputShape, long ParameterCount, long Flops)
{
    /// <summary>The layers and inputs that it reads.</summary>
    public EquatableArray<string> Inputs { get; init; } = EquatableArray<string>.Empty;
}

/// <summary>A parameter's public shape and its place in the arena; see <c>NetCompiler.PackedLayout</c>.</summary>
internal sealed record ParameterInfo(
    string Name, EquatableArray<int> Shape, long Offset, EquatableArray<long> Strides, int PanelDimension, int PanelWidth, long PanelStride,
        long Floats,
    InitializerKind Initializer, int FanIn, int FanOut, bool Trainable = true, ParameterTraining? Training = null)
{
    /// <summary>The number among the tables whose gradient is a list of rows; null for a gradient of the parameter's shape.</summary>
    public int? SparseTable { get; init; }
}
