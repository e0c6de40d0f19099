using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Drivers;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Steps;

/// <summary>Statements -> statements in which runs that repeat are calls of steps.</summary>
internal static class FindSteps
{
    /// <summary>Statements of a step at least: a call is longer than a statement.</summary>
    private const int ShortestStep = 3;

    /// <summary>Statements that the calls of a step must save in one place.</summary>
    private const int LeastSaving = 6;

    public static List<Stmt> Run(IEnumerable<Stmt> body)
    {
        List<Stmt> block = [.. body.Select(Inside)];
        var forms = block.Select(StepForm.Of).ToList();
        var known = new Dictionary<string, int>();
        int[] shapes = [.. forms.Select((form, i) => form is null ? -1 - i : Known(known, form.Shape))];
        if (shapes.Count(s => s >= 0) < ShortestStep + LeastSaving)
        {
            return block;
        }

        var result = new List<Stmt>();
        foreach (var part in Repeat.Find(shapes, [.. shapes.Select(s => s < 0 ? 0 : 1)], LeastSaving))
        {
            result.AddRange(Calls(part, block, forms) ?? block.Skip(part.First).Take(part.Length * part.Times));
        }

        return result;
    }

    private static Stmt Inside(Stmt statement) => statement switch
    {
        For loop => loop with { Body = new(Run(loop.Body)) },
        IfLess branch => branch with { Body = new(Run(branch.Body)) },
        _ => statement,
    };

    private static int Known(Dictionary<string, int> known, string shape)
    {
        if (!known.TryGetValue(shape, out var number))
        {
            known[shape] = number = known.Count;
        }

        return number;
    }

    /// <summary>The calls that do a repetition, or null if it is none, or is not worth a step.</summary>
    private static IEnumerable<Stmt>? Calls(Repeat part, List<Stmt> block, List<StepForm?> forms)
    {
        if (part.Times == 1 || part.Length < ShortestStep || !Locals(part, block, forms, out var locals))
        {
            return null;
        }

        var turns = Enumerable.Range(0, part.Times)
            .Select(turn => new StepTurn(forms.Skip(part.First + (turn * part.Length)).Take(part.Length).Select(f => f!), locals)).ToList();
        if (turns.Any(t => !t.IsLike(turns[0])))
        {
            return null;
        }

        var step = turns[0].Step([.. block.Skip(part.First).Take(part.Length)]);
        return turns.Select(t => t.Call(step));
    }

    /// <summary>
    /// The vectors that nothing reads behind the repetition before they are written anew; a statement that does is made their declaration.
    /// </summary>
    /// <returns>Whether all that are declared in the repetition are such.</returns>
    private static bool Locals(Repeat part, List<Stmt> block, List<StepForm?> forms, out HashSet<string> locals)
    {
        var declared = new HashSet<string>(block.Take(part.End).OfType<LetVector>().Select(l => l.Name));
        locals = [];
        var anew = new List<int>();
        foreach (var name in forms.Skip(part.First).Take(part.End - part.First).SelectMany(f => f!.Vectors).Select(v => v.Name).Distinct())
        {
            var next = block.FindIndex(part.End, s => Mentions(s, name));
            var isAnew = next >= 0 && block[next] is SetVector set && set.Name == name && !Mentions(set.Value, name);
            if (declared.Contains(name) && (next < 0 || isAnew))
            {
                locals.Add(name);
                if (isAnew)
                {
                    anew.Add(next);
                }
            }
        }

        var inside = new HashSet<string>(block.Skip(part.First).Take(part.End - part.First).OfType<LetVector>().Select(l => l.Name));
        if (!inside.All(locals.Contains))
        {
            return false;
        }

        foreach (var next in anew)
        {
            var set = (SetVector)block[next];
            block[next] = inside.Contains(set.Name) ? new LetVector(set.Name, set.Value) : set;
        }

        return true;
    }

    private static bool Mentions(object node, string name) => KernelParts.All(node)
        .Any(part => KernelParts.NameReadBy(part) == name || part is SetVector { Name: var written } && written == name);
}
