using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NetCompiler.Generator.Diagnostics;

/// <summary>A span of a source file as plain numbers, so that the pipeline holds no syntax tree; lines and columns count from 0.</summary>
internal sealed record LocationInfo(string Path, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    public static LocationInfo Of(SyntaxReference reference, CancellationToken token) => Of(reference.GetSyntax(token).GetLocation());

    public static LocationInfo Of(Location location)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        (LinePosition start, LinePosition end) = (lines.StartLinePosition, lines.EndLinePosition);
        return new(lines.Path, location.SourceSpan.Start, location.SourceSpan.Length, start.Line, start.Character, end.Line, end.Character);
    }

    /// <summary>The location inside the compilation's own tree, so that <c>#pragma warning</c> and .editorconfig apply to it.</summary>
    public Location In(Compilation compilation)
    {
        var span = new TextSpan(Start, Length);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (tree.FilePath == Path && span.End <= tree.Length && IsHere(tree.GetLineSpan(span).Span))
            {
                return Location.Create(tree, span);
            }
        }

        return Location.Create(Path, span, Lines);
    }

    private LinePositionSpan Lines => new(new(StartLine, StartColumn), new(EndLine, EndColumn));

    private bool IsHere(LinePositionSpan lines) => lines == Lines;
}
