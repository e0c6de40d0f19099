using System.Text;

namespace NetCompiler.Runtime.Tests.Serialization;

public sealed class NpyHeaderTests
{
    [Theory]
    [InlineData(new int[0], "()")]
    [InlineData(new[] { 5 }, "(5,)")]
    [InlineData(new[] { 2, 0, 3 }, "(2, 0, 3)")]
    public void Writes_what_NumPy_writes(int[] shape, string text)
    {
        byte[] header = NpyHeader.Write(NpyType.Single, shape);
        Assert.Equal(0, header.Length % 64);
        Assert.Equal((byte)'\n', header[^1]);
        Assert.Equal(
            "\u0093NUMPY\u0001\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': " + text + ", }",
                Encoding.Latin1.GetString(header).TrimEnd('\n', ' '));

        NpyHeader read = Read(header);
        Assert.Equal(("<f4", false, header.Length), (read.Type.Description, read.FortranOrder, read.Bytes));
        Assert.Equal(shape.Select(size => (long)size), read.Shape);
        Assert.Equal(shape.Aggregate(1, (a, b) => a * b), read.Count);
    }

    [Fact]
    public void Writes_a_header_of_more_than_one_block_for_many_axes()
    {
        int[] shape = [.. Enumerable.Repeat(1, 64)];
        byte[] header = NpyHeader.Write(NpyType.Single, shape);
        Assert.Equal(256, header.Length);
        Assert.Equal(64, Read(header).Shape.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => NpyHeader.Write(NpyType.Single, [.. shape, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => NpyHeader.Write(NpyType.Single, [-1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Reads_each_version_in_any_order_with_any_quotes(int version)
    {
        NpyHeader header = Read(Header("\t{\"shape\" :(3,4,) ,'fortran_order':True,\n\"descr\": \">f8\"} \n", version));
        Assert.Equal((">f8", true, 12L, 96L), (header.Type.Description, header.FortranOrder, header.Count, header.DataBytes));
        Assert.Equal([3, 4], header.Shape);
    }

    [Theory]
    [InlineData("|b1", "0100", 1f, 0f)]
    [InlineData("|i1", "01FE", 1f, -2f)]
    [InlineData("<u1", "01FE", 1f, 254f)]
    [InlineData("<i2", "0100FEFF", 1f, -2f)]
    [InlineData(">i2", "0001FFFE", 1f, -2f)]
    [InlineData(">u2", "0001FFFE", 1f, 65534f)]
    [InlineData("<i4", "01000000FEFFFFFF", 1f, -2f)]
    [InlineData(">u4", "00000001FFFFFFFE", 1f, 4294967294f)]
    [InlineData(">i8", "0000000000000001FFFFFFFFFFFFFFFE", 1f, -2f)]
    [InlineData("<u8", "0100000000000000FFFFFFFFFFFFFFFF", 1f, 18446744073709551615f)]
    [InlineData("<f2", "003C00C0", 1f, -2f)]
    [InlineData(">f2", "3C00C000", 1f, -2f)]
    [InlineData("<f4", "0000803F000000C0", 1f, -2f)]
    [InlineData(">f4", "3F800000C0000000", 1f, -2f)]
    [InlineData("<f8", "000000000000F03F00000000000000C0", 1f, -2f)]
    [InlineData(">f8", "3FF0000000000000C000000000000000", 1f, -2f)]
    public void Converts_elements_of_either_order(string description, string hex, float first, float second)
    {
        var values = new float[2];
        NpyType type = Read(Header(Dictionary(description, "(2,)"))).Type;
        type.ToSingles(Convert.FromHexString(hex), values);
        Assert.Equal([first, second], values);
        Assert.Equal(hex.Length / 4, type.Width);
    }

    [Theory]
    [InlineData("|O", "Python's objects")]
    [InlineData("O", "Python's objects")]
    [InlineData("|O8", "Python's objects")]
    [InlineData("<c8", "a plain number")]
    [InlineData("<U5", "a plain number")]
    [InlineData("|S5", "a plain number")]
    [InlineData("<M8[ns]", "a plain number")]
    [InlineData("|V4", "a plain number")]
    [InlineData("<f16", "a plain number")]
    [InlineData("=f4", "a plain number")]
    [InlineData("f4", "a plain number")]
    [InlineData("|f4", "a plain number")]
    [InlineData("<f", "a plain number")]
    [InlineData("<", "a plain number")]
    [InlineData("", "a plain number")]
    public void Refuses_elements_that_are_no_floats(string description, string expected) => Refused(Dictionary(description, "(2,)"), expected);

    [Theory]
    [InlineData("", "'{', but the header ends")]
    [InlineData("[]", "'{', but found 0x5B")]
    [InlineData("{}", "not all are there")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "not all are there")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}", "each once, but found 'descr'")]
    [InlineData("{'other': '<f4'}", "but found 'other'")]
    [InlineData("{descr: '<f4'}", "a string for a key")]
    [InlineData("{'descr", "a closing quote")]
    [InlineData("{'descr' '<f4'}", "':'")]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': ()}", "a structure of fields")]
    [InlineData("{'descr': '<f4' 'fortran_order': False, 'shape': ()}", "'}', but found 0x27")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': ()}", "True or False")]
    [InlineData("{'descr': '<f4', 'fortran_order': false, 'shape': ()}", "True or False")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': 3}", "'('")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': ()} x", "only white space")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': ()}\0", "only white space")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (),", "a string for a key, but the header ends")]
    public void Refuses_another_dictionary(string text, string expected) => Refused(text, expected);

    [Theory]
    [InlineData("(3)", "a comma behind")]
    [InlineData("(3 4)", "',' or ')'")]
    [InlineData("(,)", "a size")]
    [InlineData("(3,,)", "a size")]
    [InlineData("(-1,)", "found '-'")]
    [InlineData("(+1,)", "a size")]
    [InlineData("(03,)", "a size")]
    [InlineData("(3L,)", "',' or ')'")]
    [InlineData("(3.0,)", "',' or ')'")]
    [InlineData("(9223372036854775808,)", "a size")]
    [InlineData("(9223372036854775807, 9223372036854775807, 0)", "more elements than can be counted")]
    [InlineData("(2305843009213693952,)", "more elements than can be counted")]
    public void Refuses_other_shapes(string shape, string expected) => Refused(Dictionary("<f4", shape), expected);

    [Fact]
    public void Reads_the_largest_shape_and_refuses_one_more_axis()
    {
        Assert.Equal(long.MaxValue / 4 * 4, Read(Header(Dictionary("<f4", "(2305843009213693951,)"))).DataBytes);
        Assert.Equal(64, Read(Header(Dictionary("<f4", "(" + string.Concat(Enumerable.Repeat("1,", 64)) + ")"))).Shape.Length);
        Refused(Dictionary("<f4", "(" + string.Concat(Enumerable.Repeat("1,", 65)) + ")"), "at most 64 axes");
    }

    [Fact]
    public void Refuses_another_kind_version_or_length()
    {
        byte[] header = NpyHeader.Write(NpyType.Single, [2]);
        Refused([0x94, .. header[1..]], 0, "(NPY)");
        Refused([.. header[..6], 4, 0, .. header[8..]], 6, "found 4.0");
        Refused([.. header[..6], 0, 0, .. header[8..]], 6, "found 0.0");
        Refused([.. header[..6], 1, 1, .. header[8..]], 6, "found 1.1");
        Refused(Header(new string(' ', 10_001)), 8, "at most 10000 characters");
        Refused([.. header[..6], 2, 0, 255, 255, 255, 255], 8, "its length is 4294967295");
    }

    [Fact]
    public void Refuses_a_header_cut_at_any_byte()
    {
        byte[] whole = NpyHeader.Write(NpyType.Single, [2]);
        for (int length = 0; length < whole.Length; length++)
        {
            Refused(whole[..length], length, "the file ends");
        }
    }

    private static string Dictionary(string description, string shape) => $"{{'descr': '{description}', 'fortran_order': False, 'shape': {shape}, }}";

    private static byte[] Header(string text, int version = 1)
    {
        byte[] length = new byte[version == 1 ? 2 : 4];
        (length[0], length[1]) = ((byte)text.Length, (byte)(text.Length >> 8));
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.Latin1.GetBytes(text)];
    }

    private static NpyHeader Read(byte[] bytes) => NpyHeader.Read("file", new MemoryStream(bytes));

    private static void Refused(string text, string expected) => Refused(Header(text), null, expected);

    private static void Refused(byte[] bytes, long? offset, string expected)
    {
        ModelFileException e = Assert.Throws<ModelFileException>(() => Read(bytes));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Equal(offset ?? e.Offset, e.Offset);
    }
}
