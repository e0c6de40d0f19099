using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// What a loop carries lies where it came from, a step beside. A loop that begins at a bound has its beginning elsewhere: what reads the carried
/// tensor from outside then reads a copy, which each step makes.
/// </summary>
internal sealed class KeepCarried
{
    private readonly TensorGraph _graph;
    private readonly GraphBuilder _builder;
    private readonly Dictionary<int, int> _copies = [];

    private KeepCarried(TensorGraph graph) => (_graph, _builder) = (graph, new(graph));

    public static TensorGraph Run(TensorGraph graph) =>
        graph.Loops.Any(loop => loop.BeginsAtBound && loop.Carries.Count > 0) ? new KeepCarried(graph).Run() : graph;

    private TensorGraph Run()
    {
        for (int id = 0; id < _graph.Nodes.Count; id++)
        {
            // The last step's tensor only names how it is carried.
            if (_graph.Nodes[id] is var node and not LastNode)
            {
                _builder.Replace(id, node.WithReads(read => Readable(read, node.Loop)));
            }
        }

        var outputs = _graph.Outputs.Select(output => output with { Node = Readable(output.Node, Node.NoLoop) }).ToList();
        return GroupLoops.Run(new(_builder.Nodes, new(outputs), _builder.Loops));
    }

    /// <param name="loop">Where the reader stands.</param>
    private int Readable(int id, int loop)
    {
        if (_graph.Nodes[id] is not CarriedNode carried || carried.Loop == loop || !_graph.Loops[carried.Loop].BeginsAtBound)
        {
            return id;
        }

        if (!_copies.TryGetValue(id, out int copy))
        {
            _copies[id] = copy = _builder.Map(carried.Name + ".kept", id, _builder.Same(id));
            NestNode map = LoopAxes.Rename((NestNode)_builder[copy], _graph.Loops[carried.Loop], [carried.Axis]);
            _builder.Replace(copy, map with { Loop = carried.Loop });
        }

        return copy;
    }
}
