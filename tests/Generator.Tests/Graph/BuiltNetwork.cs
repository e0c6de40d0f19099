using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Harness;
using OutputKind = NetCompiler.Generator.Graph.OutputKind;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// A network from tensor equations that no attributes can say, compiled and loaded; its loss is the mean squared error of the last node.
/// </summary>
internal sealed class BuiltNetwork
{
    private static readonly LossSpec Squared = new(LossKind.MeanSquaredError, FromLogits: false, LabelSmoothing: 0, Delta: 1);

    private readonly CompiledModel _model;
    private readonly Dictionary<bool, Type> _types = [];

    /// <param name="input">The shape of a sample.</param>
    /// <param name="build">Adds the network's nodes behind the input's.</param>
    public BuiltNetwork(int[] input, Func<NetworkSketch, int, int> build)
    {
        var sketch = new NetworkSketch();
        int data = sketch.Graph.Add(new InputNode("input", new(input.Prepend(TensorGraph.Batch)), InputKind.Data));
        int output = build(sketch, data);
        int target = sketch.Graph.Add(new InputNode("target", sketch.Graph[output].Shape, InputKind.Target));
        int loss = LossEquations.Build(sketch.Graph, Squared, output, target, LastActivation.None, LossPlaces.All);
        Graph = GroupLoops.Run(new(
            sketch.Graph.Nodes, new([new GraphOutput(OutputKind.Prediction, output), new GraphOutput(OutputKind.SampleLoss, loss)]),
                sketch.Graph.Loops));
        Spec = Describe(input, [.. sketch.Graph[output].Shape.Skip(1)]);
        _model = CompileModel.Run(Spec, Graph, Graph, CancellationToken.None);
    }

    /// <summary>As built, without gradients.</summary>
    public TensorGraph Graph { get; }

    public ModelSpec Spec { get; }

    /// <summary>The generated kernels and drivers.</summary>
    public string Kernels => _model.KernelsText;

    /// <summary>The network as it runs.</summary>
    /// <param name="wide">Whether vectors of 16 floats may be used, where the machine has them.</param>
    public TrainableNetwork Load(int seed, bool wide = true)
    {
        lock (_types)
        {
            if (!_types.TryGetValue(wide, out Type? type))
            {
                _types[wide] = type = Compile(wide);
            }

            return (TrainableNetwork)Activator.CreateInstance(type, seed)!;
        }
    }

    private Type Compile(bool wide)
    {
        string kernels = wide ? Kernels : Kernels.Replace("Avx512F.IsSupported", "false", StringComparison.Ordinal);
        SyntaxTree[] trees = [.. new[] { SurfaceFile.Write(_model), kernels, "public partial class Net;" }
            .Select((text, number) => CSharpSyntaxTree.ParseText(text, path: $"{number}.cs"))];
        var compilation = CSharpCompilation.Create(
            "Built", trees, GeneratorRunner.References, new CSharpCompilationOptions(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext("Built", isCollectible: true).LoadFromStream(image);
        return assembly.GetType("Net")!;
    }

    private static ModelSpec Describe(int[] input, int[] output)
    {
        NodeSpec[] nodes =
        [
            new("input", new InputOp(), EquatableArray<int>.Empty, new(input)),
            new("output", new ReshapeOp(new EquatableArray<int>(output)), new([0]), new(output)),
            new("target", new TargetOp(), EquatableArray<int>.Empty, new(output)),
            new("loss", new LossOp(Squared), new([1, 2]), EquatableArray<int>.Empty, IsFunction: true),
        ];
        return new(
            new TypeSpec("", EquatableArray<string>.Empty, "Net", "public", IsSealed: false), new(nodes), new([1]), 3, Squared,
            EquatableArray<LayerMethodSpec>.Empty, new ModelOptions(InputGradient: true, EmitGraph: false));
    }
}
