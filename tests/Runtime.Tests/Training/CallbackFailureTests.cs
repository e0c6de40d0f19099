using NetCompiler.Endurance;

namespace NetCompiler.Runtime.Tests.Training;

/// <summary>Whatever fails first ends the run and comes out; everybody hears of it, and nothing hides it.</summary>
public sealed class CallbackFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_callbacks_hear_of_an_aborted_run_whatever_the_others_do()
    {
        var heard = new List<string>();
        var output = new StringWriter();
        Callback[] callbacks =
        [
            new Aborted("first", heard), new Aborted("second", heard),
                new LambdaCallback { BatchEnd = _ => throw new InvalidOperationException("wanted") }, new Aborted("third", heard),
        ];
        Assert.Equal("wanted", Assert.Throws<InvalidOperationException>(() => Fit(output, callbacks)).Message);
        Assert.Equal(["first", "second", "third"], heard);
        Assert.Contains("Warning: Aborted.OnTrainAborted failed: second", output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The disk is full, and still is when the file is closed.</summary>
    [Fact]
    public void The_log_that_cannot_be_written_says_so_once()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var heard = new List<string>();
        var output = new StringWriter();
        IOException e = Assert.Throws<IOException>(() => Fit(output, new CsvLogger("/dev/full"), new Aborted("after", heard)));
        Assert.Contains("/dev/full", e.Message, StringComparison.Ordinal);
        Assert.Equal(["after"], heard);
        Assert.Equal("", output.ToString());
    }

    /// <summary>A callback that fails when it is given up must not hide what an explanation of the first failure says.</summary>
    [Fact]
    public void A_callback_that_fails_at_the_end_and_again_when_aborted_shows_the_first()
    {
        Callback failing = new Aborted("second failure", []) { End = () => throw new IOException("first failure") };
        Assert.Equal("first failure", Assert.Throws<IOException>(() => Fit(TextWriter.Null, failing)).Message);
    }

    [Fact]
    public void Event_files_of_equal_processes_do_not_meet()
    {
        var clock = new Frozen();
        string[] name = [];
        using (new EventFile(_folder["."], clock))
        {
            name = Assert.Single(_folder.FileNames).Split('.');
        }

        // As another container's process of the same machine's name and number writes them.
        for (int number = 1; number <= 50; number++)
        {
            name[^2] = (int.Parse(name[^2], System.Globalization.CultureInfo.InvariantCulture)
                + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            _folder.Write(string.Join('.', name), 1);
        }

        using (new EventFile(_folder["."], clock))
        {
        }

        Assert.Equal(52, _folder.FileNames.Count());
        Assert.Equal(50, Directory.GetFiles(_folder["."]).Count(file => new FileInfo(file).Length == 1));
    }

    private static void Fit(TextWriter output, params Callback[] callbacks) => new EqualWeights().Fit(
        Dataset.FromArrays(new float[4], [2], new float[4]), new FitOptions { Verbose = false, Output = output, Callbacks = callbacks });

    private sealed class Aborted(string name, List<string> heard) : Callback
    {
        public Action End { get; init; } = () => { };

        public override void OnTrainEnd(TrainingContext context) => End();

        public override void OnTrainAborted(TrainingContext context)
        {
            heard.Add(name);
            if (name.StartsWith("second", StringComparison.Ordinal))
            {
                throw new IOException(name);
            }
        }
    }

    private sealed class Frozen : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(5);
    }
}
