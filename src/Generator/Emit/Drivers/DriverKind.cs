using System.Collections.Generic;
using NetCompiler.Generator.Planning;

namespace NetCompiler.Generator.Emit.Drivers;

/// <summary>A driver: a method of the base class that the generated class overrides, and where it finds its buffers.</summary>
/// <param name="Name">Of the method.</param>
/// <param name="Parameters">As the base class declares them.</param>
/// <param name="Arguments">Passing them on.</param>
/// <param name="Count">The expression for the number of samples, or null.</param>
internal sealed record DriverKind(string Name, string Parameters, string Arguments, string? Count)
{
    private const string Slice = "in global::NetCompiler.TrainingSlice slice, ref float parameters, ref float derived, ";
    private const string SliceArguments = "in slice, ref parameters, ref derived, ";

    public static readonly DriverKind DeriveInference = new("DeriveInference", "ref float parameters, ref float derived",
        "ref parameters, ref derived", null);

    public static readonly DriverKind DeriveTraining = DeriveInference with { Name = "DeriveTraining" };

    public static readonly DriverKind Infer = new(
        "InferMicroBatch", "ref float inputs, ref float outputs, int count, ref float parameters, ref float derived, ref float workspace",
        "ref inputs, ref outputs, count, ref parameters, ref derived, ref workspace", "count");

    public static readonly DriverKind Train = new(
        "TrainMicroBatch", Slice + "ref float gradients, ref float workspace", SliceArguments + "ref gradients, ref workspace", "slice.Count");

    public static readonly DriverKind Evaluate = new("EvaluateMicroBatch", Slice + "ref float workspace", SliceArguments + "ref workspace",
        "slice.Count");

    public static readonly DriverKind CountPlaces = Evaluate with { Name = "CountPlaces" };

    public static readonly DriverKind InputGradient = new(
        "InputGradientMicroBatch",
        "ref float inputs, ref float outputWeights, ref float gradients, int count, ref float parameters, ref float derived, ref float workspace",
        "ref inputs, ref outputWeights, ref gradients, count, ref parameters, ref derived, ref workspace", "count");

    public static readonly DriverKind Step = new(
        "StepMicroBatch",
        "ref float inputs, ref float outputs, ref float state, ref float nextState, ref float kept, int count, ref float parameters, "
            + "ref float derived, ref float workspace",
        "ref inputs, ref outputs, ref state, ref nextState, ref kept, count, ref parameters, ref derived, ref workspace", "count");

    public static readonly DriverKind Begin = new(
        "BeginMicroBatch",
        "ref float inputs, ref float nextState, ref float kept, int count, ref float parameters, ref float derived, ref float workspace",
        "ref inputs, ref nextState, ref kept, count, ref parameters, ref derived, ref workspace", "count");

    /// <summary>The names that methods with calls begin with.</summary>
    public static IReadOnlyList<string> Methods { get; } =
        [
            DeriveInference.Name, DeriveTraining.Name, Infer.Name, Train.Name, Evaluate.Name, CountPlaces.Name, InputGradient.Name, Step.Name,
            Begin.Name,
        ];

    private static readonly Dictionary<Region, string> Names = new()
    {
        [Region.Workspace] = "workspace",
        [Region.Parameters] = "parameters",
        [Region.Derived] = "derived",
        [Region.Gradients] = "gradients",
        [Region.Inputs] = "Inputs",
        [Region.Targets] = "Targets",
        [Region.Scales] = "Scales",
        [Region.Predictions] = "Predictions",
        [Region.Losses] = "Losses",
        [Region.InputGradients] = "InputGradients",
        [Region.Shares] = "Shares",
        [Region.FirstStates] = "FirstStates",
        [Region.LastStates] = "LastStates",
        [Region.BatchSize] = "Phase.BatchSize",
        [Region.Partials] = "Phase.Partials",
        [Region.Totals] = "Phase.Totals",
        [Region.States] = "Phase.States",
    };

    /// <summary>Spans of a driver that takes them one by one, without a slice.</summary>
    private static readonly Dictionary<Region, string> Spans = new()
    {
        [Region.Inputs] = "inputs",
        [Region.Predictions] = "outputs",
        [Region.OutputWeights] = "outputWeights",
        [Region.InputGradients] = "gradients",
        [Region.State] = "state",
        [Region.NextState] = "nextState",
        [Region.Kept] = "kept",
    };

    /// <summary>The C# name of a region's first float.</summary>
    public string Reference(Region region) => region < Region.Inputs ? Names[region]
        : this == Infer || this == InputGradient || this == Step || this == Begin ? Spans[region]
        : "slice." + Names[region];
}
