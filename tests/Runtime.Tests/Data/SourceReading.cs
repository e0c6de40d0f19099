namespace NetCompiler.Runtime.Tests.Data;

/// <summary>Reads passes whole, and holds sources to their contract.</summary>
internal static class SourceReading
{
    public static DataPass InOrder => default;

    public static DataPass Shuffled(int seed = 5, int epoch = 2) => new(seed, epoch, Shuffle: true);

    /// <summary>Samples 0 to <paramref name="count"/> - 1: sample i has the inputs i and i + 0.5 and the target -i.</summary>
    public static Dataset Numbered(int count) =>
        Dataset.FromArrays([.. Enumerable.Range(0, 2 * count).Select(i => i / 2f)], [2], [.. Enumerable.Range(0, count).Select(i => (float)-i)]);

    /// <summary>The same samples as a stream that can only be read in a row and does not know how many there are.</summary>
    public static IDataSource Stream(IDataSource source) => new UncountedSource(source);

    /// <summary>All of a pass, read in batches of this size.</summary>
    public static (float[] Inputs, float[] Targets) ReadAll(this IDataSource source, DataPass pass, int batch = 7)
    {
        using ISampleReader reader = source.Read(pass);
        return reader.ReadAll(source, batch);
    }

    /// <summary>What is left of a pass.</summary>
    public static (float[] Inputs, float[] Targets) ReadAll(this ISampleReader reader, IDataSource source, int batch = 7)
    {
        var inputs = new List<float>();
        var targets = new List<float>();
        var input = new float[batch * source.InputFloats];
        var target = new float[batch * source.TargetFloats];
        while (true)
        {
            int read = reader.Read(input, target, batch);
            inputs.AddRange(input.AsSpan(0, read * source.InputFloats));
            targets.AddRange(target.AsSpan(0, read * source.TargetFloats));
            if (read < batch)
            {
                Assert.Equal(0, reader.Read(input, target, batch));
                return ([.. inputs], [.. targets]);
            }
        }
    }

    /// <summary>The numbers of the samples of <see cref="Numbered"/> in the order of a pass.</summary>
    public static int[] Numbers(this IDataSource source, DataPass pass)
    {
        (float[] inputs, float[] targets) = source.ReadAll(pass);
        Assert.All(Enumerable.Range(0, targets.Length), i =>
        {
            Assert.Equal(-targets[i], inputs[2 * i]);
            Assert.Equal(0.5f - targets[i], inputs[(2 * i) + 1]);
        });
        return [.. targets.Select(target => (int)-target)];
    }

    /// <summary>
    /// Asserts that two sources have the same samples, to the last bit, in passes in order and shuffled, for several sizes of batches.
    /// </summary>
    public static void AssertSame(IDataSource expected, IDataSource actual, bool shuffled = true)
    {
        Assert.Equal(expected.InputShape.ToArray(), actual.InputShape.ToArray());
        Assert.Equal((expected.InputFloats, expected.TargetFloats), (actual.InputFloats, actual.TargetFloats));
        foreach (DataPass pass in shuffled ? [InOrder, Shuffled(), Shuffled(6, 0)] : new[] { InOrder })
        {
            (float[] inputs, float[] targets) = expected.ReadAll(pass);
            foreach (int batch in new[] { 1, 3, 1000 })
            {
                (float[] Inputs, float[] Targets) read = actual.ReadAll(pass, batch);
                AssertBits(inputs, read.Inputs);
                AssertBits(targets, read.Targets);
            }
        }
    }

    /// <summary>Asserts that skipping to any place, at once or after reading, goes on as reading would.</summary>
    public static void AssertSkips(IDataSource source, DataPass pass, int batch = 4)
    {
        (float[] inputs, float[] targets) = source.ReadAll(pass);
        int count = targets.Length / source.TargetFloats;
        if (source.Count is long known)
        {
            Assert.Equal(known, count);
        }

        for (int read = 0; read <= Math.Min(count, 5); read++)
        {
            for (int place = read; place <= count + 2; place++)
            {
                using ISampleReader reader = source.Read(pass);
                if (read > 0)
                {
                    reader.Read(new float[read * source.InputFloats], new float[read * source.TargetFloats], read);
                }

                reader.Skip(0);
                reader.Skip((place - read) / 2);
                reader.Skip(place - read - ((place - read) / 2));
                (float[] Inputs, float[] Targets) rest = reader.ReadAll(source, batch);
                int from = Math.Min(place, count);
                AssertBits(inputs.AsSpan(from * source.InputFloats), rest.Inputs);
                AssertBits(targets.AsSpan(from * source.TargetFloats), rest.Targets);
            }
        }
    }

    public static void AssertBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) =>
        Assert.Equal(System.Runtime.InteropServices.MemoryMarshal.AsBytes(expected).ToArray(),
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(actual).ToArray());

    private sealed class UncountedSource(IDataSource source) : IDataSource
    {
        public ReadOnlySpan<int> InputShape => source.InputShape;

        public int InputFloats => source.InputFloats;

        public int TargetFloats => source.TargetFloats;

        public long? Count => null;

        public ISampleReader Read(DataPass pass)
        {
            OrderedPass.Check(pass, "The stream");
            return source.Read(pass);
        }
    }
}
