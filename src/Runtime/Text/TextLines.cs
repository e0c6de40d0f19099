using System.Text;

namespace NetCompiler;

/// <summary>The lines of text files.</summary>
public static class TextLines
{
    /// <summary>
    /// The lines of a file, which is read anew each time that they are gone through, a block at a time; gzipped or not. A line ends with a line
    /// feed, or a carriage return and a line feed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">UTF-8 by default. Bytes that are no characters become U+FFFD.</param>
    /// <exception cref="ModelFileException">When it is read: a line has more than a million characters, or gzip data are damaged.</exception>
    public static IEnumerable<string> FromFile(string path, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Lines(path, encoding);
    }

    private static IEnumerable<string> Lines(string path, Encoding? encoding)
    {
        using var file = TextFile.Open(path, encoding);
        while (file.Read())
        {
            yield return file.Lines.Line.ToString();
        }
    }
}
