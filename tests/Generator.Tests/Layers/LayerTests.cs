using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>Layers against their definitions.</summary>
public sealed class LayerTests
{
    public static TheoryData<string> Names => [.. LayerCases.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Is_what_its_formula_says(string name) =>
        new FormulaCheck(LayerCases.All.Single(c => c.Name == name), LayerCases.Compiled.Value.Create(name, 0)).Run();

    /// <summary>Else the way over tiles would have no formula that judges it.</summary>
    [Fact]
    public void The_large_convolution_takes_the_way_over_tiles()
    {
        TensorGraph graph = BuildGraph.Run(LayerCases.Compiled.Value.Spec("ConvTiles"), training: true);
        Assert.Equal(2, OptimizeGraph.RunTraining(graph, inputGradient: true, (_, _) => { }, CancellationToken.None).Loops.Count);
    }
}
