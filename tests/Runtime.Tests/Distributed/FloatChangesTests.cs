namespace NetCompiler.Runtime.Tests.Distributed;

public sealed unsafe class FloatChangesTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(4096)]
    public void Every_change_comes_back_to_the_bit_and_takes_at_most_its_words(int count)
    {
        var random = new Random(1);
        var seen = new HashSet<int>();
        foreach (double step in new[] { 0, 1e-6, 1e-4, 1e-2, 0.5, 1e3 })
        {
            foreach (double rare in new[] { 0, 0.001, 0.05, 0.3 })
            {
                (float[] older, float[] newer) = (new float[count], new float[count]);
                for (int i = 0; i < count; i++)
                {
                    older[i] = (float)(random.NextDouble() - 0.5);
                    newer[i] = random.NextDouble() < rare ? AnyFloat(random) : (float)(older[i] * (1 + (step * (random.NextDouble() - 0.5))));
                }

                seen.Add(ExpectBack(older, newer).Bytes);
            }
        }

        Assert.Equal([0, 1, 2, 3], seen.Order());
    }

    [Fact]
    public void Neighbours_are_one_step_apart_also_around_zero()
    {
        float[] older = [0, -0f, float.Epsilon, -float.Epsilon, 1, -1, 0.99999994f, 2, float.MaxValue, float.PositiveInfinity, 0, 0, 0, 0, 0, 0];
        float[] newer = [.. older.Select(float.BitIncrement)];
        ChangeForm form = ExpectBack(older, newer);
        Assert.Equal(new ChangeForm(Bytes: 1, Exceptions: 0), form);
    }

    [Fact]
    public void A_place_outside_of_the_range_is_refused()
    {
        float[] older = new float[16], newer = new float[16];
        newer[3] = 1;
        FloatArena arrived = Written(older, newer, out ChangeForm form);
        Assert.Equal(new ChangeForm(Bytes: 1, Exceptions: 1), form);
        ((int*)arrived.Pointer)[4] = 16;
        ExchangeException error = Assert.Throws<ExchangeException>(() => FloatChanges.Apply(form, arrived.Pointer, new FloatArena(16).Pointer, 16));
        Assert.Equal("A changed parameter has place 16 of 16: what arrived is not what was sent.", error.Message);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(4, 0)]
    [InlineData(2, -1)]
    [InlineData(2, 1000)]
    [InlineData(3, int.MaxValue)]
    public void A_form_that_cannot_be_is_refused(int bytes, int exceptions)
    {
        ExchangeException error = Assert.Throws<ExchangeException>(() => new ChangeForm(bytes, exceptions).Check(floats: 100, padded: 112));
        Assert.Equal(
            $"100 changed parameters have {bytes} bytes each and {exceptions} exceptions: what arrived is not what was sent.", error.Message);
    }

    private static ChangeForm ExpectBack(float[] older, float[] newer)
    {
        FloatArena written = Written(older, newer, out ChangeForm form);
        Assert.True(form.Words(older.Length) <= older.Length);
        if (form.Bytes > 0)
        {
            FloatArena back = Arena(older);
            FloatChanges.Apply(form, written.Pointer, back.Pointer, older.Length);
            Assert.Equal(newer.Select(BitConverter.SingleToInt32Bits), back.Span[..older.Length].ToArray().Select(BitConverter.SingleToInt32Bits));
        }

        return form;
    }

    private static FloatArena Written(float[] older, float[] newer, out ChangeForm form)
    {
        (FloatArena changes, FloatArena values, int count) = (Arena(older), Arena(newer), older.Length);
        form = FloatChanges.Take(changes.Pointer, values.Pointer, count);
        var to = new FloatArena(form.Words(count) + 1);
        int words = (int)form.Words(count);
        to.Pointer[words] = 7;
        if (form.Bytes > 0)
        {
            FloatChanges.Write(form, changes.Pointer, values.Pointer, count, to.Pointer);
        }

        Assert.Equal(7, to.Pointer[words]);
        return to;
    }

    private static FloatArena Arena(float[] values)
    {
        var arena = new FloatArena(values.Length);
        values.CopyTo(arena.Span);
        return arena;
    }

    private static float AnyFloat(Random random) => BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, 1L << 31));
}
