namespace NetCompiler.Onnx.Wire;

/// <summary>The bytes of a protobuf file, and what bounds the work that they can ask for.</summary>
internal sealed class WireFile(string path, ReadOnlyMemory<byte> bytes)
{
    /// <summary>No message that means something is shorter, so a file cannot ask for objects out of proportion to its length.</summary>
    private const int ShortestMessage = 4, FreeMessages = 256;

    private int _messages;

    /// <summary>The file, for messages.</summary>
    public string Path { get; } = path;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <exception cref="ModelFileException">The file has more messages than its length allows.</exception>
    public void CountMessage(int offset)
    {
        if (++_messages > FreeMessages + (Bytes.Length / ShortestMessage))
        {
            throw Error(offset, $"expected messages of at least {ShortestMessage} bytes on the average, but there are {_messages} of them "
                + $"in {Bytes.Length} bytes.");
        }
    }

    public ModelFileException Error(int offset, string problem) => new(Path, offset, problem);
}
