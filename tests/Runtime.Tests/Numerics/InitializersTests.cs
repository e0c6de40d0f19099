using NetCompiler.Numerics;

namespace NetCompiler.Runtime.Tests.Numerics;

public sealed class InitializersTests
{
    /// <summary>A 3x3 kernel from 16 to 64 channels: fans as Keras counts them.</summary>
    private static readonly int[] Shape = [3, 3, 16, 64];

    private const int FanIn = 144;
    private const int FanOut = 576;

    [Theory]
    [InlineData(Initializer.GlorotUniform, 6.0 / (FanIn + FanOut))]
    [InlineData(Initializer.HeUniform, 6.0 / FanIn)]
    [InlineData(Initializer.LecunUniform, 3.0 / FanIn)]
    [InlineData(Initializer.RandomUniform, 0.05 * 0.05)]
    public void Uniform_kinds_fill_their_interval(Initializer kind, double squareOfLimit)
    {
        float[] values = Draw(kind, 1);
        double limit = Math.Sqrt(squareOfLimit);
        Assert.All(values, value => Assert.InRange(value, -limit, limit));
        Assert.True(values.Max() > 0.99 * limit && values.Min() < -0.99 * limit);
        AssertMoments(values, squareOfLimit / 3);
    }

    [Theory]
    [InlineData(Initializer.GlorotNormal, 2.0 / (FanIn + FanOut))]
    [InlineData(Initializer.HeNormal, 2.0 / FanIn)]
    [InlineData(Initializer.LecunNormal, 1.0 / FanIn)]
    public void Truncated_kinds_have_their_variance_after_the_cut(Initializer kind, double variance)
    {
        float[] values = Draw(kind, 2);
        double limit = 2 * Math.Sqrt(variance) / 0.87962566103423978;
        Assert.All(values, value => Assert.InRange(value, -limit * 1.000001, limit * 1.000001));
        Assert.True(values.Max() > 0.95 * limit);
        AssertMoments(values, variance);
    }

    [Fact]
    public void Plain_normals_have_their_deviation_before_the_cut()
    {
        AssertMoments(Draw(Initializer.RandomNormal, 3), 0.05 * 0.05);
        float[] cut = Draw(Initializer.TruncatedNormal, 4);
        Assert.All(cut, value => Assert.InRange(value, -0.1000001, 0.1000001));
        AssertMoments(cut, Math.Pow(0.05 * 0.87962566103423978, 2));
    }

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Draw(Initializer.Zeros, 0), value => Assert.Equal(0, value));
        Assert.All(Draw(Initializer.Ones, 0), value => Assert.Equal(1, value));
        Assert.Throws<ArgumentOutOfRangeException>(() => Draw((Initializer)99, 0));
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(20, 5)]
    [InlineData(5, 20)]
    [InlineData(1, 9)]
    [InlineData(64, 256)]
    public void Orthogonal_has_orthonormal_rows_or_columns(int rows, int columns)
    {
        var q = new float[rows * columns];
        Initializers.Fill(q, [rows, columns], Initializer.Orthogonal, rows, columns, 5, 0);
        bool byRow = rows < columns;
        int count = Math.Min(rows, columns);
        int length = Math.Max(rows, columns);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double dot = Enumerable.Range(0, length).Sum(k => (double)At(i, k) * At(j, k));
                Assert.Equal(i == j ? 1 : 0, dot, 1e-6);
            }
        }

        float At(int vector, int k) => byRow ? q[(vector * columns) + k] : q[(k * columns) + vector];
    }

    [Fact]
    public void Orthogonal_takes_all_axes_but_the_last_as_rows()
    {
        var kernel = new float[24];
        var matrix = new float[24];
        Initializers.Fill(kernel, [2, 3, 4], Initializer.Orthogonal, 6, 4, 5, 0);
        Initializers.Fill(matrix, [6, 4], Initializer.Orthogonal, 6, 4, 5, 0);
        Assert.Equal(matrix, kernel);
    }

    [Fact]
    public void Seed_and_parameter_decide_the_values()
    {
        Assert.Equal(Draw(Initializer.HeNormal, 1), Draw(Initializer.HeNormal, 1));
        Assert.NotEqual(Draw(Initializer.HeNormal, 1), Draw(Initializer.HeNormal, 2));
        var other = new float[Shape.Aggregate((a, b) => a * b)];
        Initializers.Fill(other, Shape, Initializer.HeNormal, FanIn, FanOut, 1, 8);
        Assert.NotEqual(Draw(Initializer.HeNormal, 1), other);
    }

    /// <summary>
    /// The first values of a seed are part of what users rely on: they must not change from machine to machine or from version to version.
    /// </summary>
    [Fact]
    public void The_first_values_of_a_seed_are_recorded()
    {
        uint hash = 2166136261;
        foreach (Initializer kind in new[] { Initializer.GlorotUniform, Initializer.HeNormal, Initializer.RandomNormal, Initializer.Orthogonal })
        {
            var values = new float[60];
            Initializers.Fill(values, [12, 5], kind, 12, 5, 42, 3);
            foreach (float value in values)
            {
                hash = (hash ^ BitConverter.SingleToUInt32Bits(value)) * 16777619;
            }
        }

        Assert.Equal("E2C0B0E4", hash.ToString("X8"));
    }

    private static float[] Draw(Initializer kind, int seed)
    {
        var values = new float[Shape.Aggregate((a, b) => a * b)];
        Initializers.Fill(values, Shape, kind, FanIn, FanOut, seed, 7);
        return values;
    }

    private static void AssertMoments(float[] values, double variance)
    {
        double unit = 5 * Math.Sqrt(variance / values.Length);
        Assert.InRange(values.Average(), -unit, unit);
        Assert.InRange(values.Average(value => (double)value * value), variance * 0.95, variance * 1.05);
    }
}
