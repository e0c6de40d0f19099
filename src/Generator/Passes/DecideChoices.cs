using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// What a nest's box decides is no question any more: of parts that lie side by side, of which a reader asks for one place, other passes leave
/// choices that are always the same, and loads that are never inside of their tensors.
/// </summary>
internal static class DecideChoices
{
    public static TensorGraph Run(TensorGraph graph) => graph with
    {
        Nodes = new(graph.Nodes.Select(node => node is NestNode nest ? Decide(graph, nest) : node)),
    };

    private static NestNode Decide(TensorGraph graph, NestNode nest) => nest with
    {
        Body = Expressions.Rewrite(nest.Body, part => Decide(graph, nest, part)),
        Epilogue = nest.Epilogue is null ? null : Expressions.Rewrite(nest.Epilogue, part => Decide(graph, nest, part)),
    };

    private static Expr Decide(TensorGraph graph, NestNode nest, Expr part) => part switch
    {
        LoadExpr load when IsOutside(graph, nest, load) => new ConstExpr(load.Fill),
        SelectExpr { Left: IndexExpr index, Right: ConstExpr bound, Kind: CompareKind.Less } select when !UsesBatch(nest, index.Value) =>
            Expressions.Range(index.Value, nest.Box) switch
            {
                var (_, high) when high < bound.Value => select.Then,
                var (low, _) when low >= bound.Value => select.Else,
                _ => select,
            },
        _ => part,
    };

    private static bool IsOutside(TensorGraph graph, NestNode nest, LoadExpr load) =>
        load.Access.Zip(graph.Nodes[load.Node].Shape, (form, size) => (Form: form, Size: size)).Any(d =>
            d.Size != TensorGraph.Batch && Expressions.Range(d.Form, nest.Box) is var (low, high) && (high < 0 || low >= d.Size));

    private static bool UsesBatch(NestNode nest, Affine form) => form.Terms.Any(term => nest.Box[term.Index].Extent == TensorGraph.Batch);
}
