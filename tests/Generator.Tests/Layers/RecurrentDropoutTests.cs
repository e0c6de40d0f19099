using NetCompiler.Generator.Tests.Graph;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>
/// Dropout in cells with gates, whose factors outputs do not tell: the interpreter draws the same ones. That a layer has one draw for all of its
/// steps is judged by <see cref="DropoutTests"/>.
/// </summary>
public sealed class RecurrentDropoutTests
{
    private static readonly (string Name, string Layer)[] Cases =
    [
        ("DropLstm", "LSTM(5, Dropout = 0.3f, RecurrentDropout = 0.4f)"),
        ("DropGru", "GRU(5, Dropout = 0.3f, RecurrentDropout = 0.4f)"),
        ("DropGruBefore", "GRU(5, ResetAfter = false, RecurrentDropout = 0.4f)"),
        ("DropBoth", "Bidirectional, LSTM(3, Dropout = 0.3f, RecurrentDropout = 0.4f, ReturnSequences = true)"),
    ];

    private static readonly Lazy<CompiledCases> Compiled = new(() => new(Sources));

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    internal static IEnumerable<string> Sources => Cases.Select(c =>
        $"[Network(InputGradient = true), Input(4, 3), {c.Layer}, Loss(Loss.MeanSquaredError)] public partial class {c.Name};");

    [Theory, MemberData(nameof(Names))]
    public void Drops_what_the_graph_says(string name) =>
        GraphCheck.Run(() => Compiled.Value.Create(name, GraphCheck.Seed), Compiled.Value.Spec(name), [1, 3]);
}
