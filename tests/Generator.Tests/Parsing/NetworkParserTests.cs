using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Parsing;

public class NetworkParserTests
{
    [Fact]
    public void Layers_take_Keras_names_in_the_order_of_the_attributes()
    {
        ModelSpec spec = Diagnose.Nothing("""
            [Input(16, 16, 2), Conv2D(4, 3), MaxPool2D]
            [Conv2D(4, 3, Name = "middle")]
            [Conv2D(4, 3)]
            [AveragePool2D]
            [MaxPool2D(1)] [Reshape(4, -1), Flatten]
            [Dropout(0.5f)]
            [Activation(Activation.Tanh)]
            [Dense(3)] [Flatten]
            """).Spec;
        Assert.Equal(
            [
                "input", "conv2d", "max_pooling2d", "middle", "conv2d_1", "average_pooling2d", "max_pooling2d_1", "reshape", "flatten",
                "dropout", "activation", "dense", "flatten_1",
            ],
            spec.Nodes.Select(n => n.Name));
        Assert.Equal([[], .. Enumerable.Range(0, 12).Select(i => new[] { i })], spec.Nodes.Select(n => n.Inputs.ToArray()));
    }

    [Fact]
    public void An_activation_is_a_node_of_its_own()
    {
        ModelSpec spec = Diagnose.Nothing("[Input(4)] [Dense(3, Activation = Activation.LeakyRelu, Name = \"a\")] [Dense(2, Activation = "
            + "Activation.Linear)]").Spec;
        Assert.Equal(
            [
                new("input", new InputOp(), EquatableArray<int>.Empty, Shape(4)),
                new("a", new DenseOp(3, true, InitializerKind.GlorotUniform, InitializerKind.Zeros), Shape(0), Shape(3)),
                new("a.activation", new ActivationOp(ActivationKind.LeakyRelu, 0.2f), Shape(1), Shape(3)),
                new("dense", new DenseOp(2, true, InitializerKind.GlorotUniform, InitializerKind.Zeros), Shape(2), Shape(2)),
            ],
            spec.Nodes);
        Assert.Equal(["input", "a", "a", "dense"], spec.Nodes.Select(n => n.LayerName));
    }

    [Fact]
    public void Every_argument_is_read()
    {
        ModelSpec spec = Diagnose.Nothing("""
            [Input(16, 12, 4)]
            [Conv2D(6, 3, 5, Groups = 2, UseBias = false, Padding = Padding.Same, Strides = new[] { 2, 3 }, KernelInitializer = Initializer.HeNormal)]
            [Conv2D(filters: 2, kernelWidth: 1, kernelHeight: 2, DilationRate = new[] { 3 }, BiasInitializer = Initializer.Ones)]
            [AveragePool2D(3, 2, Strides = [1])]
            [Dropout(0.25f)]
            """).Spec;
        Assert.Equal(
            [
                new InputOp(),
                new ConvOp(6, new WindowRequest(new([new(3, 2, 1), new(5, 3, 1)]), PaddingKind.Same), 2, false, InitializerKind.HeNormal,
                    InitializerKind.Zeros),
                new ConvOp(2, new WindowRequest(new([new(2, 1, 3), new(1, 1, 3)]), PaddingKind.Valid), 1, true, InitializerKind.GlorotUniform,
                    InitializerKind.Ones),
                new AveragePoolOp(new WindowRequest(new([new(3, 1, 1), new(2, 1, 1)]), PaddingKind.Valid)),
                new DropoutOp(0.25f),
            ],
            spec.Nodes.Select(n => n.Op));
        Assert.Equal("[16, 12, 4] [8, 4, 6] [5, 4, 2] [3, 3, 2] [3, 3, 2]", string.Join(' ', spec.Nodes.Select(n => Invariant.Text(n.OutputShape))));
    }

    [Fact]
    public void What_is_said_of_training_is_read()
    {
        ModelSpec spec = Diagnose.Nothing("""
            [Input(8, 8, 3)]
            [Conv2D(4, 3, KernelL2 = 0.5f, BiasL1 = 0.25f, Activation = Activation.Relu)]
            [SeparableConv2D(4, 3, Trainable = false, DepthwiseL1 = 2, PointwiseMaxNorm = 3)]
            [Dense(2)]
            """).Spec;
        Assert.Equal(
            [
                null,
                new(true, new([new("kernel", 0, 0.5f, float.PositiveInfinity), new("bias", 0.25f, 0, float.PositiveInfinity)])),
                null,
                new(false, new([new("depthwise_kernel", 2, 0, float.PositiveInfinity), new("pointwise_kernel", 0, 0, 3)])),
                null,
            ],
            spec.Nodes.Select(n => n.Training));
    }

    [Theory]
    [InlineData("Activation.LeakyRelu", 0.2f)]
    [InlineData("Activation.LeakyRelu, Alpha = 0.5f", 0.5f)]
    [InlineData("Activation.Elu", 1f)]
    [InlineData("Activation.Celu, Alpha = -2", -2f)]
    [InlineData("Activation.Gelu", 0f)]
    public void Alpha_has_a_default(string arguments, float alpha) =>
        Assert.Equal(alpha, ((ActivationOp)Diagnose.Nothing($"[Input(4)] [Activation({arguments})]").Spec.Nodes[1].Op).Alpha);

    [Theory]
    [InlineData("Loss.MeanSquaredError", LossKind.MeanSquaredError, false, 0f, 1f)]
    [InlineData("Loss.Huber, Delta = 0.5f", LossKind.Huber, false, 0f, 0.5f)]
    [InlineData("Loss.CategoricalCrossentropy, FromLogits = true, LabelSmoothing = 0.1f", LossKind.CategoricalCrossentropy, true, 0.1f, 1f)]
    internal void A_loss_is_read(string arguments, LossKind kind, bool fromLogits, float smoothing, float delta)
    {
        ModelSpec spec = Diagnose.Nothing($"[Input(4)] [Dense(2)] [Loss({arguments})]").Spec;
        Assert.Equal(new(kind, fromLogits, smoothing, delta), spec.Loss);
        Assert.Equal(new(InputGradient: false, EmitGraph: false), spec.Options);
    }

    [Fact]
    public void The_type_is_read()
    {
        GeneratorRun run = GeneratorRunner.Run("""
            namespace App.@class;

            public partial interface IModels
            {
                partial record struct Old
                {
                    internal partial record Newer
                    {
                        [Network(InputGradient = true), Input(4), Dense(2), Loss(Loss.Huber)]
                        private sealed partial class @event : System.IDisposable { public void Dispose() { } }
                    }
                }
            }
            """);
        Assert.Empty(run.Diagnostics);
        TypeSpec type = run.Spec.Type;
        Assert.Equal(
            new("App.@class", new(["partial interface IModels", "partial record struct Old", "partial record Newer"]), "@event", "private", true),
                type);
        Assert.Equal("App.class.IModels.Old.Newer.event", type.FullName);
        Assert.Equal("event", type.PlainName);
        Assert.True(run.Spec.Options.InputGradient);
    }

    [Fact]
    public void The_expected_base_class_may_be_written() => Assert.Empty(
        GeneratorRunner.Run("[Network, Input(4), Dense(2)] public partial class Net : CompiledNetwork;").Diagnostics);

    private static EquatableArray<int> Shape(params int[] sizes) => new(sizes);
}
