using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering;

/// <summary>An estimate of what a kernel asks of the just-in-time compiler, which stops optimising large methods.</summary>
internal static class NestSize
{
    private const int MostLoops = 60;
    private const int MostLocals = 250;
    private const int MostBytes = 12_000;

    public static bool Fits(IEnumerable<Stmt> body)
    {
        var nodes = body.SelectMany(KernelParts.All).ToList();
        return nodes.OfType<For>().Count() <= MostLoops
            && nodes.Count(n => n is For or LetVector or LetScalar or LetPointer or LetIndex) <= MostLocals
            && nodes.Sum(Bytes) <= MostBytes;
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
