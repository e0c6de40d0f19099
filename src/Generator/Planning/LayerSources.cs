using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>The layers and inputs that a node is computed from, through functions, which users do not know by name.</summary>
internal sealed class LayerSources
{
    private readonly ModelSpec _spec;
    private readonly List<IReadOnlyList<string>> _of = [];

    public LayerSources(ModelSpec spec)
    {
        _spec = spec;
        foreach (NodeSpec node in spec.Nodes)
        {
            _of.Add(SummarizeLayers.LayerOf(node) is { } layer ? [layer] : node.Op is InputOp ? [InputName(node)] : [.. Inputs(node)]);
        }
    }

    /// <summary>Of a node: the layer that it is, or what the function reads.</summary>
    public EquatableArray<string> Of(int position) => new(_of[position]);

    /// <summary>What all uses of a layer read.</summary>
    public EquatableArray<string> Before(string layer) =>
        new(_spec.Nodes.Where(node => SummarizeLayers.LayerOf(node) == layer).SelectMany(Inputs).Distinct());

    private IEnumerable<string> Inputs(NodeSpec node) => node.Inputs.SelectMany(input => _of[input]).Distinct();

    private string InputName(NodeSpec input) => _spec.Inputs.Count() == 1 ? "input" : "input/" + input.Name;
}
