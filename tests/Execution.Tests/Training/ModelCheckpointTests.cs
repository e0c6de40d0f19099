using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Which weights are saved, where, and what is said about it.</summary>
public sealed class ModelCheckpointTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netcompiler-");

    private string[] Files => [.. _folder.GetFiles("*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder.FullName, file.FullName)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Each_epoch_has_its_file()
    {
        ShortRun.Fit(3, null, new Scripted("val_loss", 0.5, 0.25, 2), new ModelCheckpoint(In("{epoch:02d}-{val_loss:.2f}.safetensors")));
        Assert.Equal(["01-0.50.safetensors", "02-0.25.safetensors", "03-2.00.safetensors"], Files);
    }

    [Fact]
    public void Only_better_ones_are_saved()
    {
        string path = In("best.safetensors");
        float[] best = [];
        var keeper = new Recorder { EpochEnd = context => best = context.Epoch == 2 ? context.Network.Weights() : best };
        string printed = ShortRun.Fit(
            4, null, new Scripted("val_loss", 0.5, 0.75, 0.25, 0.25), keeper,
                new ModelCheckpoint(path) { SaveBestOnly = true, Verbose = true }).Printed;
        Assert.Equal(best, TinyRegression.Load(path).Weights());
        Assert.Equal(
            $"|Epoch 1: val_loss improved from inf to 0.50000, saving model to {path}||Epoch 1: finished saving model to {path}"
            + "||Epoch 2: val_loss did not improve from 0.50000"
            + $"||Epoch 3: val_loss improved from 0.50000 to 0.25000, saving model to {path}||Epoch 3: finished saving model to {path}"
            + "||Epoch 4: val_loss did not improve from 0.25000", printed);
    }

    [Fact]
    public void The_first_value_must_beat_the_threshold()
    {
        ShortRun.Fit(2, null, new Scripted("val_loss", 0.5, 0.4),
            new ModelCheckpoint(In("{epoch}.safetensors")) { SaveBestOnly = true, InitialValueThreshold = 0.45 });
        Assert.Equal(["2.safetensors"], Files);
    }

    [Fact]
    public void A_missing_metric_saves_with_a_warning()
    {
        string printed = ShortRun.Fit(1, null, new ModelCheckpoint(In("a.safetensors")) { SaveBestOnly = true }).Printed;
        Assert.StartsWith("Warning: Can save best model only with val_loss available.", printed, StringComparison.Ordinal);
        Assert.Equal(["a.safetensors"], Files);
    }

    /// <summary>Two epochs of four steps: after steps 3 and 6.</summary>
    [Fact]
    public void Steps_are_counted_over_the_epochs()
    {
        new TinyRegression().Fit(TinyData.Sums(8), new FitOptions
        {
            Epochs = 2,
            BatchSize = 2,
            Callbacks = [new ModelCheckpoint(In("{epoch}.{batch}.safetensors")) { SaveFrequency = SaveFrequency.EverySteps(3) }],
        });
        Assert.Equal(["1.3.safetensors", "2.2.safetensors"], Files);
    }

    [Theory]
    [InlineData("{epoch}", "1")]
    [InlineData("{epoch:3d}", "  1")]
    [InlineData("{epoch:03d}", "001")]
    [InlineData("{epoch:000}", "001")]
    [InlineData("{score:.3f}", "1234.500")]
    [InlineData("{score:09.1f}", "0001234.5")]
    [InlineData("{score:.2e}", "1.23e+03")]
    [InlineData("{score}", "1234.5")]
    [InlineData("{score:F1}", "1234.5")]
    [InlineData("{{{epoch}}}", "{1}")]
    public void Fields_are_filled(string template, string name)
    {
        ShortRun.Fit(1, null, new Scripted("score", 1234.5), new ModelCheckpoint(In(Path.Combine("made", template))));
        Assert.Equal([Path.Combine("made", name)], Files);
    }

    [Theory]
    [InlineData("{val_loss}", "there is no 'val_loss'; there are epoch, loss")]
    [InlineData("{epoch:Q3}", "'Q3' is no format of a number")]
    [InlineData("{epoch", "a brace that opens or closes nothing")]
    public void Wrong_fields_are_named(string template, string reason)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => ShortRun.Fit(1, null, new ModelCheckpoint(In(template))));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Empty(Files);
    }

    [Fact]
    public void A_folder_is_no_file() =>
        Assert.Contains("non-directory path", Assert.Throws<IOException>(() => ShortRun.Fit(1, null, new ModelCheckpoint(_folder.FullName))).Message,
            StringComparison.Ordinal);

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
