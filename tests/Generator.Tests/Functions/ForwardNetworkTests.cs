using System.Reflection;
using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Functions;

/// <summary>What networks with a forward method offer besides their numbers.</summary>
public sealed class ForwardNetworkTests
{
    private const string Source = """
        [Network]
        public partial class Net
        {
            [Dense(8, Activation = Activation.Relu)] private static partial Tensor Image(Tensor x);
            [Layer<Feed>(2)] private static partial Tensor Body(Tensor x);
            [Dense(3), Dense(8)] private static partial Tensor Side(Tensor x);
            [Dense(4)] private static partial Tensor Classes(Tensor x);

            [Forward]
            private static (Tensor classes, Tensor) Forward([Input(4, 4)] Tensor image, [Input(3)] Tensor side)
            {
                Tensor both = Body(Image(Flatten(image))) * Side(side);
                return (Classes(both), Classes(both * 2)[1..] + side);
            }

            [Loss]
            private static Tensor Loss(Tensor classes, Tensor place, [Target] Tensor wanted, [Target(3)] Tensor @where) =>
                SparseCategoricalCrossentropy(classes, wanted, fromLogits: true) + MeanSquaredError(place, @where);
        }

        [Block]
        public partial class Feed
        {
            [Dense(5, Activation = Activation.Tanh)] private static partial Tensor Narrow(Tensor x);
            [Dense(8)] private static partial Tensor Wide(Tensor x);

            [Forward]
            private static Tensor Forward(Tensor x) => x + Wide(Narrow(x));
        }
        """;

    private static readonly Lazy<(Type Type, string Surface)> Compiled = new(Compile);

    private delegate void Separate(ReadOnlySpan<float> image, ReadOnlySpan<float> side, Span<float> classes, Span<float> output2);

    [Fact]
    public void Parameters_of_copies_are_their_own() => Assert.Equal(
        [
            "image/kernel", "image/bias", "body_0/narrow/kernel", "body_0/narrow/bias", "body_0/wide/kernel", "body_0/wide/bias",
            "body_1/narrow/kernel", "body_1/narrow/bias", "body_1/wide/kernel", "body_1/wide/bias",
            "side/dense/kernel", "side/dense/bias", "side/dense_1/kernel", "side/dense_1/bias", "classes/kernel", "classes/bias",
        ],
        Create().Parameters.Select(p => p.Name));

    [Fact]
    public void The_description_names_inputs_outputs_and_targets()
    {
        NetworkDescription description = Create().Description;
        Assert.Equal(["image (4, 4) at 0", "side (3) at 16"], description.Inputs.Select(Text));
        Assert.Equal(["classes (4) at 0", "output2 (3) at 4"], description.Outputs.Select(Text));
        Assert.Equal(["wanted () at 0", "where (3) at 1"], description.Targets.Select(Text));
        Assert.Equal([["classes"], ["classes", "input/side"]], description.Outputs.Select(output => output.Sources));
        Assert.Equal(4, description.Loss!.TargetFloats);
    }

    [Fact]
    public void Layers_know_what_they_read() => Assert.Equal(
        [
            "image: input/image", "body_0/narrow: image", "body_0/wide: body_0/narrow", "body_1/narrow: image, body_0/wide",
            "body_1/wide: body_1/narrow", "side/dense: input/side", "side/dense_1: side/dense",
                "classes: image, body_0/wide, body_1/wide, side/dense_1",
        ],
        Create().Description.Layers.Select(layer => layer.Name + ": " + string.Join(", ", layer.Inputs)));

    [Fact]
    public void Layers_of_a_stack_read_the_one_before()
    {
        GeneratorRun run = GeneratorRunner.Run("[Network, Input(4), Dense(3, Activation = Activation.Relu), Dropout(0.5f), Dense(2), "
            + "Loss(Loss.MeanSquaredError)] public partial class Stack;");
        NetworkDescription description = ((CompiledNetwork)Activator.CreateInstance(run.Load().GetType("Stack")!, 0)!).Description;
        Assert.Equal([["input"], ["dense"], ["dropout"]], description.Layers.Select(layer => layer.Inputs));
        Assert.Equal("input (4) at 0", Text(Assert.Single(description.Inputs)));
        Assert.Equal("output (2) at 0", Text(Assert.Single(description.Outputs)));
        Assert.Equal("target (2) at 0", Text(Assert.Single(description.Targets)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    public void Separate_spans_give_what_joint_rows_give(int count)
    {
        TrainableNetwork network = Create();
        Separate predict = Bind(network);
        float[] rows = Random(count * 19), joint = new float[count * 7];
        network.Predict(rows, joint);

        float[] image = Column(rows, 19, 0, 16), side = Column(rows, 19, 16, 3), classes = new float[count * 4], place = new float[count * 3];
        predict(image, side, classes, place);

        Assert.Equal(Column(joint, 7, 0, 4), classes);
        Assert.Equal(Column(joint, 7, 4, 3), place);
    }

    [Fact]
    public void Separate_spans_need_no_memory_and_any_thread()
    {
        Separate predict = Bind(Create());
        float[] image = Random(5 * 16), side = Random(5 * 3), expected = new float[20], place = new float[15];
        predict(image, side, expected, place);
        Assert.Equal(0, Allocations.Least(50, () => predict(image, side, expected, place)));

        Parallel.For(0, 64, _ =>
        {
            float[] classes = new float[20];
            predict(image, side, classes, new float[15]);
            Assert.Equal(expected, classes);
        });
    }

    [Theory]
    [InlineData(0, 3, 4, 3, "image", "'Net' expects the input 'image' in samples of shape (4, 4), 16 floats each, at least one; got 0 floats.")]
    [InlineData(17, 3, 4, 3, "image", "'Net' expects the input 'image' in samples of shape (4, 4), 16 floats each, at least one; got 17 floats.")]
    [InlineData(32, 3, 8, 6, "side", "'Net' expects 6 floats of the input 'side' for the 2 samples of 'image', of shape (3) each; got 3.")]
    [InlineData(32, 6, 7, 6, "classes", "'Net' writes 4 floats a sample to 'classes', 8 for the 2 samples of the input; it has room for 7.")]
    [InlineData(16, 3, 4, 4, "output2", "'Net' writes 3 floats a sample to 'output2', 3 for the 1 samples of the input; it has room for 4.")]
    public void Lengths_that_do_not_fit(int image, int side, int classes, int place, string parameter, string message)
    {
        Separate predict = Bind(Create());
        ArgumentException exception = Assert.Throws<ArgumentException>(parameter, () =>
            predict(new float[image], new float[side], new float[classes], new float[place]));
        Assert.StartsWith(message, exception.Message);
    }

    [Fact]
    public void Outputs_that_overlap()
    {
        Separate predict = Bind(Create());
        float[] all = new float[32];
        Assert.StartsWith(
            "The output 'classes' of 'Net' overlaps 'image'.",
            Assert.Throws<ArgumentException>("classes", () => predict(all.AsSpan(0, 16), new float[3], all.AsSpan(15, 4), new float[3])).Message);
        Assert.StartsWith(
            "The output 'output2' of 'Net' overlaps 'classes'.",
            Assert.Throws<ArgumentException>("output2", () => predict(new float[16], new float[3], all.AsSpan(0, 4), all.AsSpan(3, 3))).Message);
    }

    [Fact]
    public void Weights_are_saved_and_loaded()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        TrainableNetwork network = Create();
        try
        {
            network.Save(path);
            var loaded = (TrainableNetwork)Compiled.Value.Type.GetMethod(
                "Load", [typeof(string), typeof(WeightLayout), typeof(WeightNames)])!.Invoke(null, [path, default(WeightLayout), null])!;
            float[] rows = Random(3 * 19), expected = new float[21], found = new float[21];
            network.Predict(rows, expected);
            loaded.Predict(rows, found);
            Assert.Equal(expected, found);
            Assert.Contains(expected, value => value != 0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_summary_has_every_layer_once()
    {
        string summary = Create().Summary();
        Assert.All(Create().Description.Layers, layer => Assert.Contains(layer.Name + " (" + layer.Type + ")", summary));
        Assert.Equal(8, Create().Description.Layers.Length);
    }

    [Fact]
    public void Hovering_shows_what_a_layer_does()
    {
        string surface = Compiled.Value.Surface;
        Assert.Contains("/// <summary>Dense: [16] to [8], 136 parameters.</summary>", surface);
        Assert.Contains("/// <summary>2 x Feed: [8] to [8].</summary>", surface);
        Assert.Contains(
            "/// <summary>Dense: [3] to [3], 12 parameters.\n    /// <para>Dense: [3] to [8], 32 parameters.</para></summary>", surface);
    }

    private static string Text(TensorDescription tensor) => $"{tensor.Name} ({string.Join(", ", tensor.Shape)}) at {tensor.Offset}";

    private static TrainableNetwork Create() => (TrainableNetwork)Activator.CreateInstance(Compiled.Value.Type, 3)!;

    private static Separate Bind(TrainableNetwork network) =>
        Compiled.Value.Type.GetMethod("Predict", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)!
            .CreateDelegate<Separate>(network);

    private static float[] Column(float[] rows, int width, int offset, int size) =>
        [.. Enumerable.Range(0, rows.Length / width).SelectMany(row => rows.Skip((row * width) + offset).Take(size))];

    private static float[] Random(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f)];
    }

    private static (Type Type, string Surface) Compile()
    {
        GeneratorRun run = GeneratorRunner.Run(Source);
        Assert.Empty(run.Diagnostics);
        return (run.Load().GetType("Net")!, run.Sources["Net.Surface.g.cs"]);
    }
}
