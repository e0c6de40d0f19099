using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <content>As a file of text.</content>
public sealed partial class TextVectorizer
{
    private const string Title = "netcompiler vectorizer 1";

    /// <summary>Keras' words for the choices, in the order of the enumerations.</summary>
    private static readonly string[] Standardizations = ["lower_and_strip_punctuation", "lower", "strip_punctuation", "none"],
        Splits = ["whitespace", "character", "none"],
        OutputModes = ["int", "multi_hot", "count", "tf_idf"],
        Flags = ["false", "true"];

    /// <summary>Writes the settings and the vocabulary as a text file: settings by name, an empty line, and the tokens, a line each.</summary>
    /// <param name="path">The file to write or replace.</param>
    /// <exception cref="InvalidOperationException">There is no vocabulary yet.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Vocabulary vocabulary = Vocabulary;
        AtomicFile.Write(path, file =>
        {
            using var writer = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true);
            writer.Write(Title + "\n");
            WriteNumber(writer, "max_tokens", MaxTokens);
            writer.Write($"standardize {Standardizations[(int)_standardize]}\nsplit {Splits[(int)_split]}\n");
            WriteNumber(writer, "ngrams", _ngrams);
            writer.Write($"output_mode {OutputModes[(int)OutputMode]}\n");
            WriteNumber(writer, "output_sequence_length", OutputSequenceLength);
            writer.Write($"pad_to_max_tokens {Flags[PadToMaxTokens ? 1 : 0]}\n");
            VocabularyLines.Write(writer, vocabulary);
        });
    }

    /// <summary>Reads what <see cref="Save"/> wrote, gzipped or not.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">The file is damaged or no such file.</exception>
    public static TextVectorizer Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var size = TextSize.Of(path);
        using var file = TextFile.Open(path);
        if (!file.Read() || file.Lines.Line is not Title)
        {
            throw file.Lines.Wrong($"expected '{Title}', but found '{Listing.Cut(file.Lines.Line.ToString(), 40)}'.");
        }

        TextHeader header = TextHeader.Read(file, ["max_tokens", "standardize", "split", "ngrams", "output_mode", "output_sequence_length",
            "pad_to_max_tokens", .. VocabularyLines.HeaderNames]);
        int? maxTokens = header.NumberOrNone("max_tokens", Vocabulary.SpecialTokens + 1);
        var standardize = (TextStandardization)header.Choice("standardize", Standardizations);
        var split = (TextSplit)header.Choice("split", Splits);
        int ngrams = (int)header.Number("ngrams", 1, int.MaxValue);
        var outputMode = (TextOutputMode)header.Choice("output_mode", OutputModes);
        int? length = header.NumberOrNone("output_sequence_length", 1);
        bool padToMaxTokens = header.Choice("pad_to_max_tokens", Flags) == 1;
        Vocabulary vocabulary = VocabularyLines.Read(file, header, size);
        try
        {
            return new TextVectorizer(maxTokens, standardize, split, ngrams, outputMode, length, padToMaxTokens, vocabulary);
        }
        catch (ArgumentException e)
        {
            throw new ModelFileException(path, null, $"the options do not fit each other or the vocabulary: {e.Message}", e);
        }
    }

    private static void WriteNumber(TextWriter writer, string name, int? number)
    {
        if (number is int value)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{name} {value}\n"));
        }
    }
}
