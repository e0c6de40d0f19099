using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>A scan of a forward method: a run of nodes that stands for each step of a sequence.</summary>
/// <param name="Steps">How many there are.</param>
/// <param name="Reverse">Whether they are taken from the last to the first.</param>
/// <param name="Lengths">The node with each sample's number of steps, or <see cref="NoLengths"/>.</param>
/// <param name="Sequences">The nodes whose steps it takes.</param>
/// <param name="Carries">What is carried from step to step.</param>
internal sealed record ScanSpec(int Steps, bool Reverse, int Lengths, EquatableArray<int> Sequences, EquatableArray<CarrySpec> Carries)
{
    /// <summary>In place of a node: the masks of the sequences say which steps count, or all do.</summary>
    public const int NoLengths = -1;
}

/// <summary>A state of a scan.</summary>
/// <param name="Before">The node of what the step before has left.</param>
/// <param name="Next">The node of what the step leaves.</param>
internal sealed record CarrySpec(int Before, int Next);
