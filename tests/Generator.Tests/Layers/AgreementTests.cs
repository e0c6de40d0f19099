using NetCompiler.Generator.Tests.Functions;
using NetCompiler.Generator.Tests.Graph;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>
/// The other two judges of the tables' cases, whose formulas judge them elsewhere: the graph's interpreter, forward and backward, and finite
/// differences.
/// </summary>
public sealed class AgreementTests
{
    public static TheoryData<string> Layers => [.. LayerCases.All.Select(c => c.Name)];

    public static TheoryData<string> Losses => [.. LossCases.All.Select(c => c.Name)];

    public static TheoryData<string> Dropouts => [.. DropoutCases.All.Select(c => c.Layer.Name)];

    public static TheoryData<string> Functions => [.. FunctionCases.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Layers))]
    public void Of_layers(string name) => Check(LayerCases.Compiled.Value, name, LayerCases.All.Single(c => c.Name == name).Penalty is not null,
        differentiable: true);

    [Theory, MemberData(nameof(Losses))]
    public void Of_losses(string name) => Check(LossCases.Compiled.Value, name, penalized: false, differentiable: true);

    [Theory, MemberData(nameof(Dropouts))]
    public void Of_dropouts(string name) => Check(DropoutCases.Compiled.Value, name, penalized: false, differentiable: true);

    [Theory, MemberData(nameof(Functions))]
    public void Of_functions(string name) => Check(FunctionCases.Compiled.Value, name, penalized: false, !FunctionCases.All
        .Single(c => c.Name == name).Redirected);

    private static void Check(CompiledCases cases, string name, bool penalized, bool differentiable)
    {
        TrainableNetwork Create() => cases.Create(name, GraphCheck.Seed);

        // Each output has a weight from 0 to 1: that is the size of the gradients.
        GraphCheck.Run(Create, cases.Spec(name), [1, 3], penalized, size: 0.05);
        if (differentiable && !penalized)
        {
            GraphCheck.Differences(Create(), cases.Spec(name), 3);
        }
    }
}
