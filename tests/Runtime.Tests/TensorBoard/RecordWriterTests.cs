using NetCompiler.Tests.TensorBoard;

namespace NetCompiler.Runtime.Tests.TensorBoard;

public sealed class RecordWriterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Records_read_back(int length)
    {
        byte[] payload = new byte[length];
        new Random(length).NextBytes(payload);
        Assert.Equal([payload, [1]], EventReader.ReadRecords(Written(payload, [1])));
    }

    [Fact]
    public void Every_changed_byte_shows()
    {
        byte[] file = Written([1, 2, 3]);
        for (int i = 0; i < file.Length; i++)
        {
            byte[] damaged = [.. file];
            damaged[i] ^= 4;
            Assert.ThrowsAny<Exception>(() => EventReader.ReadRecords(damaged));
        }
    }

    private static byte[] Written(params byte[][] payloads)
    {
        using var stream = new MemoryStream();
        foreach (byte[] payload in payloads)
        {
            RecordWriter.Write(stream, payload);
        }

        return stream.ToArray();
    }
}
