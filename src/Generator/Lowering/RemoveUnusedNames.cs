using System.Collections.Generic;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering;

/// <summary>Drops the vectors, scalars and pointers that nothing reads, and the loops that are empty then.</summary>
internal static class RemoveUnusedNames
{
    public static List<Stmt> Run(List<Stmt> body)
    {
        for (bool dropped = true; dropped;)
        {
            var read = new HashSet<string>();
            KernelParts.Visit(body, node =>
            {
                if (KernelParts.NameReadBy(node) is { } name)
                {
                    read.Add(name);
                }
            });
            dropped = false;
            body = Keep(body, read, ref dropped);
        }

        return body;
    }

    private static List<Stmt> Keep(IEnumerable<Stmt> body, HashSet<string> read, ref bool dropped)
    {
        var kept = new List<Stmt>();
        foreach (Stmt statement in body)
        {
            if (Keep(statement, read, ref dropped) is { } left)
            {
                kept.Add(left);
            }
            else
            {
                dropped = true;
            }
        }

        return kept;
    }

    /// <summary>What is left of the statement, or null.</summary>
    private static Stmt? Keep(Stmt statement, HashSet<string> read, ref bool dropped) => statement switch
    {
        For loop => Keep(loop.Body, read, ref dropped) is { Count: > 0 } inner ? loop with { Body = new(inner) } : null,
        IfLess branch => Keep(branch.Body, read, ref dropped) is { Count: > 0 } inner ? branch with { Body = new(inner) } : null,
        LetVector { Name: var name } => read.Contains(name) ? statement : null,
        SetVector { Name: var name } => read.Contains(name) ? statement : null,
        LetScalar { Name: var name } => read.Contains(name) ? statement : null,
        SetScalar { Name: var name } => read.Contains(name) ? statement : null,
        LetPointer { Name: var name } => read.Contains(name) ? statement : null,
        _ => statement,
    };
}
