using Google.Protobuf;
using NetCompiler.Tests.TensorBoard;

namespace NetCompiler.Runtime.Tests.TensorBoard;

public sealed class ProtoMessageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Whole_numbers_are_written_as_Googles_library_writes_them(long value)
    {
        using var stream = new MemoryStream();
        var output = new CodedOutputStream(stream);
        output.WriteTag(300, WireFormat.WireType.Varint);
        output.WriteInt64(value);
        output.Flush();
        Assert.Equal(stream.ToArray(), new ProtoMessage().Add(300, value).Bytes.ToArray());
    }

    [Fact]
    public void All_kinds_read_back()
    {
        string text = "ü" + new string('x', 5000);
        ProtoMessage inner = new ProtoMessage().Add(1, text);
        ProtoMessage message = new ProtoMessage().Add(1, double.NaN).Add(2, 1.5f).Add(3, "").Add(4, inner).AddPacked(5,
            [1, -0.0, double.MaxValue]).AddPacked(6, []);
        ILookup<uint, object> fields = EventReader.ReadFields(message.Bytes.ToArray());
        Assert.Equal(double.NaN, fields[1].Single());
        Assert.Equal(1.5f, fields[2].Single());
        Assert.Equal("", fields.Text(3));
        Assert.Equal(text, fields.Message(4).Text(1));
        Assert.Equal([1, -0.0, double.MaxValue], fields.Doubles(5));
        Assert.Empty(fields.Doubles(6));
    }
}
