using NetCompiler.Generator.Emit.Drivers;

namespace NetCompiler.Generator.Tests.Emit.Drivers;

/// <summary>Where a sequence repeats itself. Letters stand for items, each of cost 1.</summary>
public sealed class RepeatTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abcdef", "abcdef")]
    [InlineData("abcabcabc", "abc*3")]
    [InlineData("abcabcab", "abc*2 ab")]
    [InlineData("xyabcabcabcz", "xy abc*3 z")]
    [InlineData("aaaa", "a*4")]
    [InlineData("aab", "aab")]
    [InlineData("abaabaaba", "aba*3")]
    [InlineData("abababcdcdcdcd", "ab*3 cd*4")]
    [InlineData("aaabaaabaaab", "aaab*3")]
    [InlineData("qabcdabcdqqqqq", "q abcd*2 q*5")]
    public void Is_found(string items, string parts)
    {
        List<Repeat> found = Repeat.Find([.. items.Select(c => (int)c)], [.. items.Select(_ => 1)], leastSaving: 2);
        Assert.Equal(parts, string.Join(' ', found.Select(r => items.Substring(r.First, r.Length) + (r.Times > 1 ? $"*{r.Times}" : ""))));
    }

    [Fact]
    public void Costs_decide_which()
    {
        Assert.Equal([new Repeat(0, 1, 3), new Repeat(3, 5, 1)], Repeat.Find([1, 1, 1, 2, 3, 4, 2, 3], [4, 4, 4, 1, 1, 1, 1, 1], leastSaving: 4));
        Assert.Equal([new Repeat(0, 2, 2)], Repeat.Find([1, 2, 1, 2], [5, 0, 5, 0], leastSaving: 5));
        Assert.Equal([new Repeat(0, 4, 1)], Repeat.Find([1, 2, 1, 2], [5, 0, 5, 0], leastSaving: 6));
    }

    [Fact]
    public void Parts_are_the_sequence_in_order()
    {
        var random = new Random(1);
        for (int i = 0; i < 500; i++)
        {
            int letters = random.Next(1, 4);
            int[] items = [.. Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(letters))];
            List<Repeat> parts = Repeat.Find(items, [.. items.Select(_ => 1)], random.Next(1, 6));
            Assert.Equal(items, parts.SelectMany(p => Enumerable.Repeat(items[p.First..(p.First + p.Length)], p.Times).SelectMany(x => x)));
            Assert.Equal(items.Length, parts.Count == 0 ? 0 : parts[^1].End);
        }
    }
}
