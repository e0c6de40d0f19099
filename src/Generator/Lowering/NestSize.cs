using System.Collections.Generic;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering;

/// <summary>An estimate of what a kernel asks of the just-in-time compiler, which stops optimising large methods.</summary>
internal static class NestSize
{
    private const int MostLoops = 60;
    private const int MostLocals = 290;

    public static bool Fits(IEnumerable<Stmt> body, Processor processor)
    {
        bool halves = processor.InHalves;
        (int loops, int locals, int bytes) = (0, 0, 0);
        KernelParts.Visit(body, node =>
        {
            loops += node is For ? 1 : 0;
            locals += Locals(node, halves ? 2 : 1);
            bytes += halves ? BytesInHalves(node) : Bytes(node);
        });
        return loops <= MostLoops && locals <= MostLocals && bytes <= processor.MostBytes;
    }

    private static int Locals(object node, int vectorLocals) => node switch
    {
        LetVector => vectorLocals,
        // Where a vector is two, the operands of a maximum and what it gives are named, for each.
        VectorBinary { Kind: BinaryKind.Max or BinaryKind.Min or BinaryKind.Largest or BinaryKind.Smallest } when vectorLocals > 1 =>
            3 * vectorLocals,
        For or LetScalar or LetPointer or LetIndex => 1,
        _ => 0,
    };

    /// <summary>Bytes of IL where a vector is one, or a few more.</summary>
    private static int Bytes(object node) => node switch
    {
        Place place => 12 + (8 * place.Offset.Terms.Count),
        For => 30,
        IfLess => 20,
        VectorUnary or ScalarUnary => 20,
        VectorIota or ScalarIndex => 30,
        HorizontalReduce => 60,
        _ => 7,
    };

    /// <summary>Bytes of IL where a vector is two, to a tenth for most kernels: a load or a store has its place in each.</summary>
    private static int BytesInHalves(object node) => node switch
    {
        VectorLoad or VectorBroadcast or StoreVector => 24,
        VectorSelect => 22,
        VectorBinary or VectorConst => 14,
        VectorIota => 60,
        VectorName or LetVector or SetVector => 5,
        VectorMultiplyAdd => 6,
        _ => Bytes(node),
    };
}
