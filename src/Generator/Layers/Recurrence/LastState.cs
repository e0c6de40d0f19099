using NetCompiler.Generator.Export;

namespace NetCompiler.Generator.Layers;

/// <summary>One of the last states that a recurrent layer gives beside its output, which is the input: [units].</summary>
/// <param name="Number">Which of them; those of a backward direction follow those of the forward one.</param>
internal sealed record LastStateOp(int Number) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => at.Sequences.StatesOf(at.Input)[Number];

    public override OnnxValue Export(ExportContext at) => at.Sequences.StatesOf(at.Input)[Number];
}
