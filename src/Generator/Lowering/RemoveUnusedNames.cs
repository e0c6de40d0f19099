using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>Drops the vectors, scalars and pointers that nothing reads, and the loops that are empty then.</summary>
internal static class RemoveUnusedNames
{
    public static List<Stmt> Run(List<Stmt> body)
    {
        while (true)
        {
            var read = new HashSet<string>(body.SelectMany(KernelParts.All).Select(KernelParts.NameReadBy).OfType<string>());
            var kept = Keep(body, read);
            if (Count(kept) == Count(body))
            {
                return kept;
            }

            body = kept;
        }
    }

    private static int Count(IEnumerable<Stmt> body) => body.SelectMany(KernelParts.All).Count();

    private static List<Stmt> Keep(IEnumerable<Stmt> body, HashSet<string> read) => [.. body.SelectMany(s => Keep(s, read))];

    private static IEnumerable<Stmt> Keep(Stmt statement, HashSet<string> read) => statement switch
    {
        For loop => Keep(loop.Body, read) is { Count: > 0 } inner ? [loop with { Body = new EquatableArray<Stmt>(inner) }] : [],
        IfLess branch => Keep(branch.Body, read) is { Count: > 0 } inner ? [branch with { Body = new EquatableArray<Stmt>(inner) }] : [],
        LetVector { Name: var name } => OnlyIf(read.Contains(name), statement),
        SetVector { Name: var name } => OnlyIf(read.Contains(name), statement),
        LetScalar { Name: var name } => OnlyIf(read.Contains(name), statement),
        SetScalar { Name: var name } => OnlyIf(read.Contains(name), statement),
        LetPointer { Name: var name } => OnlyIf(read.Contains(name), statement),
        _ => [statement],
    };

    private static IEnumerable<Stmt> OnlyIf(bool kept, Stmt statement) => kept ? [statement] : [];
}
