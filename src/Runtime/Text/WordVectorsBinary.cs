using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace NetCompiler;

/// <summary>Reads word vectors in word2vec's binary format: line ends behind the vectors may be there or not.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="file">The file at its beginning.</param>
internal sealed class WordVectorsBinary(string path, FileStream file)
{
    /// <summary>More bytes in a word than this are taken for damage.</summary>
    private const int LongestWord = 1 << 12;

    private readonly byte[] _word = new byte[LongestWord];

    public WordVectors Read()
    {
        WordVectors.Builder builder = WordVectors.Builder.Of(path, ReadUntil((byte)'\n', "the line of the numbers of words and dimensions"),
            sizeof(float), file.Length, ReadingAllowance.Of(path, file.Length));
        while (!builder.IsFull)
        {
            long start = file.Position;
            string word = ReadUntil((byte)' ', "a word");
            long place = file.Position;
            Span<float> row = builder.Row;
            file.ReadExactly(path, place, MemoryMarshal.AsBytes(row));
            if (!BitConverter.IsLittleEndian)
            {
                Span<int> bits = MemoryMarshal.Cast<float, int>(row);
                BinaryPrimitives.ReverseEndianness(bits, bits);
            }

            for (int d = 0; d < row.Length; d++)
            {
                if (!float.IsFinite(row[d]))
                {
                    throw new ModelFileException(path, place + (d * sizeof(float)), FormattableString.Invariant(
                        $"expected a finite number for value {d + 1} of '{Listing.Cut(word, 40)}', but found {row[d]}."));
                }
            }

            if (!builder.TryAdd(word))
            {
                throw new ModelFileException(path, start, $"the word '{Listing.Cut(word, 40)}' is there a second time.");
            }
        }

        int next = file.ReadByte();
        if (next >= 0 && (next != '\n' || file.Position < file.Length))
        {
            throw new ModelFileException(path, file.Position - 1, "expected the end of the file after as many words as it promises, but it goes on.");
        }

        return builder.ToVectors();
    }

    /// <summary>The text up to a byte, which is passed over, without a line end before it.</summary>
    private string ReadUntil(byte end, string what)
    {
        long start = file.Position;
        int length = 0;
        for (int next = file.ReadByte(); next != end; next = file.ReadByte())
        {
            bool lineEnd = next == '\n' && length == 0;
            if (next < 0 || (length == LongestWord && !lineEnd))
            {
                throw new ModelFileException(path, start, next < 0 ? $"expected {what}, but the file ends."
                    : $"expected {what} of at most {LongestWord} bytes, but it is longer.");
            }

            if (!lineEnd)
            {
                _word[length++] = (byte)next;
            }
        }

        return length > 0 ? Encoding.UTF8.GetString(_word, 0, length)
            : throw new ModelFileException(path, start, $"expected {what}, but found none.");
    }
}
