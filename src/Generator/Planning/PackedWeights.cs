using System.Collections.Generic;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>A copy of a parameter with other panels.</summary>
internal sealed record PackedCopy(int Parameter, int Dimension, TensorLayout Layout, Storage Storage);

/// <summary>The packed copies that a mode's steps read, and the steps that make them: once after each change of the parameters.</summary>
internal sealed class PackedWeights(ParameterArena arena)
{
    private readonly List<PackedCopy> _copies = [];
    private readonly Dictionary<(int Parameter, int Dimension), PackedCopy> _known = [];

    /// <summary>Length of all copies.</summary>
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

    /// <summary>The driver that makes the copies.</summary>
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

        return new(new(steps), new(buffers), 1, 0);
    }
}
