using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>A tensor that depends on parameters only, or a parameter, and where it lies.</summary>
internal sealed record DerivedValue(TensorLayout Layout, Storage Storage);

/// <summary>
/// What a mode's steps read of values that depend on parameters only, packed copies of weights among them, and the steps that compute these: once
/// after each
/// change of the parameters.
/// </summary>
internal sealed class DerivedValues(NestSteps nests)
{
    private readonly Dictionary<(string Name, TensorLayout Layout), DerivedValue> _known = [];
    private readonly List<Storage> _buffers = [];
    private readonly List<Step> _steps = [];

    /// <summary>Length of all values.</summary>
    public long Floats { get; private set; }

    /// <summary>The driver that computes the values.</summary>
    public NetworkProgram Program => new(new(_steps), new(_buffers), 1, 0);

    /// <summary>A copy with panels along a dimension.</summary>
    public DerivedValue Pack(Node node, DerivedValue source, int dimension)
    {
        var layout = TensorLayout.Panels(node.Shape, dimension);
        return Get(node.Name + ".packed", layout, target =>
            nests.Copy("pack." + node.Name, node.Shape, layout, source.Layout, target, NewBuffer(source.Storage)));
    }

    /// <summary>The value of a nest, one of <see cref="ParameterOnly"/>.</summary>
    /// <param name="storageOf">Where the tensors lie that it reads.</param>
    public DerivedValue Compute(TensorGraph graph, int id, IReadOnlyList<TensorLayout> layouts, Func<int, Storage> storageOf) =>
        Get(graph.Nodes[id].Name, layouts[id], target =>
        {
            FlattenedNest flat = nests.Nests.Flatten(graph, id, (NestNode)graph.Nodes[id], layouts);
            return nests.Run(graph.Nodes[id].Name, flat.Nest,
                [.. flat.Operands.Select(operand => operand == id ? target : NewBuffer(storageOf(operand)))]);
        });

    /// <summary>Numbers that are known while compiling, at their places.</summary>
    public DerivedValue Constant(ConstantNode node, TensorLayout layout) =>
        Get(node.Name, layout, target => new ConstantStep(node.Name, layout.Arrange(node.Shape, node.Values), new([target])));

    private DerivedValue Get(string name, TensorLayout layout, Func<int, Step> step)
    {
        if (!_known.TryGetValue((name, layout), out DerivedValue? value))
        {
            _known[(name, layout)] = value = new(layout, new(name, Region.Derived, Floats, layout.Fixed, 0));
            Floats += layout.Fixed;
            _steps.Add(step(NewBuffer(value.Storage)));
        }

        return value;
    }

    private int NewBuffer(Storage storage)
    {
        _buffers.Add(storage);
        return _buffers.Count - 1;
    }
}
