using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Drivers;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Emit.Steps;

/// <summary>The statements of a block of a kernel, with the forms of those that may be part of a step.</summary>
internal sealed class StepBlock
{
    private readonly List<StepForm?> _forms;
    private Dictionary<string, List<int>>? _mentions;

    /// <param name="formOf">Null for what is no part of a step.</param>
    public StepBlock(IEnumerable<Stmt> statements, Func<Stmt, StepForm?> formOf, ShapeNumbers shapes)
    {
        Statements = [.. statements];
        _forms = [.. Statements.Select(formOf)];
        Shapes = [.. _forms.Select((form, i) => form is null ? -1 - i : shapes.Of(form.Shape))];
    }

    public List<Stmt> Statements { get; }

    /// <summary>By statement: equal numbers of 0 or more for equal shapes, a negative one of its own for what is no part of a step.</summary>
    public List<int> Shapes { get; }

    public IReadOnlyList<Stmt> Range(int first, int length) => Statements.GetRange(first, length);

    /// <summary>Whether the statements from <paramref name="first"/> on have these shapes.</summary>
    public bool HasShapes(int first, int[] shapes)
    {
        for (int i = 0; i < shapes.Length; i++)
        {
            if (Shapes[first + i] != shapes[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The turns of a repetition; null if it declares a vector that is read behind it. Vectors that nothing reads behind it, before they are written
    /// anew, are the turn's own.
    /// </summary>
    /// <param name="anew">The statements behind it that write such a vector anew, and must declare it if the repetition becomes calls.</param>
    public List<StepTurn>? Turns(Repeat part, out List<int> anew)
    {
        var locals = new HashSet<string>();
        anew = [];
        foreach (string name in _forms.GetRange(part.First, part.End - part.First).SelectMany(f => f!.Vectors).Select(v => v.Name).Distinct())
        {
            int declared = Statements.FindIndex(s => s is LetVector let && let.Name == name);
            if (declared < 0 || declared >= part.End)
            {
                continue;
            }

            int next = NextMention(name, part.End);
            bool isAnew = next >= 0 && Statements[next] is SetVector set && set.Name == name && !Mentions(set.Value, name);
            if (next < 0 || isAnew)
            {
                locals.Add(name);
            }
            else if (declared >= part.First)
            {
                return null;
            }

            if (isAnew && declared >= part.First)
            {
                anew.Add(next);
            }
        }

        return [.. Enumerable.Range(0, part.Times).Select(turn => new StepTurn(
            _forms.GetRange(part.First + (turn * part.Length), part.Length).Select(f => f!), locals))];
    }

    /// <summary>Makes declarations of statements that set a vector.</summary>
    public void Declare(IEnumerable<int> places)
    {
        foreach (int place in places)
        {
            var set = (SetVector)Statements[place];
            Statements[place] = new LetVector(set.Name, set.Value);
        }
    }

    /// <summary>Puts a statement that is no part of a step in the place of others.</summary>
    public void Replace(int first, int length, Stmt statement)
    {
        _mentions = null;
        Statements.RemoveRange(first, length);
        _forms.RemoveRange(first, length);
        Shapes.RemoveRange(first, length);
        Statements.Insert(first, statement);
        _forms.Insert(first, null);
        Shapes.Insert(first, Math.Min(Shapes.DefaultIfEmpty().Min(), 0) - 1);
    }

    /// <summary>The first statement from a place on that mentions a vector; negative if none does.</summary>
    private int NextMention(string name, int from)
    {
        _mentions ??= FindMentions();
        return _mentions.TryGetValue(name, out List<int>? places) ? places.Where(place => place >= from).DefaultIfEmpty(-1).First() : -1;
    }

    private Dictionary<string, List<int>> FindMentions()
    {
        var mentions = new Dictionary<string, List<int>>();
        for (int place = 0; place < Statements.Count; place++)
        {
            foreach (string name in KernelParts.All(Statements[place]).SelectMany(NamesIn))
            {
                (mentions.TryGetValue(name, out List<int>? places) ? places : mentions[name] = []).Add(place);
            }
        }

        return mentions;
    }

    private static bool Mentions(object node, string name) => KernelParts.All(node).Any(part => NamesIn(part).Contains(name));

    private static IEnumerable<string> NamesIn(object part) => part switch
    {
        SetVector set => [set.Name],
        StepCall call => call.Changed.Concat(call.Read),
        _ => KernelParts.NameReadBy(part) is { } name ? [name] : [],
    };
}
