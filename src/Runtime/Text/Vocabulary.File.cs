using System.Text;

namespace NetCompiler;

/// <content>As a file of text.</content>
public sealed partial class Vocabulary
{
    /// <summary>The first line of a vocabulary that this library wrote.</summary>
    private const string Title = "netcompiler vocabulary 1";

    /// <summary>Writes the tokens as a text file, a line each, with how often they occur where that is known.</summary>
    /// <param name="path">The file to write or replace.</param>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        AtomicFile.Write(path, file =>
        {
            using var writer = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true);
            writer.Write(Title + "\n");
            VocabularyLines.Write(writer, this);
        });
    }

    /// <summary>
    /// Reads what <see cref="Save"/> wrote; any other text file is taken for a list of tokens, a line each, in their order, as Keras keeps its
    /// vocabularies. Gzipped or not.
    /// </summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <exception cref="ModelFileException">A line is no token, or one is there twice.</exception>
    public static Vocabulary Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var size = TextSize.Of(path);
        using var file = TextFile.Open(path);
        return file.Read() && file.Lines.Line is Title
            ? VocabularyLines.Read(file, TextHeader.Read(file, VocabularyLines.HeaderNames), size)
            : VocabularyLines.ReadList(file, size);
    }
}
