using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>An input of the graph with a row of numbers for each sample, which grows by what operations ask for. It is there once one has.</summary>
internal sealed class RowInput(GraphBuilder graph, string name, InputKind kind)
{
    /// <summary>The input's node, once there is one.</summary>
    public int Node { get; private set; } = -1;

    /// <summary>The numbers of a row until now.</summary>
    public int Values { get; private set; }

    /// <summary>Makes room for more numbers in each row.</summary>
    /// <returns>The place of the first of them.</returns>
    public int Grow(int values)
    {
        int offset = Values;
        Values += values;
        var shape = new EquatableArray<int>([TensorGraph.Batch, Values]);
        if (Node < 0)
        {
            Node = graph.Add(new InputNode(name, shape, kind));
        }
        else
        {
            graph.Replace(Node, (InputNode)graph[Node] with { Shape = shape });
        }

        return offset;
    }
}
