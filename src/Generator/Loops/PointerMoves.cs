using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Loops;

/// <summary>How far statements move the pointers that are bound outside of them.</summary>
internal static class PointerMoves
{
    private static readonly Dictionary<string, long> None = [];

    /// <summary>By pointer: the floats that the statements, run once, move it.</summary>
    /// <exception cref="InvalidOperationException">It depends on more than constants.</exception>
    public static IReadOnlyDictionary<string, long> Of(EquatableArray<Stmt> body)
    {
        Dictionary<string, long>? moves = null;
        HashSet<string>? inside = null;
        foreach (Stmt statement in body)
        {
            switch (statement)
            {
                case LetPointer let:
                    (inside ??= []).Add(let.Name);
                    break;
                case MovePointer move:
                    Add(move.Name, move.Floats);
                    break;
                case For loop:
                    foreach (KeyValuePair<string, long> move in Of(loop.Body))
                    {
                        Add(move.Key, move.Value * (Turns(loop) ?? throw Unknown(move.Key)));
                    }

                    break;
                case IfLess branch:
                    RefuseIn(branch);
                    break;
            }
        }

        return moves ?? None;

        void Add(string name, long floats)
        {
            if (inside?.Contains(name) != true)
            {
                moves ??= [];
                moves[name] = (moves.TryGetValue(name, out long before) ? before : 0) + floats;
            }
        }
    }

    /// <exception cref="InvalidOperationException">The branch moves a pointer, which then stands at one of two places.</exception>
    public static void RefuseIn(IfLess branch)
    {
        if (Of(branch.Body).Keys.FirstOrDefault() is { } name)
        {
            throw new InvalidOperationException("'" + name + "' is moved where a condition holds only");
        }
    }

    /// <summary>The number of turns of a loop, if it is constant.</summary>
    public static long? Turns(For loop) => loop.From.Terms == loop.To.Terms
        ? Math.Max(0, -LinearForm.FloorDivide(loop.From.Constant - loop.To.Constant, loop.Step))
        : null;

    private static InvalidOperationException Unknown(string name) => new("'" + name + "' moves by a number of turns that is not constant");
}
