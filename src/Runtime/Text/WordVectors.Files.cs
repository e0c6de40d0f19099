using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <content>As files of word2vec.</content>
public sealed partial class WordVectors
{
    /// <summary>What a word takes beside its characters and its vector: an object, a place in an array, an entry of a dictionary.</summary>
    private const int WordBytes = 96;

    /// <summary>
    /// Writes word2vec's text format: numbers of words and dimensions on a line, then a line each of a word and its values, all read back exactly.
    /// </summary>
    /// <param name="path">The file to write or replace.</param>
    /// <exception cref="InvalidOperationException">
    /// A word is empty or has white space, which the format cannot tell from what stands between.
    /// </exception>
    public void SaveText(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        CheckWords();
        AtomicFile.Write(path, file =>
        {
            using var writer = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Count} {Dimensions}\n"));
            for (int i = 0; i < Count; i++)
            {
                writer.Write(_words[i]);
                foreach (float value in this[i])
                {
                    writer.Write(string.Create(CultureInfo.InvariantCulture, $" {value:R}"));
                }

                writer.Write('\n');
            }
        });
    }

    /// <summary>
    /// Writes word2vec's binary format: numbers of words and dimensions on a line, then each word, a space, its values as little-endian F32, and a
    /// line end.
    /// </summary>
    /// <param name="path">The file to write or replace.</param>
    /// <exception cref="InvalidOperationException">
    /// A word is empty or has white space, which the format cannot tell from what stands between.
    /// </exception>
    public void SaveBinary(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        CheckWords();
        AtomicFile.Write(path, file =>
        {
            file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Count} {Dimensions}\n")));
            for (int i = 0; i < Count; i++)
            {
                file.Write(Encoding.UTF8.GetBytes(_words[i]));
                file.WriteByte((byte)' ');
                TensorValues.Write(file, this[i]);
                file.WriteByte((byte)'\n');
            }
        });
    }

    /// <summary>Reads word2vec's text format, gzipped or not.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <exception cref="ModelFileException">The file is damaged or no such file, or a word is there twice.</exception>
    public static WordVectors LoadText(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var file = TextFile.Open(path);
        return new WordVectorsText(path, file).Read();
    }

    /// <summary>Reads word2vec's binary format.</summary>
    /// <param name="path">The file, its words UTF-8.</param>
    /// <exception cref="ModelFileException">The file is damaged or no such file, or a word is there twice.</exception>
    public static WordVectors LoadBinary(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return new WordVectorsBinary(path, file).Read();
    }

    private void CheckWords()
    {
        foreach (string word in _words)
        {
            if (word.Length == 0 || word.Any(char.IsWhiteSpace))
            {
                throw new InvalidOperationException(
                    $"The word '{Listing.Cut(word, 40)}' cannot be written; expected words that are not empty and have no white space.");
            }
        }
    }

    /// <summary>Words and vectors in the making, in room that is known to be in proportion to a file.</summary>
    internal sealed class Builder
    {
        private readonly string[] _words;
        private readonly Dictionary<string, int> _indices;
        private readonly float[] _matrix;
        private readonly int _dimensions;
        private readonly ReadingAllowance _allowance;
        private int _count;

        private Builder(int words, int dimensions, ReadingAllowance allowance)
        {
            _allowance = allowance;
            _words = new string[words];
            _indices = new Dictionary<string, int>(words, StringComparer.Ordinal);
            _matrix = new float[words * dimensions];
            _dimensions = dimensions;
        }

        /// <summary>Whether there is a vector for each word.</summary>
        public bool IsFull => _count == _words.Length;

        /// <summary>The row of the next word's vector.</summary>
        public Span<float> Row => _matrix.AsSpan(_count * _dimensions, _dimensions);

        /// <summary>Makes room for what the first line of a file promises.</summary>
        /// <param name="path">The file, for messages.</param>
        /// <param name="header">The first line.</param>
        /// <param name="valueBytes">Bytes that a value takes in the file at least.</param>
        /// <param name="fileBytes">Length of the file, unpacked, at most.</param>
        /// <param name="allowance">What may be taken.</param>
        /// <exception cref="ModelFileException">The line is not two numbers, or a file of this length cannot hold so much.</exception>
        public static Builder Of(string path, ReadOnlySpan<char> header, int valueBytes, long fileBytes,
            ReadingAllowance allowance)
        {
            ReadOnlySpan<char> line = header.TrimEnd(' ');
            int space = Math.Max(0, line.IndexOf(' '));
            if (!int.TryParse(line[..space], NumberStyles.None, CultureInfo.InvariantCulture, out int words)
                || !int.TryParse(line[(space + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int dimensions)
                || words < 1 || dimensions < 1)
            {
                throw new ModelFileException(path, null, "line 1: expected the numbers of words and of dimensions, at least 1 each with a space "
                    + $"between, but found '{Listing.Cut(header.ToString(), 40)}'.");
            }

            long values = (long)words * dimensions;
            if (values > Array.MaxLength || (values * valueBytes) + (2L * words) > fileBytes)
            {
                throw new ModelFileException(path, null, FormattableString.Invariant(
                    $"line 1: it promises {words} words of {dimensions} dimensions, more than {fileBytes} bytes or an array can hold."));
            }

            allowance.Take((WordBytes * (long)words) + (sizeof(float) * values));
            return new Builder(words, dimensions, allowance);
        }

        /// <summary>Adds the word of the row; false where it is there.</summary>
        public bool TryAdd(string word)
        {
            _allowance.Take(sizeof(char) * (long)word.Length);
            if (!_indices.TryAdd(word, _count))
            {
                return false;
            }

            _words[_count++] = word;
            return true;
        }

        public WordVectors ToVectors() => new(_words, _indices, _matrix);
    }
}
