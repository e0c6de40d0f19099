using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Functions;

/// <summary>NaN reaches whatever is computed of it: windows, rows and pairs whose largest or smallest is asked for, anywhere in a vector.</summary>
public sealed class NoNumberTests
{
    private static readonly Lazy<CompiledCases> Compiled = new(() => new([
        "[Network(InputGradient = true), Input(2, 2, 1), MaxPool2D(2)] public partial class Corner;",
        "[Network(InputGradient = true), Input(4, 6, 11), MaxPool2D(2)] public partial class Windows;",
        "[Network(InputGradient = true), Input(5, 7, 3), MaxPool2D(3, Strides = [2], Padding = Padding.Same)] public partial class Overlaps;",
        "[Network(InputGradient = true), Input(12, 9), MaxPool1D(4)] public partial class Runs;",
        "[Network(InputGradient = true), Input(3, 5, 10), GlobalMaxPool2D] public partial class Whole;",
        Forward("Largest", 37, "Max(x, 0, keepDims: true)"), Forward("Smallest", 37, "Min(x, 0, keepDims: true)"),
        Forward("Place", 37, "Reshape(ArgMax(x, 0), 1) + 0 * Max(Where(Equal(x, x), x, 0), 0, keepDims: true)"),
        Forward("Left", 21, "Maximum(x, Arange(21))"), Forward("Right", 21, "Maximum(Arange(21), x)"),
        Forward("Lower", 21, "Minimum(x, Arange(21))"), Forward("Number", 21, "Maximum(Minimum(2, x), -2)"),
        "[Network(InputGradient = true), Input(19), Activation(Activation.Softmax)] public partial class Shares;",
        "[Network(InputGradient = true), Input(2, 2, 8), Activation(Activation.Relu), MaxPool2D(2)] public partial class Rectified;",
    ]));

    [Fact]
    public void A_window_with_no_number_has_none()
    {
        Assert.True(float.IsNaN(Predict("Corner", [1, 2, 5, float.NaN])[0]));
        Assert.True(float.IsNaN(Predict("Corner", [float.NaN, 2, 5, 1])[0]));
        Assert.True(float.IsNaN(Predict("Corner", [float.NaN, float.NaN, float.NaN, float.NaN])[0]));
        Assert.Equal(5, Predict("Corner", [1, 2, 5, float.NegativeInfinity])[0]);
    }

    /// <summary>The gradient of what has no number goes where the first one stands.</summary>
    [Fact]
    public void Its_gradient_goes_to_the_first()
    {
        Assert.Equal([0, 0, 0, 1], Slopes("Corner", [1, 2, 5, float.NaN]));
        Assert.Equal([0, 1, 0, 0], Slopes("Corner", [1, float.NaN, 5, float.NaN]));
        Assert.Equal([1, 0, 0, 0], Slopes("Corner", [float.NaN, float.NaN, float.NaN, float.NaN]));
    }

    /// <summary>Each place in turn: NaN reaches the outputs that a change of the place reaches, and no other.</summary>
    [Theory]
    [InlineData("Windows")]
    [InlineData("Overlaps")]
    [InlineData("Runs")]
    [InlineData("Whole")]
    [InlineData("Largest")]
    [InlineData("Smallest")]
    [InlineData("Left")]
    [InlineData("Right")]
    [InlineData("Lower")]
    [InlineData("Number")]
    [InlineData("Shares")]
    [InlineData("Rectified")]
    public void Every_place_is_seen(string name)
    {
        CompiledNetwork network = Compiled.Value.Create(name);

        // A bound that is a number has no slope beyond it, nor where nothing is known to be within it.
        bool isFlat = name is "Shares" or "Number" or "Rectified";
        float sign = name is "Smallest" or "Lower" ? -1 : 1;
        float[] plain = [.. Enumerable.Range(0, network.InputFloats).Select(i => name == "Number" ? 0 : sign * (i * 7 % 13))];
        for (int place = 0; place < plain.Length; place++)
        {
            float[] raised = [.. plain], broken = [.. plain];
            (raised[place], broken[place]) = (name == "Number" ? 1 : sign * 1000, float.NaN);
            bool[] expected = [.. Predict(name, plain).Zip(Predict(name, raised), (a, b) => a != b)];
            Assert.Contains(true, expected);
            Assert.Equal(expected, Predict(name, broken).Select(float.IsNaN));
            Assert.True(isFlat || Slopes(name, broken)[place] != 0, $"{name} {place} has no gradient.");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(36)]
    public void The_place_of_the_largest_is_the_first_without_a_number(int place)
    {
        float[] row = [.. Enumerable.Range(0, 37).Select(i => i == place || i == 35 ? float.NaN : i * 7 % 13)];
        Assert.Equal(Math.Min(place, 35), Predict("Place", row)[0]);
    }

    private static string Forward(string name, int count, string expression) => $$"""
        [Network(InputGradient = true)]
        public partial class {{name}}
        {
            [Forward] private static Tensor Forward([Input({{count}})] Tensor x) => {{expression}};
        }
        """;

    private static float[] Predict(string name, float[] row)
    {
        CompiledNetwork network = Compiled.Value.Create(name);
        float[] output = new float[network.OutputFloats];
        network.Predict(row, output);
        return output;
    }

    private static float[] Slopes(string name, float[] row)
    {
        CompiledNetwork network = Compiled.Value.Create(name);
        float[] slopes = new float[row.Length];
        network.InputGradient(row, [.. Enumerable.Repeat(1f, network.OutputFloats)], slopes);
        return slopes;
    }
}
