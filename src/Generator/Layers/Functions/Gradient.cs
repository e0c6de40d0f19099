using System.Collections.Generic;
using NetCompiler.Generator.Export;

namespace NetCompiler.Generator.Layers;

/// <summary>The same values; the gradient is multiplied by <c>Scale</c> on its way back, 0 stops it.</summary>
internal sealed record GradientOp(float Scale) : MovingFunction
{
    public override StepRule Steps => StepRule.Kept;

    public override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => places;

    public override int Build(BuildContext at) => at.Graph.Map(at.Name, at.Input, at.Same, Scale);

    public override OnnxValue Export(ExportContext at) => at.Input;
}
