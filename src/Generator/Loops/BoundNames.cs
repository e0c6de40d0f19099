using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Loops;

/// <summary>The names that statements bind.</summary>
internal static class BoundNames
{
    /// <summary>Every name that is bound in the statements or inside of them, in order.</summary>
    public static IEnumerable<string> Of(IEnumerable<Stmt> body) => body.SelectMany(s => s switch
    {
        For loop => new[] { loop.Variable }.Concat(Of(loop.Body)),
        IfLess branch => Of(branch.Body),
        _ => NameBoundBy(s) is { } name ? [name] : [],
    });

    /// <summary>The name that the statement binds in its own scope, or null.</summary>
    public static string? NameBoundBy(Stmt statement) => statement switch
    {
        LetIndex let => let.Name,
        LetPointer let => let.Name,
        LetVector let => let.Name,
        LetScalar let => let.Name,
        _ => null,
    };
}
