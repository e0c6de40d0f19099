using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>
/// What the runtime knows about a compiled network. Generated code builds it once per network type; all sizes are counted in floats.
/// </summary>
public sealed class NetworkDescription
{
    /// <summary>Counted when first asked for, and each step asks; below 0 before.</summary>
    private int _trainableFloats = -1, _wholeFloats = -1;

    /// <summary>The class's name, for the summary and for errors.</summary>
    public required string Name { get; init; }

    /// <summary>The shape of one input sample, without the batch.</summary>
    public required int[] InputShape { get; init; }

    /// <summary>The shape of one output sample, without the batch.</summary>
    public required int[] OutputShape { get; init; }

    /// <summary>The inputs in the order in which they lie in a sample; one has the sample's shape.</summary>
    public TensorDescription[] Inputs { get; init; } = [];

    /// <summary>The outputs in the order in which they lie in a prediction; one has the prediction's shape.</summary>
    public TensorDescription[] Outputs { get; init; } = [];

    /// <summary>The targets in the order in which they lie in a sample's target; none for a network that only predicts.</summary>
    public TensorDescription[] Targets { get; init; } = [];

    /// <summary>The layers in order of execution.</summary>
    public required LayerDescription[] Layers { get; init; }

    /// <summary>The parameters in the order of their layers. In the arena, those that are trained come first.</summary>
    public required ParameterDescription[] Parameters { get; init; }

    /// <summary>Which floats of a sample are whole numbers within a range, such as rows of an embedding.</summary>
    public IndexRange[] InputIndices { get; init; } = [];

    /// <summary>Which floats of a target are whole numbers within a range, such as classes.</summary>
    public IndexRange[] TargetIndices { get; init; } = [];

    /// <summary>What training minimises, or null for a network that only predicts.</summary>
    public LossDescription? Loss { get; init; }

    /// <summary>Length of the parameter arena: a multiple of 16, as is every parameter's offset.</summary>
    public required int ParameterFloats { get; init; }

    /// <summary>Length of the packed copies of weights that inference reads.</summary>
    public required int InferenceDerivedFloats { get; init; }

    /// <summary>Scratch of one call that infers at most <see cref="InferenceMicroBatch"/> samples.</summary>
    public required int InferenceWorkspaceFloats { get; init; }

    /// <summary>Samples per call of the inference kernels, at most; at least 1.</summary>
    public required int InferenceMicroBatch { get; init; }

    /// <summary>Length of the packed copies of weights that training reads.</summary>
    public int TrainingDerivedFloats { get; init; }

    /// <summary>Scratch of one call that trains on at most <see cref="TrainingMicroBatch"/> samples.</summary>
    public int TrainingWorkspaceFloats { get; init; }

    /// <summary>Samples per call of the training kernels, at most; at least 1 where there is a loss.</summary>
    public int TrainingMicroBatch { get; init; } = 1;

    /// <summary>
    /// For each phase of a training step but the last, the end of the batch totals that are known after it; the totals of a phase begin where those
    /// of the phase before end. Empty for a network whose step has a single phase.
    /// </summary>
    public int[] TrainingTotals { get; init; } = [];

    /// <summary>
    /// The positions in <see cref="Parameters"/> of those that a training step renews itself, such as moving averages; none of them is trainable.
    /// </summary>
    public int[] TrainingStates { get; init; } = [];

    /// <summary>
    /// Where a training workspace holds, behind the forward pass, the outputs of layers and functions that nothing was written over; in the order in
    /// which they come about.
    /// </summary>
    public TrainingPlace[] TrainingPlaces { get; init; } = [];

    /// <summary>The phase of a training step in which the forward pass ends.</summary>
    public int ForwardPhase { get; init; }

    /// <summary>
    /// Losses of which some places do not count, such as steps of padding: the mean of a batch is over all those of its places that do.
    /// </summary>
    public int CountedLosses { get; init; }

    /// <summary>Values of a sample's states that stateful layers keep from training step to training step.</summary>
    public int KeptStateFloats { get; init; }

    /// <summary>Whether which places count depends on what inference computes from the parameters.</summary>
    public bool CountsReadDerived { get; init; }

    /// <summary>Whether gradients with respect to the input are compiled: of the outputs and, where there is a loss, of that.</summary>
    public bool HasInputGradient { get; init; }

    /// <summary>Whether the gradients of single samples may be asked for: no layer mixes samples.</summary>
    public bool HasPerExampleGradients { get; init; }

    /// <summary>Scratch of one call that computes the outputs' gradients for at most <see cref="InputGradientMicroBatch"/> samples.</summary>
    public int InputGradientWorkspaceFloats { get; init; }

    /// <summary>Samples per call of the kernels for the outputs' gradients, at most; at least 1.</summary>
    public int InputGradientMicroBatch { get; init; } = 1;

    /// <summary>How sequences go on step by step; null where that is not compiled.</summary>
    public StreamDescription? Stream { get; init; }

    /// <summary>
    /// Length of the arena's part with the trainable parameters, its first: that of each value of an optimizer's state.
    /// </summary>
    internal int TrainableFloats => _trainableFloats >= 0 ? _trainableFloats : _trainableFloats = FloatsOf(parameter => parameter.Trainable);

    /// <summary>
    /// Length of the part that is first of it: the parameters whose gradient is as large as they are. Behind them come the tables with sparse
    /// updates.
    /// </summary>
    internal int WholeFloats =>
        _wholeFloats >= 0 ? _wholeFloats : _wholeFloats = FloatsOf(parameter => parameter.Trainable && !parameter.SparseUpdates);

    /// <summary>The tables with sparse updates, in the order of their numbers.</summary>
    internal IEnumerable<ParameterDescription> SparseTables => Parameters.Where(parameter => parameter.SparseUpdates);

    private int FloatsOf(Predicate<ParameterDescription> isMeant)
    {
        int floats = 0;
        foreach (ParameterDescription parameter in Parameters)
        {
            floats += isMeant(parameter) ? parameter.Layout.Floats : 0;
        }

        return floats;
    }
}

/// <summary>Neighbouring floats that are whole numbers from 0 to <paramref name="Limit"/> - 1.</summary>
/// <param name="Offset">The first one's place in a sample.</param>
/// <param name="Count">How many.</param>
/// <param name="Limit">What they stay below.</param>
/// <param name="Layer">What takes them so: a layer's name, or the loss.</param>
public sealed record IndexRange(int Offset, int Count, int Limit, string Layer)
{
    /// <summary>Another number that may stand there: the class of places that do not count. Null for none.</summary>
    public int? Ignored { get; init; }

    /// <summary>Refuses values of samples that are not such numbers.</summary>
    internal static void Check(IndexRange[] ranges, ReadOnlySpan<float> values, int floats, string network, string what)
    {
        foreach (IndexRange range in ranges)
        {
            // Where samples are nothing else, one stretch is all of them.
            int count = range.Count == floats ? values.Length : range.Count;
            for (int first = range.Offset; first < values.Length; first += Math.Max(count, floats))
            {
                range.Check(values.Slice(first, count), first, network, what);
            }
        }
    }

    private void Check(ReadOnlySpan<float> values, int first, string network, string what)
    {
        // By vectors as long as nothing is wrong: a look at each number by itself is 3 % of a small network's training step.
        var limit = Vector256.Create((float)Limit);
        var ignored = Vector256.Create(Ignored ?? 0f);
        int i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var number = Vector256.Create(values[i..]);
            Vector256<float> fits = Vector256.GreaterThanOrEqual(number, Vector256<float>.Zero) & Vector256.LessThan(number, limit)
                & Vector256.Equals(number, Vector256.Floor(number));
            if (!Vector256.EqualsAll((fits | Vector256.Equals(number, ignored)).AsInt32(), Vector256<int>.AllBitsSet))
            {
                break;
            }
        }

        for (; i < values.Length; i++)
        {
            if (!(values[i] >= 0 && values[i] < Limit && values[i] == MathF.Floor(values[i])) && values[i] != Ignored)
            {
                string numbers = $"whole numbers from 0 to {Limit - 1}{(Ignored is { } other ? $", or {other}," : "")}";
                throw new ArgumentException(
                    $"'{network}' expects {numbers} for {Layer}; {what} {first + i} is {values[i]}.", what + "s");
            }
        }
    }
}

/// <summary>One of the inputs, outputs or targets of a network: a part of the row that a sample is.</summary>
/// <param name="Name">The parameter's or tuple element's name; <c>input</c>, <c>output</c> or <c>target</c> where it has none.</param>
/// <param name="Shape">Shape of one sample, without the batch.</param>
/// <param name="Offset">Where it begins in a sample's row, in floats.</param>
public sealed record TensorDescription(string Name, int[] Shape, int Offset)
{
    /// <summary>Of an output, the layers and inputs that it is computed from, named as in <see cref="LayerDescription.Inputs"/>.</summary>
    public string[] Sources { get; init; } = [];

    /// <summary>Floats of one sample.</summary>
    public int Floats { get; } = Shapes.Floats(Shape);
}

/// <summary>A row of the summary.</summary>
/// <param name="Name">The layer's name, such as <c>conv2d_1</c>.</param>
/// <param name="Type">The layer's type, such as <c>Conv2D</c>.</param>
/// <param name="OutputShape">Shape of one sample of its output, without the batch.</param>
/// <param name="ParameterCount">Parameters of the layer, without padding.</param>
/// <param name="Flops">Floating-point operations for one sample; a multiplication and an addition count as two.</param>
public sealed record LayerDescription(string Name, string Type, int[] OutputShape, long ParameterCount, long Flops)
{
    /// <summary>
    /// The layers that it reads, directly or through functions, by name; the network's input is <c>input</c>, one of several <c>input/name</c>. A
    /// layer that is called several times reads what all of its calls read.
    /// </summary>
    public string[] Inputs { get; init; } = [];
}

/// <summary>Where values of a layer or function lie, in floats from the workspace's start.</summary>
/// <param name="Name">The layer's name; a function's ends with a point.</param>
/// <param name="Offset">The first value's place; in the predictions it is below 0, -1 for their first.</param>
/// <param name="SampleFloats">From a sample's values to the next's.</param>
/// <param name="Steps">
/// Whether the first axis counts time steps: 0 where it does not, 1 where it does. Above that, a loop of this number takes one after the other, from
/// the last to the first where it is below 0.
/// </param>
/// <param name="Axes">The extent of each axis of a sample, and the floats from an index to the next: two numbers an axis.</param>
public sealed record TrainingPlace(string Name, int Offset, int SampleFloats, int Steps, params int[] Axes)
{
    /// <summary>Layers and functions just before it whose values have no place.</summary>
    public string[] NotKept { get; init; } = [];
}

/// <summary>A parameter: its public shape and its place in the parameter arena.</summary>
/// <param name="Name">Layer and role as in Keras, such as <c>conv2d/kernel</c>.</param>
/// <param name="Shape">Public shape, Keras' layout.</param>
/// <param name="Offset">Where it starts in the arena; a multiple of 16.</param>
/// <param name="Layout">How its elements lie from there.</param>
/// <param name="Initializer">How its first values are drawn.</param>
/// <param name="FanIn">Inputs of one unit, for the initialiser.</param>
/// <param name="FanOut">Outputs of one unit, for the initialiser.</param>
/// <param name="Trainable">Whether it has a gradient and optimizers change it.</param>
public sealed record ParameterDescription(
    string Name, int[] Shape, int Offset, PackedLayout Layout, Initializer Initializer, int FanIn, int FanOut, bool Trainable = true)
{
    /// <summary>Times the sum of the absolute values is part of the loss; 0 for none.</summary>
    public float L1 { get; init; }

    /// <summary>Times the sum of the squares is part of the loss; 0 for none.</summary>
    public float L2 { get; init; }

    /// <summary>The largest Euclidean norm of a unit's values after an update; infinity for no limit.</summary>
    public float MaxNorm { get; init; } = float.PositiveInfinity;

    /// <summary>The axes that number the units, for <see cref="MaxNorm"/>.</summary>
    public int[] UnitAxes { get; init; } = [];

    /// <summary>Whether a training step touches only the rows of this table that it reads: then its gradient is a list of rows.</summary>
    public bool SparseUpdates { get; init; }

    /// <summary>The parameter as PyTorch's module for its layer has it; null where it has not.</summary>
    public TensorPlacement? PyTorch { get; init; }

    /// <summary>What keeps PyTorch from having the parameter; null for nothing, and where nothing is known.</summary>
    public string? PyTorchFault { get; init; }
}

/// <summary>
/// A parameter as a tensor of another library: seen as a tensor of <paramref name="Sizes"/>, its axes put in the order <paramref name="Order"/>, and
/// seen as a tensor of <paramref name="Shape"/>. Without these, its elements are the parameter's.
/// </summary>
/// <param name="Name">The end of the tensor's name: <c>weight</c>. Of a tensor that holds several, one after the other, with the part's
/// number. Of two whose sum the parameter is, both, with a plus between them.</param>
/// <param name="Shape">The tensor's shape.</param>
/// <param name="Sizes">The parameter's axes; one that runs over a flattened image is cut into the image's.</param>
/// <param name="Order">The number of each of these axes, in the tensor's order.</param>
public sealed record TensorPlacement(string Name, int[]? Shape = null, int[]? Sizes = null, int[]? Order = null)
{
    /// <summary>For each equal block of the tensor's first axis, the block of the parameter that it is; null where these are the same.</summary>
    public int[]? Blocks { get; init; }
}

/// <summary>The loss a network is compiled with.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="FromLogits">The network's output is not yet a probability.</param>
/// <param name="TargetFloats">Floats of one sample's target; 1 for a sparse loss, whose target is the class's index.</param>
/// <param name="ClassCount">Size of the output's last axis.</param>
public sealed record LossDescription(Loss Kind, bool FromLogits, int TargetFloats, int ClassCount)
{
    /// <summary>The class of places that do not count; null where all do.</summary>
    public int? IgnoreClass { get; init; }
}
