using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// What a node computes: a layer, a function of a forward method or a source. Beside the numbers that say what is computed, which alone are compared,
/// it answers whatever the compiler asks about its kind, so that nothing else need know the kinds. A member that is left out does not compile.
/// </summary>
internal abstract record OpSpec
{
    /// <summary>Its row in the summary.</summary>
    public abstract SummaryRow Row { get; }

    /// <summary>Whether, in training, the output of a sample depends on the others of its batch.</summary>
    public abstract bool MixesSamples { get; }

    /// <summary>What becomes of a mask that says which steps of its input count.</summary>
    public abstract StepRule Steps { get; }

    /// <summary>What becomes of the order of an image's values.</summary>
    public abstract ImageOrder Order { get; }

    /// <summary>
    /// Floating-point operations for one sample: two for each multiplication and addition of a contraction; other work is not counted.
    /// </summary>
    public abstract long Flops(OpShapes shapes);

    /// <summary>What is known of the output's values.</summary>
    /// <param name="range">What is known of the first input's.</param>
    public abstract OutputValues Values(OutputRange range, OpShapes shapes);

    /// <summary>The input that it takes for whole numbers, and what they stay below; null for none.</summary>
    public abstract WholeNumbers? Numbers(OpShapes shapes);

    /// <summary>Where the floats of its output come from, when it only moves those of its input.</summary>
    /// <param name="places">Where the first input's come from, row-major, as runs of neighbours.</param>
    /// <returns>The same for the output's; null for what is computed.</returns>
    public abstract IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes);

    /// <summary>Adds its equations to the graph.</summary>
    /// <returns>The node that is its output; -1 for a number, which has none.</returns>
    public abstract int Build(BuildContext at);

    /// <summary>Adds the ONNX operations that predict what it does.</summary>
    /// <exception cref="ExportRefused">There are none.</exception>
    public abstract OnnxValue Export(ExportContext at);
}

/// <summary>An operation that takes only the shape of what it reads: its values change nothing.</summary>
internal interface ITakesShapeOnly;

/// <summary>An operation whose output differs from sample to sample, whatever it reads.</summary>
internal interface IOfEachSample;

/// <summary>The shapes of what an operation reads and gives, without the batch.</summary>
internal sealed record OpShapes(IReadOnlyList<EquatableArray<int>> Inputs, EquatableArray<int> Output)
{
    public EquatableArray<int> Input => Inputs[0];

    /// <summary>The size of the first input's last axis.</summary>
    public int Channels => Input.Last();

    /// <summary>How many numbers the output has.</summary>
    public BigInteger Outputs => ShapeRules.Elements(Output);
}

/// <summary>Neighbouring floats.</summary>
internal readonly record struct Run(int Start, int Count);

/// <summary>Whole numbers from 0 to <c>Limit</c> - 1 among the inputs, the number <c>Input</c> of them.</summary>
internal readonly record struct WholeNumbers(int Input, int Limit, int? Ignored = null);

/// <summary>Whether an operation is a row of the summary, and of which type.</summary>
internal readonly record struct SummaryRow(RowKind Kind, string Type)
{
    /// <summary>No row.</summary>
    public static SummaryRow None => new(RowKind.None, "");

    /// <summary>A row where it stands as a layer, at its first use.</summary>
    /// <param name="type">Keras' name of the class.</param>
    public static SummaryRow OfLayer(string type) => new(RowKind.Layer, type);

    /// <summary>A row wherever it stands.</summary>
    public static SummaryRow Always(string type) => new(RowKind.Always, type);
}

internal enum RowKind
{
    None,
    Layer,
    Always,
}

/// <summary>
/// What becomes of the order in which an image's values lie, channels last here; libraries whose images have their channels first have the weights
/// behind in another order.
/// </summary>
internal enum ImageOrder
{
    /// <summary>Each value stays at its place, in an image and in a vector that was one.</summary>
    Kept,

    /// <summary>Values stay at their places in an image; neighbours of a vector are mixed.</summary>
    KeptInImages,

    /// <summary>It slides over images or sequences, and gives such: of two axes its input and output are [steps, channels].</summary>
    OfImages,

    /// <summary>The same numbers, row-major, under another shape.</summary>
    Reshaped,

    /// <summary>What it gives is no image, or one of its own.</summary>
    Lost,
}

/// <summary>What becomes of a mask [steps] of an operation's input.</summary>
internal enum StepRule
{
    /// <summary>The steps of the output are those of the input, and count as these do.</summary>
    Kept,

    /// <summary>The output has no steps, or others.</summary>
    Dropped,

    /// <summary>The operation reads masks, or makes one, and says itself what its output has.</summary>
    Own,
}
