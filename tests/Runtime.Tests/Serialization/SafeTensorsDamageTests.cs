using System.Text;

namespace NetCompiler.Runtime.Tests.Serialization;

/// <summary>Every check of the format's reference reader, each with the smallest file that fails it.</summary>
public sealed class SafeTensorsDamageTests : IDisposable
{
    private const string One = """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Refuses_a_file_cut_at_any_byte()
    {
        byte[] whole = SafeTensorsBytes.Of(One, new byte[8]);
        for (int length = 0; length < whole.Length; length++)
        {
            ModelFileException e = Refused(whole[..length]);
            Assert.Contains("expected", e.Message, StringComparison.Ordinal);
        }

        Assert.Single(SafeTensors.Read(folder.Write("whole", whole)));
    }

    [Fact]
    public void Refuses_any_single_wrong_byte_of_the_header_or_reads_a_consistent_file()
    {
        byte[] whole = SafeTensorsBytes.Of(One, new byte[8]);
        for (int i = 0; i < whole.Length - 8; i++)
        {
            foreach (byte value in new byte[] { 0, (byte)'"', (byte)'}', (byte)'9', 0xff })
            {
                byte[] changed = (byte[])whole.Clone();
                changed[i] = value;
                string path = folder.Write("changed", changed);
                try
                {
                    Assert.All(SafeTensors.Read(path), tensor => Assert.Equal(2, tensor.Values.Length));
                }
                catch (ModelFileException e)
                {
                    Assert.Contains(path, e.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(ulong.MaxValue - 7)]
    [InlineData((ulong)long.MaxValue)]
    [InlineData(100_000_001UL)]
    [InlineData(100_000_000UL)]
    [InlineData(3UL)]
    public void Refuses_a_header_length_beyond_the_limit_or_the_file(ulong length)
    {
        ModelFileException e = Refused(SafeTensorsBytes.Of(length, "{}"u8.ToArray()));
        Assert.Equal(0, e.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" {}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\uFEFF{}")]
    public void Refuses_a_header_that_does_not_begin_with_a_brace(string header) =>
        Assert.Equal(8, Refused(SafeTensorsBytes.Of(header)).Offset);

    [Theory]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("{} x")]
    [InlineData("{,}")]
    [InlineData("{'x':1}")]
    [InlineData("{\"x\"}")]
    [InlineData("{/* no */}")]
    [InlineData("{\"\\ud800\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[NaN],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[01],\"data_offsets\":[0,4]}}")]
    public void Refuses_what_is_no_JSON(string header) => RefusedFor("JSON", header, 4);

    [Fact]
    public void Refuses_nesting_without_end()
    {
        const int Deep = 100_000;
        RefusedFor("depth", "{\"x\":" + string.Concat(Enumerable.Repeat("[", Deep)), 0, "expected an object");
        RefusedFor("depth", "{\"x\":{\"other\":" + string.Concat(Enumerable.Repeat("{\"a\":", Deep)), 0);
    }

    [Fact]
    public void Refuses_a_header_that_is_no_UTF8()
    {
        byte[] header = Encoding.Latin1.GetBytes(One.Replace('x', '\u00e4'));
        Assert.Contains("UTF-8", Refused(SafeTensorsBytes.Of((ulong)header.Length, header, new byte[8])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"x\":1}", "expected an object for 'x'")]
    [InlineData("{\"x\":{\"shape\":[1],\"data_offsets\":[0,4]}}", "expected 'dtype'")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", "'shape'")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1]}}", "two 'data_offsets'")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}}", "two 'data_offsets'")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4]}}", "two 'data_offsets'")]
    [InlineData("{\"x\":{\"dtype\":32,\"shape\":[1],\"data_offsets\":[0,4]}}", "a string for the dtype")]
    [InlineData("{\"x\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}", "found 'F33'")]
    [InlineData("{\"x\":{\"dtype\":\"f32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "found 'f32'")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}", "an array for the shape")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", "found -1")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}", "found 1.0")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1e0],\"data_offsets\":[0,4]}}", "found 1e0")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}}", "found 1")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[[1]],\"data_offsets\":[0,4]}}", "expected integers")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,18446744073709551616]}}", "found 18446744073709551616")]
    [InlineData("{\"__metadata__\":[]}", "expected an object for '__metadata__'", 0)]
    [InlineData("{\"__metadata__\":{\"a\":1}}", "expected a string for the metadata 'a'", 0)]
    public void Refuses_entries_of_another_form(string header, string expected, int data = 4) => RefusedFor(expected, header, data);

    [Theory]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
        + "\"\\u0078\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}}")]
    [InlineData("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}")]
    public void Refuses_names_that_occur_twice(string header) => RefusedFor("occurs again", header, 8);

    [Theory]
    [InlineData("[0,8]", "[4,12]", "to begin at 8")]
    [InlineData("[0,8]", "[0,8]", "to begin at 8")]
    [InlineData("[0,8]", "[12,20]", "to begin at 8")]
    [InlineData("[4,12]", "[12,20]", "to begin at 0")]
    [InlineData("[0,8]", "[8,0]", "to begin at 8")]
    [InlineData("[0,8]", "[8,12]", "expected 8 bytes")]
    [InlineData("[0,4]", "[4,12]", "expected 8 bytes")]
    [InlineData("[0,8]", "[8,18446744073709551615]", "expected 8 bytes")]
    public void Refuses_holes_overlaps_and_wrong_sizes(string x, string y, string expected) => RefusedFor(
        expected,
        "{" + SafeTensorsBytes.Entry("x", "F32", "[2]", x) + "," + SafeTensorsBytes.Entry("y", "F32", "[2]", y) + "}",
        16);

    [Theory]
    [InlineData("F32", "[4294967296,4294967296]", "too large")]
    [InlineData("F32", "[18446744073709551615,18446744073709551615,18446744073709551615,0]", "too large")]
    [InlineData("F64", "[288230376151711744]", "too large")]
    [InlineData("F32", "[576460752303423488,8]", "too large")]
    [InlineData("F4", "[3]", "whole bytes")]
    [InlineData("F6_E2M3", "[2]", "whole bytes")]
    public void Refuses_shapes_that_overflow_or_end_within_a_byte(string type, string shape, string expected) =>
        RefusedFor(expected, "{" + SafeTensorsBytes.Entry("x", type, shape, "[0,0]") + "}", 0);

    [Fact]
    public void Refuses_sizes_that_no_array_has()
    {
        RefusedFor("too large", """{"x":{"dtype":"F32","shape":[1152921504606846976],"data_offsets":[0,4611686018427387904]}}""", 0);
        RefusedFor("found 0", """{"x":{"dtype":"F32","shape":[1073741824],"data_offsets":[0,4294967296]}}""", 0);
    }

    [Theory]
    [InlineData("F4", "[2]", "[0,1]", "converts to F32")]
    [InlineData("C64", "[0]", "[0,0]", "converts to F32")]
    [InlineData("F32", "[0,4294967296]", "[0,0]", "larger than an array")]
    public void Refuses_to_read_whole_files_whose_values_no_array_of_floats_holds(string type, string shape, string offsets, string expected)
    {
        byte[] data = new byte[offsets == "[0,1]" ? 1 : 0];
        string path = folder.Write("file", SafeTensorsBytes.Of("{" + SafeTensorsBytes.Entry("x", type, shape, offsets) + "}", data));
        Assert.Empty(SafeTensors.ReadMetadata(path));
        ModelFileException e = DamagedFile.AssertRefused(path, () => SafeTensors.Read(path));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(9)]
    public void Refuses_data_that_end_early_or_late(int bytes) => RefusedFor("expected 8 bytes of data", One, bytes);

    [Theory]
    [InlineData("{}")]
    [InlineData("{}      ")]
    [InlineData("{}\n\t ")]
    [InlineData("{\"__metadata__\":{\"a\":\"b\"}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[0,0]},"
        + "\"y\":{\"dtype\":\"F32\",\"shape\":[5,0],\"data_offsets\":[0,0]}}")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0],\"extra\":{\"a\":[1,{}]}}}")]
    public void Accepts_what_the_reference_accepts(string header) => SafeTensors.Read(folder.Write("file", SafeTensorsBytes.Of(header)));

    [Fact]
    public void Messages_do_not_repeat_long_names()
    {
        string name = new('n', 100_000);
        Assert.InRange(Refused(SafeTensorsBytes.Of(One.Replace("x", name))).Message.Length, 0, 1000);
        Assert.InRange(Refused(SafeTensorsBytes.Of(One.Replace("F32", name), new byte[8])).Message.Length, 0, 1000);
    }

    private void RefusedFor(string expected, string header, int data, string? orElse = null)
    {
        string message = Refused(SafeTensorsBytes.Of(header, new byte[data])).Message;
        Assert.True(
            message.Contains(expected, StringComparison.Ordinal) || (orElse is not null && message.Contains(orElse, StringComparison.Ordinal)),
            $"Expected '{expected}' in: {message}");
    }

    private ModelFileException Refused(byte[] bytes)
    {
        string path = folder.Write("file", bytes);
        ModelFileException e = DamagedFile.AssertRefused(path, () => SafeTensors.Read(path));
        DamagedFile.AssertRefused(path, () => SafeTensors.ReadMetadata(path));
        return e;
    }
}
