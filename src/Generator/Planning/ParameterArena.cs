using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// The layouts and places of all parameters; every mode of a network has the same. The trainable ones come first, so that the state of optimizers,
/// which lies like them, has no place for the others; last of them those whose gradients are lists of rows, for which gradients have no place.
/// </summary>
internal sealed class ParameterArena
{
    private ParameterArena(IReadOnlyList<TensorLayout> layouts, IReadOnlyList<ParameterInfo> infos) => (Layouts, Infos) = (layouts, infos);

    /// <summary>By the parameter's index.</summary>
    public IReadOnlyList<TensorLayout> Layouts { get; }

    /// <summary>By the parameter's index.</summary>
    public IReadOnlyList<ParameterInfo> Infos { get; }

    public long Floats => Infos.Sum(info => info.Floats);

    /// <param name="graphs">The graphs of all modes.</param>
    public static ParameterArena Of(IReadOnlyList<TensorGraph> graphs)
    {
        TensorLayout[] layouts = PlanLayouts.Parameters(graphs);
        var infos = new ParameterInfo[layouts.Length];
        (long offset, int tables) = (0L, 0);
        foreach (ParameterNode node in graphs[0].Nodes.OfType<ParameterNode>().OrderBy(p => p.SparseUpdates ? 1 : p.Trainable ? 0 : 2)
            .ThenBy(p => p.Index))
        {
            TensorLayout layout = layouts[node.Index];
            infos[node.Index] = new(
                node.Name, node.Shape, offset, layout.Strides, layout.PanelDimension, layout.PanelWidth, layout.PanelStride, layout.Fixed,
                node.Initializer, node.FanIn, node.FanOut, node.Trainable, node.Training) { SparseTable = node.SparseUpdates ? tables++ : null };
            offset += layout.Fixed;
        }

        return new(layouts, infos);
    }
}
