using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetCompiler.CodeFixes;

/// <summary>Changes of attributes and their arguments as a person would type them.</summary>
internal static class AttributeText
{
    /// <summary>Adds attributes behind another: to its list, or as lists of their own like their neighbour.</summary>
    public static Change InsertAfter(AttributeSyntax anchor, bool asLists, params string[] attributes)
    {
        if (!asLists)
        {
            return Change.Insert(anchor.SyntaxTree, anchor.Span.End, string.Concat(attributes.Select(a => ", " + a)));
        }

        SyntaxNode list = anchor.Parent!;
        SourceText text = list.SyntaxTree.GetText();
        string gap = IsBlank(text, list.Span.End, text.Lines.GetLineFromPosition(list.Span.End).End) ? NewLine(text, list) : " ";
        return Change.Insert(anchor.SyntaxTree, list.Span.End, string.Concat(attributes.Select(a => gap + "[" + a + "]")));
    }

    /// <summary>Adds an attribute in front of another: to its list, or as a list of its own.</summary>
    public static Change InsertBefore(AttributeSyntax anchor, bool asList, string attribute)
    {
        if (!asList)
        {
            return Change.Insert(anchor.SyntaxTree, anchor.SpanStart, attribute + ", ");
        }

        SyntaxNode list = anchor.Parent!;
        SourceText text = list.SyntaxTree.GetText();
        string gap = IsBlank(text, text.Lines.GetLineFromPosition(list.SpanStart).Start, list.SpanStart) ? NewLine(text, list) : " ";
        return Change.Insert(anchor.SyntaxTree, list.SpanStart, "[" + attribute + "]" + gap);
    }

    /// <summary>Removes attributes, with the brackets and the lines that they leave empty.</summary>
    public static IEnumerable<Change> Remove(IReadOnlyCollection<AttributeSyntax> attributes)
    {
        foreach (AttributeListSyntax list in attributes.Select(a => (AttributeListSyntax)a.Parent!).Distinct())
        {
            var kept = list.Attributes.Where(a => !attributes.Contains(a)).ToList();
            if (kept.Count == 0)
            {
                yield return RemoveList(list);
            }
            else
            {
                var span = TextSpan.FromBounds(list.Attributes[0].SpanStart, list.Attributes[list.Attributes.Count - 1].Span.End);
                yield return new(list.SyntaxTree, new(span, string.Join(", ", kept)));
            }
        }
    }

    /// <summary>Sets a property, whether or not it is set already.</summary>
    public static Change Set(WrittenAttribute attribute, string property, string value)
    {
        AttributeSyntax syntax = attribute.Syntax;
        if (attribute.Property(property) is { } present)
        {
            return Change.Replace(present.Expression, value);
        }

        string assignment = property + " = " + value;
        return syntax.ArgumentList is not { } list ? Change.Insert(syntax.SyntaxTree, syntax.Span.End, "(" + assignment + ")")
            : list.Arguments.Count == 0 ? Change.Replace(list, "(" + assignment + ")")
            : Change.Insert(syntax.SyntaxTree, list.Arguments[list.Arguments.Count - 1].Span.End, ", " + assignment);
    }

    /// <summary>Removes an argument with its comma, or the parentheses of an only one.</summary>
    public static Change Remove(AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        int index = list.Arguments.IndexOf(argument);
        return list.Arguments.Count == 1 ? Change.Replace(list, "")
            : index == 0 ? Change.Remove(list.SyntaxTree, argument.SpanStart, list.Arguments[1].SpanStart)
            : Change.Remove(list.SyntaxTree, list.Arguments[index - 1].Span.End, argument.Span.End);
    }

    private static Change RemoveList(AttributeListSyntax list)
    {
        SourceText text = list.SyntaxTree.GetText();
        (TextLine first, TextLine last) = (text.Lines.GetLineFromPosition(list.SpanStart), text.Lines.GetLineFromPosition(list.Span.End));
        if (IsBlank(text, first.Start, list.SpanStart) && IsBlank(text, list.Span.End, last.End))
        {
            return Change.Remove(list.SyntaxTree, first.Start, last.EndIncludingLineBreak);
        }

        int end = list.Span.End;
        while (end < last.End && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return Change.Remove(list.SyntaxTree, list.SpanStart, end);
    }

    /// <summary>A line break as the file has them, and the indentation of the node's line.</summary>
    private static string NewLine(SourceText text, SyntaxNode node)
    {
        TextLine line = text.Lines.GetLineFromPosition(node.SpanStart);
        int indentation = line.Start;
        while (indentation < line.End && char.IsWhiteSpace(text[indentation]))
        {
            indentation++;
        }

        return text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)) + text.ToString(TextSpan.FromBounds(line.Start, indentation));
    }

    private static bool IsBlank(SourceText text, int start, int end) => string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(start, end)));
}
