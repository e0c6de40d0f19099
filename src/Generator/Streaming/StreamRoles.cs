using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Streaming;

/// <summary>What each node of a whole sequence's graph depends on: on the streamed input, on others, or on neither.</summary>
internal sealed class StreamRoles
{
    private readonly TensorGraph _graph;
    private readonly bool[] _stream;
    private readonly bool[] _given;

    public StreamRoles(TensorGraph graph, int streamed)
    {
        _graph = graph;
        _stream = Dependents(id => graph.Nodes[id] is InputNode { Kind: InputKind.Data } input && input.Index == streamed);

        // A loop that no stream drives is computed when a stream begins, whole.
        _given = Dependents(id => graph.Nodes[id] is LastNode or InputNode or { Loop: not Node.NoLoop });
    }

    public bool IsStream(int id) => _stream[id];

    /// <summary>Whether the node is the same for all streams and steps.</summary>
    public bool IsConstant(int id) => !_stream[id] && !_given[id];

    /// <summary>What is computed from some nodes; a loop is computed as one.</summary>
    private bool[] Dependents(System.Func<int, bool> begins)
    {
        bool[] found = Enumerable.Range(0, _graph.Nodes.Count).Select(begins).ToArray();
        bool[] loops = new bool[_graph.Loops.Count];
        for (int before = -1; before != found.Count(is_ => is_);)
        {
            before = found.Count(is_ => is_);
            for (int id = 0; id < found.Length; id++)
            {
                int loop = _graph.Nodes[id].Loop;
                found[id] |= (loop != Node.NoLoop && loops[loop]) || _graph.Nodes[id].Reads.Any(read => found[read]);
                if (loop != Node.NoLoop)
                {
                    loops[loop] |= found[id];
                }
            }
        }

        return found;
    }
}
