using System;
using System.Collections.Generic;

namespace NetCompiler.Generator.Loops;

/// <summary>The names that can be used at a place of a kernel. Each is bound once in the whole kernel, and forgotten where its block ends.</summary>
/// <remarks>What is asked for a name that it does not have is an <see cref="InvalidOperationException"/>.</remarks>
internal sealed class KernelScope
{
    private readonly Dictionary<string, Bound> _names = [];
    private readonly HashSet<string> _everBound = [];
    private readonly List<string> _order = [];

    public void Bind(string name, Bound bound)
    {
        if (!_everBound.Add(name))
        {
            throw new InvalidOperationException("'" + name + "' is bound twice");
        }

        _order.Add(name);
        _names[name] = bound;
    }

    public LinearForm Index(string name) => Find(name) is BoundIndex index ? index.Value : throw Missing("index", name);

    public BoundPointer Pointer(string name) => Find(name) as BoundPointer ?? throw Missing("pointer", name);

    public BoundVector Vector(string name) => Find(name) as BoundVector ?? throw Missing("vector", name);

    public BoundScalar Scalar(string name) => Find(name) as BoundScalar ?? throw Missing("scalar", name);

    /// <summary>The name stands for another place from here on.</summary>
    public void Move(string name, BoundPointer pointer) => _names[name] = pointer;

    /// <summary>The name cannot be used any more.</summary>
    public void Forget(string name) => _names.Remove(name);

    /// <summary>Does what is inside of a block.</summary>
    public void Block(Action inside)
    {
        int outside = _order.Count;
        inside();
        for (int position = outside; position < _order.Count; position++)
        {
            Forget(_order[position]);
        }

        _order.RemoveRange(outside, _order.Count - outside);
    }

    private Bound? Find(string name) => _names.TryGetValue(name, out Bound? bound) ? bound : null;

    private static InvalidOperationException Missing(string what, string name) => new("no " + what + " '" + name + "' is bound here");
}
