using System.Collections.Generic;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering;

/// <summary>An estimate of what a kernel asks of the just-in-time compiler, which stops optimising large methods.</summary>
internal static class NestSize
{
    private const int MostLoops = 60;
    private const int MostLocals = 290;
    private const int MostBytes = 13_500;

    /// <param name="halves">Whether the kernel is emitted in the portable dialect, too, where a vector is two.</param>
    public static bool Fits(IEnumerable<Stmt> body, bool halves)
    {
        var (loops, locals, bytes) = (0, 0, 0);
        KernelParts.Visit(body, node =>
        {
            loops += node is For ? 1 : 0;
            locals += Locals(node, halves ? 2 : 1);
            bytes += Bytes(node) + (halves ? BytesOfHalf(node) : 0);
        });
        return loops <= MostLoops && locals <= MostLocals && bytes <= MostBytes;
    }

    private static int Locals(object node, int vectorLocals) => node switch
    {
        LetVector => vectorLocals,
        // Where a vector is two, the operands of a maximum and what it gives are named, for each.
        VectorBinary { Kind: BinaryKind.Max or BinaryKind.Min } when vectorLocals > 1 => 3 * vectorLocals,
        For or LetScalar or LetPointer or LetIndex => 1,
        _ => 0,
    };

    /// <summary>Bytes of IL, roughly: emitted kernels have at most 1.1 times as many.</summary>
    private static int Bytes(object node) => node switch
    {
        Place place => 12 + (8 * place.Offset.Terms.Count),
        For => 30,
        IfLess => 20,
        VectorUnary or ScalarUnary => 20,
        VectorIota or ScalarIndex => 30,
        HorizontalReduce => 60,
        VectorName or LetVector or SetVector => 5,
        VectorMultiplyAdd => 6,
        _ => 7,
    };

    /// <summary>What two halves take more than a vector: a load or store has its place in each.</summary>
    private static int BytesOfHalf(object node) => node switch
    {
        VectorLoad or VectorBroadcast or StoreVector => 17,
        VectorSelect => 15,
        VectorBinary or VectorConst => 7,
        VectorIota => 30,
        _ => 0,
    };
}
