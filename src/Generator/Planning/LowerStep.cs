using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Lowering.Contractions;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// A flat nest as a step: as a contraction where the scheduler takes it, else as a plain nest. Equal nests are lowered once: the programs of
/// a model have most of them in common, and so have equal layers.
/// </summary>
internal sealed class LowerStep
{
    private const int Wide = 16;

    private readonly Dictionary<FlatNest, (Kernel Kernel, Kernel? Wide)> _known = [];
    private readonly Dictionary<FlatNest, (Kernel Kernel, Kernel? Wide)> _same = new(SameObject<FlatNest>.Instance);

    /// <summary>The nests of the model's programs.</summary>
    public FlatNests Nests { get; } = new();

    /// <param name="buffers">The buffer of each of the nest's.</param>
    public KernelStep Run(FlatNest nest, IEnumerable<int> buffers) => Run(nest.Name, nest with { Name = "" }, buffers);

    /// <param name="name">Of the kernel, if it is new.</param>
    /// <param name="nameless">The nest, without a name.</param>
    /// <param name="buffers">The buffer of each of the nest's.</param>
    public KernelStep Run(string name, FlatNest nameless, IEnumerable<int> buffers)
    {
        if (!_same.TryGetValue(nameless, out var same))
        {
            if (!_known.TryGetValue(nameless, out same))
            {
                _known[nameless] = same = Lower(nameless with { Name = Identifier(name) });
            }

            _same[nameless] = same;
        }

        return new(same.Kernel, same.Wide, new(buffers));
    }

    /// <summary>A copy of a tensor from one layout to another; what has no place in the target is left out.</summary>
    public KernelStep Copy(string name, EquatableArray<int> shape, TensorLayout target, TensorLayout source, int targetBuffer, int sourceBuffer)
    {
        var graph = new TensorGraph(
            new([new InputNode("source", shape, InputKind.Data), Identity(name, shape)]), EquatableArray<GraphOutput>.Empty);
        return Run(name, Nests.Flatten(graph, 1, (NestNode)graph.Nodes[1], [source, target]).Nest, [targetBuffer, sourceBuffer]);
    }

    /// <summary>Adds a tensor to another of the same layout.</summary>
    public KernelStep Sum(string name, EquatableArray<int> shape, TensorLayout layout, int targetBuffer, int sourceBuffer)
    {
        var graph = new TensorGraph(
            new([new InputNode("source", shape, InputKind.Data), Identity(name, shape) with { Combine = Combine.Sum }]), EquatableArray<GraphOutput>.Empty);
        return Run(name, Nests.Flatten(graph, 1, (NestNode)graph.Nodes[1], [layout, layout], accumulate: true).Nest, [targetBuffer, sourceBuffer]);
    }

    private static (Kernel Kernel, Kernel? Wide) Lower(FlatNest nest) => LowerContraction.Run(nest, NestForm.Lanes) is { } kernel
        ? (kernel, LowerContraction.Run(nest, Wide))
        : (LowerNest.Run(nest), null);

    private static NestNode Identity(string name, EquatableArray<int> shape)
    {
        var places = new EquatableArray<Affine>(Enumerable.Range(0, shape.Count).Select(d => Affine.Of(d)));
        var box = new EquatableArray<Axis>(shape.Select((size, d) => new Axis("i" + (char)('a' + d), size)));
        return new(name, shape, box, places, Combine.Assign, new LoadExpr(0, places));
    }

    /// <summary>A name of the graph as a C# name: <c>d.conv2d_1.conv</c> becomes <c>D_Conv2d_1_Conv</c>.</summary>
    private static string Identifier(string name)
    {
        var parts = name.Split('.', '/').Where(p => p.Length > 0).Select(p => char.ToUpperInvariant(p[0]) + p.Substring(1));
        return new(string.Join("_", parts).Select(c => char.IsLetterOrDigit(c) ? c : '_').ToArray());
    }
}
