using System.Collections.Generic;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>Copies of a tensor from one layout to another.</summary>
internal static class LowerPack
{
    /// <summary>Lowers <c>target(i) = source(i)</c> for every point i of the box.</summary>
    /// <param name="name">The kernel's.</param>
    /// <param name="box">Indices of the copy; each target element has one point.</param>
    /// <param name="target">Its buffer, the kernel's first.</param>
    /// <param name="targetOffset">Where point i goes.</param>
    /// <param name="source">Its buffer, the kernel's second.</param>
    /// <param name="sourceOffset">Where point i comes from.</param>
    /// <param name="sourceGuards">Where one of them fails, the target gets 0.</param>
    public static Kernel Run(
        string name,
        IEnumerable<FlatAxis> box,
        FlatBuffer target,
        Affine targetOffset,
        FlatBuffer source,
        Affine sourceOffset,
        IEnumerable<Guard>? sourceGuards = null) => LowerNest.Run(new(
            name,
            new(box),
            new(0, targetOffset, EquatableArray<Guard>.Empty),
            Combine.Assign,
            Accumulate: false,
            new LoadExpr(0, EquatableArray<Affine>.Empty),
            Epilogue: null,
            new([new FlatAccess(1, sourceOffset, new(sourceGuards ?? []))]),
            EquatableArray<int>.Empty,
            new([target, source])));
}
