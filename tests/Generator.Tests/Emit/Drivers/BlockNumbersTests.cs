using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Emit.Drivers;

namespace NetCompiler.Generator.Tests.Emit.Drivers;

/// <summary>Numbers of repetitions as expressions.</summary>
public sealed class BlockNumbersTests
{
    [Theory]
    [InlineData("7", 7, 7, 7)]
    [InlineData("0", 0, 0, 0)]
    [InlineData("16 * block", 0, 16, 32)]
    [InlineData("5 + (16 * block)", 5, 21, 37)]
    [InlineData("37 - (16 * block)", 37, 21, 5)]
    public void That_step_evenly_need_no_table(string expected, params int[] values)
    {
        var numbers = new BlockNumbers(values.Length);
        Assert.Equal(expected, numbers.Expression([.. values.Select(v => (long)v)]));
        Assert.False(numbers.HasTable);
    }

    [Fact]
    public void Others_share_a_table_where_they_move_alike()
    {
        var numbers = new BlockNumbers(3);
        Assert.Equal("moves[block]", numbers.Expression([0, 8, 0]));
        Assert.Equal("100 + moves[block]", numbers.Expression([100, 108, 100]));
        Assert.Equal("20 + moves[3 + block]", numbers.Expression([20, 4, 16]));
        var writer = new SourceWriter();
        Assert.True(numbers.HasTable);
        numbers.WriteTable(writer, "Predict");
        Assert.Equal("""
            internal static readonly int[] Predict = new int[]
            {
                0, 8, 0,
                0, -16, -4,
            };

            """.ReplaceLineEndings("\n"), writer.ToString());
    }

    [Fact]
    public void Of_one_call_are_themselves() => Assert.Equal("5", new BlockNumbers(1).Expression([5]));
}
