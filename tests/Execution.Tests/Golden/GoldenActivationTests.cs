using System.Text.Json;
using NetCompiler.Tests.Shared;
using Xunit.Abstractions;
using Recorded = NetCompiler.Tests.Shared.Golden;

namespace NetCompiler.Execution.Tests.Golden;

/// <summary>Every activation's values and derivatives against those computed in double precision.</summary>
public sealed class GoldenActivationTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Func<TrainableNetwork>> Elementwise = new()
    {
        ["relu"] = () => new ReluOnly(),
        ["leaky_relu"] = () => new LeakyReluOnly(),
        ["elu"] = () => new EluOnly(),
        ["selu"] = () => new SeluOnly(),
        ["celu"] = () => new CeluOnly(),
        ["gelu_erf"] = () => new GeluOnly(),
        ["gelu_tanh"] = () => new GeluTanhOnly(),
        ["silu"] = () => new SiluOnly(),
        ["mish"] = () => new MishOnly(),
        ["softplus"] = () => new SoftplusOnly(),
        ["softsign"] = () => new SoftsignOnly(),
        ["tanh"] = () => new TanhOnly(),
        ["sigmoid"] = () => new SigmoidOnly(),
        ["hardsigmoid"] = () => new HardSigmoidOnly(),
        ["hardswish"] = () => new HardSiluOnly(),
        ["relu6"] = () => new Relu6Only(),
        ["log_sigmoid"] = () => new LogSigmoidOnly(),
    };

    private static readonly Dictionary<string, Func<TrainableNetwork>> Rowwise = new()
    {
        ["softmax"] = () => new SoftmaxOnly(),
        ["log_softmax"] = () => new LogSoftmaxOnly(),
    };

    public static TheoryData<string> ElementwiseNames => new(Elementwise.Keys);

    public static TheoryData<string> RowwiseNames => new(Rowwise.Keys);

    [Theory, MemberData(nameof(ElementwiseNames))]
    public void Element_by_element(string name)
    {
        if (Find() is not { } golden)
        {
            return;
        }

        Dictionary<string, GoldenTensor> tensors = golden.Read("activations");
        float[] x = tensors["x"].Values;
        var values = new float[x.Length];
        var derivatives = new float[x.Length];
        float[] farBelow = [.. Enumerable.Repeat(-1e6f, x.Length)];
        TrainableNetwork model = Elementwise[name]();

        // The sample's weight undoes the mean over its elements.
        model.ComputeGradients(x, farBelow, values, derivatives, [x.Length]);
        Recorded.AssertClose("value", values, tensors[$"{name}.value"].Values, golden.Tolerance("value"));
        AcceptKinks(golden, name, derivatives, tensors[$"{name}.derivative"].Values);
        Recorded.AssertClose("derivative", derivatives, tensors[$"{name}.derivative"].Values, golden.Tolerance("derivative"));

        model.Predict(x, values);
        Recorded.AssertClose("predicted value", values, tensors[$"{name}.value"].Values, golden.Tolerance("value"));
    }

    [Theory, MemberData(nameof(RowwiseNames))]
    public void Row_by_row(string name)
    {
        if (Find() is not { } golden)
        {
            return;
        }

        Dictionary<string, GoldenTensor> tensors = golden.Read("activations");
        GoldenTensor x = tensors["softmax.x"];
        (int rows, int width) = (x.Shape[0], x.Shape[1]);
        float[] want = tensors[$"{name}.value"].Values;

        // The mean squared error's gradient is 2 (value - target) / width: these targets make it the upstream gradient.
        float[] targets = [.. want.Zip(tensors["softmax.upstream"].Values, (value, upstream) => value - upstream * width / 2)];
        float[] weights = [.. Enumerable.Repeat((float)rows, rows)];
        var values = new float[want.Length];
        var gradients = new float[want.Length];
        Rowwise[name]().ComputeGradients(x.Values, targets, values, gradients, weights);
        Recorded.AssertClose("value", values, want, golden.Tolerance("value"));
        Recorded.AssertClose("gradient", gradients, tensors[$"{name}.vjp"].Values, golden.Tolerance("derivative"));
    }

    /// <summary>Where the derivative jumps, either side is right: such a point is taken as recorded.</summary>
    private static void AcceptKinks(Recorded golden, string name, float[] derivatives, float[] recorded)
    {
        foreach (JsonElement kink in golden.Description.GetProperty("activations").GetProperty(name).GetProperty("kinks").EnumerateArray())
        {
            int index = kink.GetProperty("index").GetInt32();
            float[] sides = [kink.GetProperty("left").GetSingle(), kink.GetProperty("right").GetSingle(), recorded[index]];
            if (sides.Any(side => Math.Abs(side - derivatives[index]) < 1e-5f))
            {
                derivatives[index] = recorded[index];
            }
        }
    }

    private Recorded? Find()
    {
        Recorded? golden = Recorded.Find("activations");
        if (golden is null)
        {
            output.WriteLine("Skipped: ../shared/golden/activations is not there.");
        }

        return golden;
    }
}
