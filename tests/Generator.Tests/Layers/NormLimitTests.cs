using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>
/// Limits of norms, of every layer that has them, by Keras' formula: the weights of a unit are scaled by clip(norm, 0, limit) / (1e-7 + norm). Steps
/// of size 0
/// leave nothing but the limit.
/// </summary>
public sealed class NormLimitTests
{
    private const double Limit = 0.9;

    /// <summary>A layer, its input, the parameter with the limit, and which of its axes number the units.</summary>
    private static readonly (string Name, string Layer, string Input, string Parameter, int[] Units)[] Cases =
    [
        ("LimitDense", "Dense(5, KernelMaxNorm = 0.9f)", "7", "kernel", [1]),
        ("LimitConv", "Conv2D(5, 3, 2, KernelMaxNorm = 0.9f)", "3, 3, 3", "kernel", [3]),
        ("LimitSteps", "Conv1D(5, 3, KernelMaxNorm = 0.9f)", "5, 3", "kernel", [2]),
        ("LimitDepthwise", "DepthwiseConv2D(2, DepthMultiplier = 3, KernelMaxNorm = 0.9f)", "3, 3, 3", "kernel", [2, 3]),
        ("LimitSeparable", "SeparableConv2D(5, 2, DepthwiseMaxNorm = 0.9f)", "3, 3, 3", "depthwise_kernel", [2, 3]),
        ("LimitPointwise", "SeparableConv2D(5, 2, PointwiseMaxNorm = 0.9f)", "3, 3, 3", "pointwise_kernel", [3]),
        ("LimitTransposed", "Conv2DTranspose(5, 2, KernelMaxNorm = 0.9f)", "3, 3, 3", "kernel", [2]),
        ("LimitRnnInputs", "SimpleRNN(3, KernelMaxNorm = 0.9f)", "3, 5", "kernel", [1]),
        ("LimitRnnStates", "SimpleRNN(3, RecurrentMaxNorm = 0.9f)", "3, 5", "recurrent_kernel", [1]),
        ("LimitLstmInputs", "LSTM(3, KernelMaxNorm = 0.9f)", "3, 5", "kernel", [1]),
        ("LimitLstmStates", "LSTM(3, RecurrentMaxNorm = 0.9f)", "3, 5", "recurrent_kernel", [1]),
        ("LimitGruInputs", "GRU(3, KernelMaxNorm = 0.9f)", "3, 5", "kernel", [1]),
        ("LimitGruStates", "GRU(3, RecurrentMaxNorm = 0.9f)", "3, 5", "recurrent_kernel", [1]),
        ("LimitRows", "Embedding(5, 3, EmbeddingsMaxNorm = 0.9f)", "7", "embeddings", [0]),
    ];

    private static readonly Lazy<CompiledCases> Compiled = new(() => new(Sources));

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    internal static IEnumerable<string> Sources =>
        Cases.Select(c => $"[Network, Input({c.Input}), {c.Layer.Replace(")", ", Name = \"layer\")", StringComparison.Ordinal)}, "
            + $"Loss(Loss.MeanSquaredError)] public partial class {c.Name};");

    [Theory, MemberData(nameof(Names))]
    public void Scales_each_unit(string name)
    {
        (_, _, _, string limited, int[] units) = Cases.Single(c => c.Name == name);
        TrainableNetwork network = Compiled.Value.Create(name, 0);
        var before = new Dictionary<Parameter, float[]>();
        foreach (Parameter parameter in network.Parameters)
        {
            // Units of small and of large weights, so that the limit scales some and leaves others.
            before[parameter] = [.. Enumerable.Range(0, parameter.Count)
                .Select(i => MathF.Sin(i + 1) * ((Unit(parameter, units, i) & 1) == 0 ? 0.05f : 1f))];
            parameter.CopyFrom(before[parameter]);
        }

        network.TrainStep(new float[network.InputFloats], new float[network.TargetFloats], new Sgd(0));
        foreach ((Parameter parameter, float[] values) in before)
        {
            double[] expected = Array.ConvertAll(values, v => (double)v);
            if (parameter.Name == "layer/" + limited)
            {
                ILookup<int, int> members = Enumerable.Range(0, values.Length).ToLookup(i => Unit(parameter, units, i));
                double[] norms = [.. members.Select(group => Math.Sqrt(group.Sum(i => (double)values[i] * values[i])))];
                Assert.Contains(norms, norm => norm < Limit);
                Assert.Contains(norms, norm => norm > Limit);
                foreach ((IGrouping<int, int> group, double norm) in members.Zip(norms))
                {
                    Assert.All(group, i => expected[i] *= Math.Clamp(norm, 0, Limit) / (1e-7 + norm));
                }
            }

            Assert.All(expected.Zip(parameter.Values()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    /// <summary>The number of an element's unit.</summary>
    private static int Unit(Parameter parameter, int[] axes, int element)
    {
        (int unit, int stride) = (0, 1);
        for (int axis = parameter.Shape.Length - 1; axis >= 0; axis--)
        {
            int index = element / stride % parameter.Shape[axis];
            unit = axes.Contains(axis) ? (unit * parameter.Shape[axis]) + index : unit;
            stride *= parameter.Shape[axis];
        }

        return unit;
    }
}
