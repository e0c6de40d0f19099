using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Emit;

public class SurfaceTests
{
    [Fact]
    public void A_network_that_trains() => Snapshot.Match("Surface_Trains", Write("""
        namespace App;

        public partial class Models
        {
            [Network(InputGradient = true), Input(8, 8, 1)]
            [Conv2D(16, 3, Activation = Activation.Relu, KernelInitializer = Initializer.HeUniform)]
            [MaxPool2D]
            [Flatten(Name = "flat")]
            [Dense(3, Activation = Activation.Softmax)]
            [Loss(Loss.CategoricalCrossentropy)]
            public partial class Shapes;
        }
        """));

    [Fact]
    public void A_network_that_only_infers() => Snapshot.Match("Surface_Infers",
        Write("[Network, Input(4)] [Activation(Activation.Tanh)] partial class @new;"));

    [Fact]
    public void A_network_with_errors_has_an_outline() => Snapshot.Match(
        "Surface_Outline", GeneratorRunner.Run("namespace App; [Network, Input(4), Dense(0), Loss(Loss.Huber)] public partial class Net;").Surface);

    /// <summary>With numbers that no planner needs to agree with.</summary>
    private static string Write(string source)
    {
        ModelSpec spec = GeneratorRunner.Run(source).Spec;
        EquatableArray<ParameterInfo> parameters = spec.Loss is null
            ? EquatableArray<ParameterInfo>.Empty
            : new([
                new("conv2d/kernel", new([3, 3, 1, 16]), 0, new([48, 16, 16, 1]), 3, 16, 144, 144, InitializerKind.HeUniform, 9, 144),
                new("conv2d/bias", new([16]), 144, new([1]), -1, 1, 0, 16, InitializerKind.Zeros, 16, 16),
            ]);
        return SurfaceFile.Write(new(spec, SummarizeLayers.Run(spec), parameters, 160, 161, 162, 4, 163, 164, 8, 3, "",
            EquatableArray<string>.Empty));
    }
}
