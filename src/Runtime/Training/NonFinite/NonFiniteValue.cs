using System.Globalization;

namespace NetCompiler;

/// <summary>
/// The first value of a training step that is no finite number, as <see cref="TrainableNetwork.FindNonFinite"/> finds it. Samples, time steps and
/// columns count from 0.
/// </summary>
public sealed class NonFiniteValue
{
    private const int LongestName = 60;

    internal NonFiniteValue(NonFiniteKind kind, string name) => (Kind, Name) = (kind, name);

    /// <summary>What it is a value of.</summary>
    public NonFiniteKind Kind { get; }

    /// <summary>The name of the layer, function, parameter, input, target or output; empty where <see cref="Kind"/> says all.</summary>
    public string Name { get; }

    /// <summary>Not a number, or an infinity.</summary>
    public float Value { get; internal init; } = float.NaN;

    /// <summary>The sample's number in the batch; null where a value belongs to no sample alone.</summary>
    public int? Sample { get; internal init; }

    /// <summary>
    /// The time step; null where there are none. The rows of a layer with outputs [steps, features] are its time steps. Of a layer that goes
    /// backwards, the first one is the last of the sequence.
    /// </summary>
    public int? TimeStep { get; internal init; }

    /// <summary>The place among the floats of the input's or target's sample, of a time step where there are some; null for other kinds.</summary>
    public int? Column { get; internal init; }

    /// <summary>
    /// The layers and functions just before, in their order, whose outputs are not kept: the value may have come about in one of them as well.
    /// Usually none.
    /// </summary>
    public IReadOnlyList<string> NotKept { get; internal init; } = [];

    /// <summary>The layer before a function; null where there is none.</summary>
    internal string? After { get; init; }

    /// <summary>What and where, such as <c>layer 'lstm', time step 17, sample 5 of the batch</c>.</summary>
    public override string ToString() =>
        What + NotKeptText + (After is null ? "" : $", after layer '{Cut(After)}'") + Place("time step", TimeStep) + Place("column", Column)
            + Place("sample", Sample) + (Sample is null ? "" : " of the batch");

    private string What => Kind switch
    {
        NonFiniteKind.Input => Named("input"),
        NonFiniteKind.Target => Named("target"),
        NonFiniteKind.SampleWeight => "the sample weight",
        NonFiniteKind.Parameter => $"parameter '{Cut(Name)}' before the step",
        NonFiniteKind.Layer => $"layer '{Cut(Name)}'",
        NonFiniteKind.Function => $"function '{Cut(Name)}'",
        NonFiniteKind.Loss => "the loss",
        NonFiniteKind.Penalty => "the parameters' penalties",
        _ => $"the gradient of '{Cut(Name)}'",
    };

    private string NotKeptText => NotKept.Count switch
    {
        0 => "",
        1 => $" or '{Cut(NotKept[0])}' before it",
        _ => $" or one of those before it from '{Cut(NotKept[0])}' on",
    };

    private string Named(string kind) => Name == kind ? "the " + kind : $"{kind} '{Cut(Name)}'";

    private static string Cut(string name) => name.Length <= LongestName ? name : name[..LongestName] + "...";

    private static string Place(string what, int? number) =>
        number is { } place ? string.Create(CultureInfo.InvariantCulture, $", {what} {place}") : "";
}
