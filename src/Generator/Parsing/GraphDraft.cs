using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>The nodes of a network while its attributes and methods are read.</summary>
internal sealed class GraphDraft
{
    private readonly ArenaBudget _budget = new();
    private readonly List<NodeSpec> _nodes = [];
    private readonly List<bool> _dependent = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, (OpSpec Op, IReadOnlyList<EquatableArray<int>> Inputs)> _owners = [];

    private readonly List<ScanSpec> _scans = [];

    /// <summary>The scans that have ended.</summary>
    public IReadOnlyList<ScanSpec> Scans => _scans;

    /// <summary>The number of the scan whose step is read, or <see cref="NodeSpec.NoScan"/>.</summary>
    public int OpenScan { get; private set; } = NodeSpec.NoScan;

    /// <summary>Whether a scan's step is read.</summary>
    public bool IsScanning => OpenScan != NodeSpec.NoScan;

    /// <summary>Whole only when no error was reported.</summary>
    public IReadOnlyList<NodeSpec> Nodes => _nodes;

    public NodeSpec this[int position] => _nodes[position];

    /// <summary>What is too large, after <see cref="TryAdd"/> failed.</summary>
    public (string What, BigInteger Bytes) Excess { get; private set; }

    /// <summary>Adds a node; null when the network became too large.</summary>
    public int? TryAdd(NodeSpec node)
    {
        if (node.Op is not (InputOp or TargetOp or ConstantOp)
            && _budget.Take(node.Op, node.Shapes(_nodes), hasParameters: node.Owner is null) is { } excess)
        {
            Excess = excess;
            return null;
        }

        _nodes.Add(node with { Scan = OpenScan });
        _dependent.Add(node.Op is IOfEachSample || node.Inputs.Any(DependsOnInput));
        return _nodes.Count - 1;
    }

    /// <summary>Nodes from here on are those of a scan's step.</summary>
    public void BeginScan() => OpenScan = _scans.Count;

    /// <summary>Ends the scan.</summary>
    /// <returns>Its number.</returns>
    public int EndScan(ScanSpec scan)
    {
        _scans.Add(scan);
        OpenScan = NodeSpec.NoScan;
        return _scans.Count - 1;
    }

    /// <summary>Ends a scan at fault, of which nothing is kept.</summary>
    public void AbandonScan() => OpenScan = NodeSpec.NoScan;

    /// <summary>Whether a node's value differs from sample to sample.</summary>
    public bool DependsOnInput(int position) => _dependent[position];

    /// <summary>Whether a node is computed from one of others.</summary>
    public bool DependsOn(int position, IReadOnlyList<int> others) => Behind([position]) is var behind && others.Any(behind.Contains);

    /// <summary>Which nodes' values the given ones are computed from, themselves included.</summary>
    /// <param name="first">Only nodes from this one on, and the inputs of those.</param>
    public HashSet<int> Behind(IEnumerable<int> positions, int first = 0)
    {
        var behind = new HashSet<int>(positions);
        do
        {
            AddBehind(behind, first);
        }
        while (_scans.SelectMany(scan => scan.Carries).Count(carry => behind.Contains(carry.Before) && behind.Add(carry.Next)) > 0);

        return behind;
    }

    private void AddBehind(HashSet<int> behind, int first)
    {
        for (int i = _nodes.Count - 1; i >= first; i--)
        {
            if (behind.Contains(i) && _nodes[i].Op is not ITakesShapeOnly)
            {
                behind.UnionWith(_nodes[i].Inputs);
            }
        }
    }

    /// <summary>A name for a function's node, as Keras counts: <c>add</c>, <c>add_1</c>. A dot keeps it apart from layers' names.</summary>
    public string FunctionName(string function)
    {
        string stem = "." + function;
        _counts.TryGetValue(stem, out int count);
        _counts[stem] = count + 1;
        return count == 0 ? function + "." : function + "." + Invariant.Text(count);
    }

    /// <summary>How often a layer was used before; notes this use.</summary>
    public int CountUse(string owner)
    {
        _counts.TryGetValue(owner, out int count);
        _counts[owner] = count + 1;
        return count;
    }

    /// <summary>The input of the layer's first use, where its parameters do not fit this one; else null.</summary>
    public EquatableArray<int>? Conflict(string owner, OpSpec op, IReadOnlyList<EquatableArray<int>> inputs)
    {
        if (!_owners.TryGetValue(owner, out (OpSpec Op, IReadOnlyList<EquatableArray<int>> Inputs) first))
        {
            _owners.Add(owner, (op, inputs));
            return null;
        }

        return LayerParameters.Of(op, inputs).SequenceEqual(LayerParameters.Of(first.Op, first.Inputs)) ? null
            : first.Inputs.Count > 0 ? first.Inputs[0] : LayerParameters.Of(first.Op, first.Inputs).First().Shape;
    }
}
