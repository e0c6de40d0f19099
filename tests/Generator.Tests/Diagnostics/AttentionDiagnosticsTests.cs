using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Diagnostics;

/// <summary>Faults of tables and attention: place and message.</summary>
public sealed class AttentionDiagnosticsTests
{
    [Fact]
    public void Heads_that_do_not_divide() => Reports(
        "[MultiHeadAttention(4, 8, KeyValueHeads = 3)]", "Tensor x", "Layer(x)", "NET080", "KeyValueHeads = 3",
        "layer: 3 heads of keys and values do not divide 4 heads of queries");

    [Fact]
    public void Sequences_that_are_none() => Reports(
        "[MultiHeadAttention(4, 8)]", "Tensor x, Tensor y", "Layer(x, Flatten(x))", "NET081", "Layer(x, Flatten(x))",
        "layer: the shapes [6, 5], [30] do not fit an attention: queries, values and keys are [places, width], with as many values as keys");

    [Fact]
    public void Masks_that_do_not_fit() => Reports(
        "[MultiHeadAttention(2, 8)]", "Tensor x, Tensor y, Tensor z, Tensor mask", "Layer(x, x, x, x)", "NET081", "Layer(x, x, x, x)",
        "layer: the shapes [6, 5], [6, 5], [6, 5], [6, 5] do not fit an attention: "
                + "a mask is [sources], [places, sources] or [heads, places, sources]");

    [Fact]
    public void More_places_than_rows() => Reports(
        "[PositionEmbedding(4)]", "Tensor x", "x + Layer(x)", "NET082", "Layer(x)",
        "layer: the table has 4 rows, one for each place along the last axis but one, but 'input' gives [6, 5]");

    [Theory]
    [InlineData("Layer(x)", "no embedding of that name stands before it")]
    [InlineData("Layer(x + Sum(Tokens(x)))", "its rows have 3 floats, the input is [6, 5]")]
    public void Tables_that_cannot_be_shared(string call, string fault) =>
        Reports("[TiedDense(\"Tokens\")]", "Tensor x", call, "NET083", call, "layer: the table of 'Tokens' cannot be shared: " + fault);

    [Fact]
    public void A_table_with_sparse_updates_that_a_product_would_read() => Reports(
        "[TiedDense(\"Tokens\")]", "Tensor x", "Layer(Tokens(x))", "NET083", "Layer(Tokens(x))",
        "layer: the table of 'Tokens' cannot be shared: it has SparseUpdates, and a product changes every row in every step",
        "Embedding(7, 3, SparseUpdates = true)");

    private static void Reports(string attribute, string parameters, string body, string id, string place, string message,
        string tokens = "Embedding(7, 3)")
    {
        GeneratorRun run = GeneratorRunner.Run($$"""
            [Network, Input(6, 5)]
            public partial class Net
            {
                [{{tokens}}] private static partial Tensor Tokens(Tensor x);
                {{attribute}} private static partial Tensor Layer({{parameters}});
                [Forward] private static Tensor Forward(Tensor x) => {{body}};
            }
            """);
        var found = run.Diagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ToList();
        Microsoft.CodeAnalysis.Diagnostic diagnostic = Assert.Single(found);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(place, diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
    }
}
