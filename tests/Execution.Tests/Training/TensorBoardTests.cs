using NetCompiler.Tests.TensorBoard;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>What the callback writes, read by another implementation of the format.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2024, 5, 6, 7, 8, 9, 500, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("netcompiler-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Epochs_have_Keras_tags_in_two_folders()
    {
        double accuracy = 0;
        History history = Fit(new TensorBoard(folder.FullName), epochs: 3,
            new Recorder { BatchEnd = context => accuracy = context.Logs["accuracy"] });
        List<Event> train = Read("train"), validation = Read("validation");

        Assert.Equal("brain.Event:2", train[0].Version);
        Assert.Equal("brain.Event:2", validation[0].Version);
        Assert.Equal(["epoch_accuracy", "epoch_learning_rate", "epoch_loss"], Tags(train));
        Assert.Equal(["epoch_accuracy", "epoch_loss", "evaluation_accuracy_vs_iterations", "evaluation_loss_vs_iterations"], Tags(validation));
        AssertScalars(history["loss"], train, "epoch_loss", [0, 1, 2]);
        AssertScalars(history["accuracy"], train, "epoch_accuracy", [0, 1, 2]);
        AssertScalars(history["val_accuracy"], validation, "epoch_accuracy", [0, 1, 2]);
        Assert.Equal(accuracy, history["accuracy"][^1]);
        AssertScalars([0.001f, 0.001f, 0.001f], train, "epoch_learning_rate", [0, 1, 2]);
        AssertScalars(history["val_loss"], validation, "epoch_loss", [0, 1, 2]);
        AssertScalars(history["val_loss"], validation, "evaluation_loss_vs_iterations", [3, 6, 9]);
    }

    [Fact]
    public void Batches_are_written_as_often_as_asked_for()
    {
        var losses = new List<double>();
        Fit(new TensorBoard(folder.FullName) { UpdateFrequency = SaveFrequency.EverySteps(2) }, epochs: 2,
            new Recorder { BatchEnd = context => losses.Add(context.Logs["loss"]) });
        AssertScalars([losses[1], losses[3], losses[5]], Read("train"), "batch_loss", [2, 4, 6]);
    }

    [Fact]
    public void Steps_per_second_come_from_the_clock()
    {
        Fit(new TensorBoard(folder.FullName) { UpdateFrequency = SaveFrequency.EverySteps(1), WriteStepsPerSecond = true, Clock = new Clock() },
            epochs: 1);
        List<Event> train = Read("train");
        // The clock shows a second more at each look: two looks a step, and those at the epoch's begin and end.
        AssertScalars([1, 1, 1], train, "batch_steps_per_second", [1, 2, 3]);
        AssertScalars([3 / 7.0], train, "epoch_steps_per_second", [0]);
        Assert.All(train, e => Assert.Equal((Now - DateTimeOffset.UnixEpoch).TotalSeconds, e.WallTime));
        Assert.StartsWith("events.out.tfevents.1714979289.", File("train").Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Histograms_hold_each_parameter_at_the_epochs_asked_for()
    {
        Fit(new TensorBoard(folder.FullName) { HistogramFrequency = 2 }, epochs: 3);
        List<Event> histograms = [.. Read("train").Where(e => e.Histogram is not null)];
        string[] tags = ["dense/bias/histogram", "dense/kernel/histogram", "dense_1/bias/histogram", "dense_1/kernel/histogram"];
        Assert.Equal(tags, histograms.Select(e => e.Tag).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([0L, 2L], histograms.Where(e => e.Tag == tags[1]).Select(e => e.Step));
        Assert.All(histograms.Where(e => e.Tag == tags[1]), e => Assert.Equal(5 * 18, e.Histogram!.Doubles(7).Sum()));
    }

    [Fact]
    public void The_graph_has_a_group_for_each_layer()
    {
        Fit(new TensorBoard(folder.FullName), epochs: 1);
        byte[] graph = Read("train").Single(e => e.Graph is not null).Graph!;
        ILookup<uint, object>[] nodes = EventReader.ReadFields(graph).Messages(1);
        Assert.Equal(
            [
                "Placeholder input ()", "VariableV2 dense/kernel ()", "VariableV2 dense/bias ()",
                    "Dense dense/Dense (input, dense/kernel, dense/bias)",
                "Dropout dropout/Dropout (dense/Dense)", "VariableV2 dense_1/kernel ()", "VariableV2 dense_1/bias ()",
                "Dense dense_1/Dense (dropout/Dropout, dense_1/kernel, dense_1/bias)", "Placeholder target ()",
                "SparseCategoricalCrossentropy loss/SparseCategoricalCrossentropy (dense_1/Dense, target)",
            ],
            nodes.Select(node => $"{node.Text(2)} {node.Text(1)} ({string.Join(", ", Inputs(node))})"));
        Assert.Equal([-1L, 5L], OutputShape(nodes[0]));
        Assert.Equal([-1L, 18L], OutputShape(nodes[3]));
        Assert.Equal([-1L], OutputShape(nodes[8]));
        Assert.Equal([5L, 18L], Sizes(Attribute(nodes[1], "shape").Message(7)));
        Assert.Equal(1L, Attribute(nodes[1], "dtype")[6].Single());
        Assert.Equal(5L * 18 + 18, Attribute(nodes[3], "parameters")[3].Single());
    }

    [Fact]
    public void Without_the_graph_there_is_none()
    {
        Fit(new TensorBoard(folder.FullName) { WriteGraph = false }, epochs: 1);
        Assert.DoesNotContain(Read("train"), e => e.Graph is not null);
    }

    [Fact]
    public void Each_run_has_files_of_its_own()
    {
        var callback = new TensorBoard(folder.FullName) { Clock = new Clock() };
        Fit(callback, epochs: 1);
        Fit(callback, epochs: 1);
        Assert.Equal(2, new DirectoryInfo(Path.Combine(folder.FullName, "train")).GetFiles().Length);
    }

    [Fact]
    public void What_was_written_before_an_exception_is_there_and_the_file_is_closed()
    {
        Assert.Throws<InvalidOperationException>(() => Fit(
            new TensorBoard(folder.FullName), epochs: 5,
                new Recorder { EpochBegin = context => _ = context.Epoch == 1 ? throw new InvalidOperationException() : 0 }));
        Assert.Equal([0L], Read("train").Where(e => e.Tag == "epoch_loss").Select(e => e.Step));
        using FileStream alone = File("train").Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void Bad_options_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new TensorBoard(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorBoard { HistogramFrequency = -1 });
    }

    [Fact]
    public void Defaults_are_those_of_Keras()
    {
        var callback = new TensorBoard();
        Assert.Equal(
            ("logs", 0, SaveFrequency.Epoch, true, false),
            (callback.LogDir, callback.HistogramFrequency, callback.UpdateFrequency, callback.WriteGraph, callback.WriteStepsPerSecond));
    }

    /// <summary>Three steps an epoch.</summary>
    private static History Fit(TensorBoard callback, int epochs, params Callback[] others) => new TinyClassifier(seed: 1).Fit(
        TinyData.Classes(20),
        new FitOptions { Epochs = epochs, BatchSize = 8, Metrics = [new Accuracy()], Validation = TinyData.Classes(9, seed: 2),
            Callbacks = [callback, .. others] });

    private FileInfo File(string part) => new DirectoryInfo(Path.Combine(folder.FullName, part)).GetFiles().Single();

    private List<Event> Read(string part) => EventReader.ReadFile(File(part).FullName);

    private static IEnumerable<string> Tags(List<Event> events) =>
        events.Where(e => e.Tag is not null).Select(e => e.Tag!).Distinct().Order(StringComparer.Ordinal);

    private static void AssertScalars(IEnumerable<double> values, List<Event> events, string tag, long[] steps)
    {
        List<Event> own = [.. events.Where(e => e.Tag == tag)];
        Assert.Equal(steps, own.Select(e => e.Step));
        Assert.Equal(values.Select(value => (float?)value), own.Select(e => e.Scalar));
    }

    private static IEnumerable<string> Inputs(ILookup<uint, object> node) =>
        node[3].Select(input => System.Text.Encoding.UTF8.GetString((byte[])input));

    private static ILookup<uint, object> Attribute(ILookup<uint, object> node, string name) =>
        node.Messages(5).Single(entry => entry.Text(1) == name).Message(2);

    private static IEnumerable<long> OutputShape(ILookup<uint, object> node) => Sizes(Attribute(node, "_output_shapes").Message(1).Message(7));

    private static IEnumerable<long> Sizes(ILookup<uint, object> shape) => shape.Messages(2).Select(size => (long)size[1].Single());

    /// <summary>Stands still, but for its time stamps: those are a second apart.</summary>
    private sealed class Clock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => _seconds++;
    }
}
