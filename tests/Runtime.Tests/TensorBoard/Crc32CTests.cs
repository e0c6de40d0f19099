using System.Text;
using NetCompiler.Tests.TensorBoard;

namespace NetCompiler.Runtime.Tests.TensorBoard;

public sealed class Crc32CTests
{
    /// <summary>RFC 3720, B.4, and the catalogue's check value.</summary>
    public static TheoryData<byte[], uint> Known => new()
    {
        { [], 0 },
        { Encoding.ASCII.GetBytes("123456789"), 0xE3069283 },
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)i)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))], 0x113FDB5C },
    };

    [Theory, MemberData(nameof(Known))]
    public void Known_sums(byte[] bytes, uint sum)
    {
        Assert.Equal(sum, Crc32C.Compute(bytes));
        Assert.Equal(sum, EventReader.Crc32C(bytes));
    }

    [Fact]
    public void Equals_the_division_of_polynomials()
    {
        var random = new Random(1);
        for (int length = 0; length < 300; length += 7)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(EventReader.Crc32C(bytes), Crc32C.Compute(bytes));
        }
    }

    /// <summary>
    /// The first twelve bytes of event files that TensorFlow writes: the length of the event with the version, 24, and its masked sum.
    /// </summary>
    [Fact]
    public void The_mask_is_TensorFlows() =>
        Assert.Equal(0x224B7FA3u, Crc32C.Masked([24, 0, 0, 0, 0, 0, 0, 0]));
}
