using System.Collections.Generic;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering;

/// <summary>An estimate of what a kernel asks of the just-in-time compiler, which stops optimising large methods.</summary>
internal static class NestSize
{
    private const int MostLoops = 60;
    private const int MostLocals = 250;
    private const int MostBytes = 12_000;

    /// <param name="vectorLocals">Locals that a vector takes: two in the portable dialect, where a maximum has its operands and itself in some more.</param>
    public static bool Fits(IEnumerable<Stmt> body, int vectorLocals = 1)
    {
        var (loops, locals, bytes) = (0, 0, 0);
        KernelParts.Visit(body, node =>
        {
            loops += node is For ? 1 : 0;
            locals += node is LetVector ? vectorLocals : node is VectorBinary { Kind: BinaryKind.Max or BinaryKind.Min } ? 3 * (vectorLocals - 1) * vectorLocals : node is For or LetScalar or LetPointer or LetIndex ? 1 : 0;
            bytes += Bytes(node);
        });
        return loops <= MostLoops && locals <= MostLocals && bytes <= MostBytes;
    }

    /// <summary>Bytes of IL, roughly.</summary>
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
}
