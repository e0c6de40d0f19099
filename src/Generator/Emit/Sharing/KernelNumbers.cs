using System;
using System.Linq;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Emit.Sharing;

/// <summary>
/// The numbers of a kernel that may be parameters of its method at no cost: bounds of loops, and how far pointers are moved, once in each turn of a
/// loop. What a load or store adds to its pointer within a loop is none of them: it is part of the instruction, and as a parameter would take a
/// register, of which a tile has none to spare.
/// </summary>
/// <param name="constant">What becomes of a constant.</param>
/// <param name="term">What becomes of a variable's coefficient.</param>
internal sealed class KernelNumbers(Func<Offset, Offset> constant, Func<OffsetTerm, OffsetTerm> term)
{
    private int _loops;

    /// <summary>The kernel with other numbers, each asked for in the order of the text.</summary>
    public Kernel Run(Kernel kernel) => kernel with { Body = new(kernel.Body.Select(Run)) };

    private Stmt Run(Stmt statement) => statement switch
    {
        For loop => Run(loop),
        IfLess branch => new IfLess(Run(branch.Left), Run(branch.Right), new(branch.Body.Select(Run))),
        LetIndex let => new LetIndex(let.Name, Run(let.Value), let.Min is null ? null : Run(let.Min)),
        LetPointer let => new LetPointer(let.Name, let.Place with { Offset = Run(let.Place.Offset) }),
        Fill fill => fill with { Place = fill.Place with { Offset = Run(fill.Place.Offset) }, Floats = Run(fill.Floats) },
        LetVector let when _loops == 0 => new LetVector(let.Name, Run(let.Value)),
        SetVector set when _loops == 0 => new SetVector(set.Name, Run(set.Value)),
        StoreVector store when _loops == 0 => new StoreVector(Run(store.Place), Run(store.Value)),
        _ => statement,
    };

    private For Run(For loop)
    {
        (Offset from, Offset to) = (Run(loop.From), Run(loop.To));
        _loops++;
        var body = loop.Body.Select(Run).ToList();
        _loops--;
        return loop with { From = from, To = to, Body = new(body) };
    }

    private Vec Run(Vec value) => value switch
    {
        VectorLoad load => new VectorLoad(Run(load.Place)),
        VectorBroadcast load => new VectorBroadcast(Run(load.Place)),
        _ => KernelParts.WithOperands(value, Run),
    };

    private Place Run(Place place) => place with { Offset = Run(place.Offset) };

    private Offset Run(Offset offset) => constant(new(new(offset.Terms.Select(term)), offset.Constant));
}
