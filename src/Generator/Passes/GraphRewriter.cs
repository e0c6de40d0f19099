using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Lowering;

namespace NetCompiler.Generator.Passes;

/// <summary>Builds a graph anew from another's nodes, with ids in the new order.</summary>
internal static class GraphRewriter
{
    /// <summary>The graph without the nodes for which <paramref name="keep"/> is false; none of the others may read one of them.</summary>
    public static TensorGraph Keep(TensorGraph graph, Func<int, bool> keep)
    {
        var ids = new Dictionary<int, int>();
        var nodes = new List<Node>();
        for (var id = 0; id < graph.Nodes.Count; id++)
        {
            if (keep(id))
            {
                ids.Add(id, nodes.Count);
                nodes.Add(Renumber(graph.Nodes[id], node => ids[node]));
            }
        }

        var blocks = graph.Blocks.Where(b => keep(b.Last)).Select(b => new NodeBlock(ids[b.First], ids[b.Last]));
        return new(new(nodes), new(graph.Outputs.Select(o => o with { Node = ids[o.Node] })), new(blocks));
    }

    /// <summary>The node with other ids in its loads.</summary>
    public static Node Renumber(Node node, Func<int, int> id) => node switch
    {
        NestNode nest => RewriteLoads(nest, load => load with { Node = id(load.Node) }),
        GatherNode gather => gather with { Table = id(gather.Table), Rows = id(gather.Rows) },
        ScatterNode scatter => scatter with { Rows = id(scatter.Rows), Values = id(scatter.Values) },
        _ => node,
    };

    /// <summary>The nest with each load replaced.</summary>
    public static NestNode RewriteLoads(NestNode nest, Func<LoadExpr, Expr> rule)
    {
        Expr Rewrite(Expr expression) => Expressions.Rewrite(expression, e => e is LoadExpr load ? rule(load) : e);
        return nest with { Body = Rewrite(nest.Body), Epilogue = nest.Epilogue is null ? null : Rewrite(nest.Epilogue) };
    }

    /// <summary>How often each node is read, an output counting as a reader.</summary>
    public static int[] CountReaders(TensorGraph graph)
    {
        var readers = new int[graph.Nodes.Count];
        foreach (var node in graph.Nodes.SelectMany(n => Expressions.Reads(n).Distinct()).Concat(graph.Outputs.Select(o => o.Node)))
        {
            readers[node]++;
        }

        return readers;
    }
}
