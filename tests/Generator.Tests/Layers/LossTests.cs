namespace NetCompiler.Generator.Tests.Layers;

/// <summary>Losses against their definitions.</summary>
public sealed class LossTests
{
    public static TheoryData<string> Names => [.. LossCases.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Is_what_its_formula_says(string name) =>
        new FormulaCheck(LossCases.All.Single(c => c.Name == name), LossCases.Compiled.Value.Create(name, 0)).Run();
}
