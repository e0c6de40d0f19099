using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>Flat nests as steps of a plan, and the nests that no node stands for: copies between layouts, sums and zeros.</summary>
internal sealed class NestSteps
{
    private readonly Dictionary<FlatNest, FlatNest> _known = [];

    /// <summary>The nests of the model's programs.</summary>
    public FlatNests Nests { get; } = new();

    /// <param name="buffers">The buffer of each of the nest's.</param>
    public NestStep Run(FlatNest nest, IEnumerable<int> buffers) => Run(nest.Name, Same(nest with { Name = "" }), buffers);

    /// <param name="name">Of the kernel, if it is new.</param>
    /// <param name="nameless">The nest, without a name.</param>
    /// <param name="buffers">The buffer of each of the nest's.</param>
    public NestStep Run(string name, FlatNest nameless, IEnumerable<int> buffers) => new(name, nameless, new(buffers));

    /// <summary>A copy of a tensor from one layout to another; what has no place in the target is left out.</summary>
    public NestStep Copy(string name, EquatableArray<int> shape, TensorLayout target, TensorLayout source, int targetBuffer, int sourceBuffer) =>
        Run(name, Nests.Flatten(Of(shape, Identity(name, shape)), 1, Identity(name, shape), [source, target]).Nest, [targetBuffer, sourceBuffer]);

    /// <summary>Adds a tensor to another of the same layout.</summary>
    public NestStep Sum(string name, EquatableArray<int> shape, TensorLayout layout, int targetBuffer, int sourceBuffer)
    {
        NestNode sum = Identity(name, shape) with { Combine = Combine.Sum };
        return Run(name, Nests.Flatten(Of(shape, sum), 1, sum, [layout, layout], accumulate: true).Nest, [targetBuffer, sourceBuffer]);
    }

    /// <summary>Zeros for all elements of a tensor.</summary>
    public NestStep Zero(string name, EquatableArray<int> shape, TensorLayout layout, int buffer)
    {
        NestNode zero = Identity(name, shape) with { Body = new ConstExpr(0) };
        return Run(name, Nests.Flatten(Of(shape, zero), 1, zero, [layout, layout]).Nest, [buffer]);
    }

    private static TensorGraph Of(EquatableArray<int> shape, NestNode nest) =>
        new(new([new InputNode("source", shape, InputKind.Data), nest]), EquatableArray<GraphOutput>.Empty);

    private static NestNode Identity(string name, EquatableArray<int> shape)
    {
        var places = new EquatableArray<Affine>(Enumerable.Range(0, shape.Count).Select(d => Affine.Of(d)));
        var box = new EquatableArray<Axis>(shape.Select((size, d) => new Axis("i" + (char)('a' + d), size)));
        return new(name, shape, box, places, Combine.Assign, new LoadExpr(0, places));
    }

    private FlatNest Same(FlatNest nameless)
    {
        if (!_known.TryGetValue(nameless, out FlatNest? same))
        {
            _known[nameless] = same = nameless;
        }

        return same;
    }
}
