using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>A layer that stands in a sketch.</summary>
internal sealed class SketchedLayer(GraphBuilder graph, string name, EquatableArray<int> output, int input, int[] parameters)
    : BuildContext(graph, name, output)
{
    public override IReadOnlyList<int> Inputs { get; } = [input];

    public override IReadOnlyList<Operand> Operands => [new(Input, null)];

    public override IReadOnlyList<int> Parameters => parameters;

    public override bool IsTraining => true;

    public override int Position => 0;

    public override SequenceNotes Sequences { get; } = new(hasEnds: true);

    public override LossShares? Shares => null;

    public override KeptStates? Kept => null;

    public override List<GraphOutput>? Updates => null;

    public override IReadOnlyList<int> ParametersOf(string layer) => throw new NotSupportedException("A sketch knows no other layers.");

    public override int Part(InputKind kind, int offset) => throw new NotSupportedException("A sketch has no inputs.");

    public override LastActivation ActivationOf(int node) => LastActivation.None;

    public override void Note(int node, LastActivation activation)
    {
    }
}
