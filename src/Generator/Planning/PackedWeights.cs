using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>A copy of a parameter with other panels.</summary>
internal sealed record PackedCopy(int Parameter, int Dimension, TensorLayout Layout, Storage Storage);

/// <summary>A nest over parameters, and where its operands are.</summary>
internal sealed record DerivedNest(FlatNest Nest, EquatableArray<Storage> Operands);

/// <summary>The packed copies that a mode's steps read, and the steps that make them: once after each change of the parameters.</summary>
internal sealed class PackedWeights(ParameterArena arena)
{
    private readonly List<PackedCopy> _copies = [];
    private readonly Dictionary<(int Parameter, int Dimension), PackedCopy> _known = [];

    private readonly Dictionary<DerivedNest, Storage> _derived = [];
    private readonly List<(DerivedNest Nest, Storage Storage)> _order = [];

    /// <summary>Length of all copies and derived values.</summary>
    public int Floats { get; private set; }

    public PackedCopy Get(string name, int parameter, int dimension)
    {
        if (!_known.TryGetValue((parameter, dimension), out var known))
        {
            var layout = TensorLayout.Panels(arena.Infos[parameter].Shape, dimension);
            known = new(parameter, dimension, layout, new(name + ".packed", Region.Derived, Floats, layout.Fixed, 0));
            _copies.Add(_known[(parameter, dimension)] = known);
            Floats += layout.Fixed;
        }

        return known;
    }

    /// <summary>The place of what a nest computes from parameters only.</summary>
    /// <param name="operands">Where the nest's buffers are, the target's left out.</param>
    public Storage Derive(FlatNest nest, IEnumerable<Storage> operands)
    {
        var key = new DerivedNest(nest with { Name = "" }, new(operands));
        if (!_derived.TryGetValue(key, out var storage))
        {
            _derived[key] = storage = new(nest.Name, Region.Derived, Floats, nest.Buffers[0].Fixed, 0);
            _order.Add((key with { Nest = nest }, storage));
            Floats += storage.Fixed;
        }

        return storage;
    }

    /// <summary>The driver that makes the copies, and then what is derived.</summary>
    public NetworkProgram Program(LowerStep lower)
    {
        var buffers = new List<Storage>();
        var steps = new List<Step>();
        foreach (var copy in _copies)
        {
            var info = arena.Infos[copy.Parameter];
            buffers.Add(copy.Storage);
            buffers.Add(new(info.Name, Region.Parameters, info.Offset, info.Floats, 0));
            steps.Add(lower.Copy(
                "pack." + info.Name, info.Shape, copy.Layout, arena.Layouts[copy.Parameter], buffers.Count - 2, buffers.Count - 1));
        }

        foreach (var (nest, storage) in _order)
        {
            var first = buffers.Count;
            buffers.AddRange(nest.Operands.Prepend(storage));
            steps.Add(lower.Run(nest.Nest, Enumerable.Range(first, nest.Operands.Count + 1)));
        }

        return new(new(steps), new(buffers), 1, 0);
    }
}
