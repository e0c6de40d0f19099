using System;
using System.Text;

namespace NetCompiler.Generator.Emit;

/// <summary>Text with indentation by four spaces and lines that end in a line feed, whatever the machine.</summary>
/// <param name="depth">Levels of indentation to begin with.</param>
internal sealed class SourceWriter(int depth = 0)
{
    private readonly StringBuilder _text = new();
    private int _depth = depth;

    /// <summary>Levels of indentation of the next line.</summary>
    public int Depth => _depth;

    public SourceWriter Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', 4 * _depth).Append(text);
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>Adds text as it is, with its own indentation and line ends.</summary>
    public SourceWriter Text(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Writes the text and an opening brace; disposing the result closes it.</summary>
    public IDisposable Block(string text, string end = "}")
    {
        Line(text);
        return Braces(end);
    }

    /// <summary>Writes an opening brace; disposing the result closes it.</summary>
    public IDisposable Braces(string end = "}")
    {
        Line("{");
        _depth++;
        return new Closing(this, end);
    }

    /// <summary>Writes an opening brace alone, for names of their own; disposing the result closes it.</summary>
    public IDisposable Block()
    {
        Line("{");
        _depth++;
        return new Closing(this, "}");
    }

    /// <summary>Indents the lines that follow, until the result is disposed.</summary>
    public IDisposable Indent()
    {
        _depth++;
        return new Closing(this, null);
    }

    public override string ToString() => _text.ToString();

    private sealed class Closing(SourceWriter writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (end is not null)
            {
                writer.Line(end);
            }
        }
    }
}
