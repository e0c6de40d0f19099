namespace NetCompiler.Generator.Tests.Layers;

/// <summary>Layers against their definitions.</summary>
public sealed class LayerTests
{
    public static TheoryData<string> Names => [.. LayerCases.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Is_what_its_formula_says(string name) =>
        new FormulaCheck(LayerCases.All.Single(c => c.Name == name), LayerCases.Compiled.Value.Create(name, 0)).Run();
}
