using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NetCompiler.Runtime.Tests;

namespace NetCompiler.Extensions.Tests;

public sealed class ServiceTests
{
    [Fact]
    public void What_cannot_work_is_refused_when_it_is_added()
    {
        var services = new ServiceCollection();
        services.AddNetwork(_ => Constant.Of(1));
        Assert.Contains("added before", Assert.Throws<ArgumentException>(() => services.AddNetwork(_ => Constant.Of(1))).Message,
            StringComparison.Ordinal);
        Assert.Contains("is disposable", Assert.Throws<ArgumentException>(() => services.AddNetwork(_ => new Disposable())).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => services.AddNetwork("a", _ => new Other(), TimeSpan.Zero));
        Assert.Throws<ArgumentException>(() => services.AddNetwork("", _ => new Other()));
    }

    [Fact]
    public async Task A_file_that_is_replaced_is_loaded_and_a_damaged_one_is_not()
    {
        using var folder = new TemporaryFolder();
        string path = Constant.Save(1, folder["weights.safetensors"]);
        var log = new ListedLog();
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(log))
            .AddNetwork(path, file => Constant.Load(file), reloadEvery: TimeSpan.FromMilliseconds(5)).BuildServiceProvider();
        IHostedService watcher = Assert.Single(services.GetServices<IHostedService>());
        await watcher.StartAsync(default);
        NetworkHolder<Constant> holder = services.GetRequiredService<NetworkHolder<Constant>>();
        Assert.Equal(1, NetworkHolderTests.Answer(holder));

        Constant.Save(2, path);
        File.SetLastWriteTimeUtc(path, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await Until(() => NetworkHolderTests.Answer(holder) == 2);
        File.WriteAllText(folder["damaged"], "no weights");
        File.Move(folder["damaged"], path, overwrite: true);
        await Until(() => holder.LastFailure is not null);
        Assert.Equal(2, NetworkHolderTests.Answer(holder));
        Constant.Save(3, path);
        await Until(() => NetworkHolderTests.Answer(holder) == 3);
        await watcher.StopAsync(default);
        Assert.Contains(log.Lines, line => line.StartsWith("Error: Network Constant could not be loaded anew", StringComparison.Ordinal));
        Assert.Contains("Information: Network Constant, version 2, answers from now on.", log.Lines);
    }

    [Fact]
    public async Task Health_follows_the_reloads_and_the_answers()
    {
        Func<Constant> make = () => Constant.Of(1);
        var collection = new ServiceCollection();
        collection.AddLogging().AddNetwork(_ => make());
        collection.AddHealthChecks().AddNetwork<Constant>();
        await using ServiceProvider services = collection.BuildServiceProvider();
        HealthCheckService health = services.GetRequiredService<HealthCheckService>();
        NetworkHolder<Constant> holder = services.GetRequiredService<NetworkHolder<Constant>>();
        HealthReportEntry entry = (await health.CheckHealthAsync()).Entries["Constant"];
        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(1L, entry.Data["version"]);

        make = () => throw new InvalidDataException("no such weights");
        await Assert.ThrowsAsync<InvalidDataException>(() => holder.ReloadAsync());
        entry = (await health.CheckHealthAsync()).Entries["Constant"];
        Assert.Equal((HealthStatus.Degraded, "no such weights"), (entry.Status, entry.Exception!.Message));

        holder.Swap(Constant.Of(2));
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        holder.Swap(Constant.Of(float.NaN));
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task Predictions_and_reloads_are_counted()
    {
        float number = 1;
        await using ServiceProvider services = new ServiceCollection().AddNetwork(_ => Constant.Of(number)).BuildServiceProvider();
        IMeterFactory meters = services.GetRequiredService<IMeterFactory>();
        var counted = new List<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => counted.Add((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counted.Add((instrument.Name, value, Text(tags))));
        listener.Start();

        NetworkHolder<Constant> holder = services.GetRequiredService<NetworkHolder<Constant>>();
        holder.Predict(new float[6], new float[8]);
        Assert.Throws<ArgumentException>(() => holder.Predict(new float[6], new float[7]));
        await holder.ReloadAsync();
        number = float.NaN;
        await Assert.ThrowsAsync<InvalidOperationException>(() => holder.ReloadAsync());
        listener.RecordObservableInstruments();

        Assert.Equal(
            [
                ("netcompiler.prediction.duration", "network=Constant"),
                ("netcompiler.prediction.samples", "network=Constant"),
                ("netcompiler.prediction.duration", "network=Constant error.type=System.ArgumentException"),
                ("netcompiler.network.reloads", "network=Constant"),
                ("netcompiler.network.reloads", "network=Constant error.type=System.InvalidOperationException"),
                ("netcompiler.network.version", "network=Constant"),
            ],
            counted.Select(c => (c.Name, c.Tags)));
        Assert.Equal([2, 1, 1, 2], counted.Where(c => !c.Name.EndsWith("duration", StringComparison.Ordinal)).Select(c => c.Value));
        Assert.All(counted.Where(c => c.Name.EndsWith("duration", StringComparison.Ordinal)), c => Assert.InRange(c.Value, 0, 60));
    }

    [Fact]
    public void Training_is_logged_with_its_values()
    {
        var log = new ListedLog();
        var network = new Constant(seed: 1);
        var data = Dataset.FromArrays(new float[12], [3], new float[16]);
        network.Fit(data, new FitOptions { Epochs = 2, Verbose = false, Callbacks = [new LoggerCallback(log.CreateLogger("training"))] });
        Assert.Equal("Information: Training Constant begins: 2 epochs.", log.Lines[0]);
        Assert.StartsWith("Information: Training Constant, epoch 1 of 2: loss ", log.Lines[1], StringComparison.Ordinal);
        Assert.Equal("Information: Training Constant ended after 2 steps.", log.Lines[3]);
        var values = log.States[2].ToDictionary();
        Assert.Equal(2, values["Epoch"]);
        Assert.IsType<double>(values["loss"]);

        var stop = new LambdaCallback { EpochEnd = _ => throw new InvalidDataException() };
        Assert.Throws<InvalidDataException>(() => network.Fit(data, new FitOptions
        {
            Verbose = false, Callbacks = [new LoggerCallback(log.CreateLogger("training")), stop],
        }));
        Assert.Equal("Error: Training Constant broke off in epoch 1, after 1 steps.", log.Lines[^1]);
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));

    private static async Task Until(Func<bool> holds)
    {
        for (int i = 0; i < 3000 && !holds(); i++)
        {
            await Task.Delay(10);
        }

        Assert.True(holds());
    }

    /// <summary>Keeps what is logged.</summary>
    private sealed class ListedLog : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public List<IReadOnlyList<KeyValuePair<string, object?>>> States { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
            {
                Lines.Add($"{logLevel}: {formatter(state, exception)}");
                States.Add(((IReadOnlyList<KeyValuePair<string, object?>>)state!).ToList());
            }
        }

        public void Dispose()
        {
        }
    }
}
