using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>A step of the sequence that it reads; a node of a scan.</summary>
internal sealed record StepOp : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => at.Sequences.Scope.StepOf(at.Input);

    public override OnnxValue Export(ExportContext at) => at.Of(at.Sequences.Scan.StepOf(at.Name, at.Plain));
}

/// <summary>A state as the step before has left it; it begins with what it reads, or with zeros where it reads nothing. A node of a scan.</summary>
internal sealed record CarriedOp : ComputingFunction, IOfEachSample
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) =>
        at.Sequences.Scope.Carry(at.Name, at.OutputRows, at.Inputs.Count > 0 ? at.Input : CarriedNode.FromZero);

    public override OnnxValue Export(ExportContext at) => at.Of(at.Sequences.Scan.Carry(at.Name, at.FirstState()));
}

/// <summary>
/// What a node of a scan gives in all its steps; where a step does not count, zeros. Where lengths say that, they are its second input.
/// </summary>
/// <param name="Scan">The scan's number.</param>
internal sealed record StepsOp(int Scan) : ComputingFunction
{
    public override StepRule Steps => StepRule.Own;

    public override int Build(BuildContext at)
    {
        if (at.Sequences.ScanMask(Scan) is not { } mask)
        {
            return at.Input;
        }

        int output = at.Map(StepMasks.Choose(mask, 1, at.Same, Number(0)));
        at.Sequences.NoteMask(output, mask);
        return output;
    }

    public override OnnxValue Export(ExportContext at)
    {
        OnnxScan scan = at.Sequences.Ended[Scan];
        string steps = scan.Steps[at.Input];
        if (scan.Mask is not { } mask)
        {
            return at.Of(steps);
        }

        OnnxValue output = at.Give("Where", [OnnxMasks.Choice(at.Graph, at.Name, mask, at.Output.Count - 1), steps, at.Graph.Float(0)]);
        at.Sequences.NoteMask(output, mask);
        return output;
    }
}

/// <summary>A state as the last step of a scan has left it.</summary>
/// <param name="Scan">The scan's number.</param>
/// <param name="Number">Which of its states.</param>
internal sealed record FinalStateOp(int Scan, int Number) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at)
    {
        LoopCarry carry = at.Sequences.ScanCarry(Scan, Number);
        return at.Graph.Add(new LastNode(at.Name, at.OutputRows, carry.Source, carry.Carried));
    }

    public override OnnxValue Export(ExportContext at) => at.Sequences.Ended[Scan].Last[Number];
}

/// <summary>What it reads, with a row per sample.</summary>
internal sealed record RowsOp : ComputingFunction
{
    public override StepRule Steps => StepRule.Kept;

    public override int Build(BuildContext at) => at.Sequences.Open is not null ? at.Map(at.Same) : at.Input;

    public override OnnxValue Export(ExportContext at) => at.Of(at.Rows(at.Input));
}

/// <summary>The same number at every place, for every sample.</summary>
internal sealed record FillOp(float Value) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => at.Graph.Map(at.Name, at.Output, new ConstExpr(Value));

    public override OnnxValue Export(ExportContext at) => at.Of(
        at.Graph.Add(at.Name, "Expand", [at.Graph.Float(Value), at.Graph.Ints([.. at.Output.Select(size => (long)size)])]), isBatched: false);
}
