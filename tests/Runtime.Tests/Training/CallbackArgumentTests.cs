namespace NetCompiler.Runtime.Tests.Training;

/// <summary>What no callback can follow is refused where it is said, by its name.</summary>
public sealed class CallbackArgumentTests
{
    public static TheoryData<string, Action> Wrong { get; } = new()
    {
        { "path", () => _ = new BackupAndRestore("") },
        { "path", () => _ = new CsvLogger(null!) },
        { nameof(CsvLogger.Separator), () => _ = new CsvLogger("log.csv") { Separator = "" } },
        { nameof(CsvLogger.Separator), () => _ = new CsvLogger("log.csv") { Separator = null! } },
        { nameof(CsvLogger.Separator), () => _ = new CsvLogger("log.csv") { Separator = "\"" } },
        { nameof(CsvLogger.Separator), () => _ = new CsvLogger("log.csv") { Separator = ";\n" } },
        { nameof(EarlyStopping.Monitor), () => _ = new EarlyStopping { Monitor = null! } },
        { nameof(EarlyStopping.Monitor), () => _ = new ReduceLROnPlateau { Monitor = "" } },
        { nameof(EarlyStopping.Mode), () => _ = new EarlyStopping { Mode = (MonitorMode)3 } },
        { nameof(EarlyStopping.MinDelta), () => _ = new EarlyStopping { MinDelta = double.NaN } },
        { nameof(EarlyStopping.MinDelta), () => _ = new ReduceLROnPlateau { MinDelta = double.PositiveInfinity } },
        { nameof(EarlyStopping.Patience), () => _ = new EarlyStopping { Patience = -1 } },
        { nameof(EarlyStopping.Baseline), () => _ = new EarlyStopping { Baseline = double.NaN } },
        { "schedule", () => _ = new LearningRateScheduler(null!) },
        { "path", () => _ = new ModelCheckpoint("") },
        { "path", () => _ = new ModelCheckpoint(null!) },
        { nameof(ModelCheckpoint.InitialValueThreshold), () => _ = new ModelCheckpoint("best") { InitialValueThreshold = double.NaN } },
        { nameof(ModelCheckpoint.Mode), () => _ = new ModelCheckpoint("best") { Mode = (MonitorMode)(-1) } },
        { "value", () => _ = new ReduceLROnPlateau { Factor = double.NaN } },
        { "value", () => _ = new ReduceLROnPlateau { Factor = -0.1 } },
        { nameof(ReduceLROnPlateau.Cooldown), () => _ = new ReduceLROnPlateau { Cooldown = -1 } },
        { "steps", () => SaveFrequency.EverySteps(0) },
        { "logDir", () => _ = new NetCompiler.TensorBoard("") },
        { "value", () => _ = new NetCompiler.TensorBoard { HistogramFrequency = -1 } },
        { "name", () => Section().Add(null!, 1L) },
        { "name", () => Section().Add(null!, "text") },
        { "name", () => Section().GetDouble(null!) },
        { "name", () => Section().Contains(null!) },
        { "value", () => Section().Add("floats", (float[])null!) },
        { "value", () => Section().Add("text", (string)null!) },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_cannot_be_followed_is_refused(string name, Action call) =>
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(call).ParamName);

    /// <summary>What any value improves, and what none does, may be said.</summary>
    [Fact]
    public void A_threshold_may_be_infinite()
    {
        Assert.Equal(double.PositiveInfinity, new ModelCheckpoint("best") { InitialValueThreshold = double.PositiveInfinity }.InitialValueThreshold);
        Assert.Equal(double.NegativeInfinity, new EarlyStopping { Baseline = double.NegativeInfinity }.Baseline);
        Assert.Equal(1e-3, new EarlyStopping { MinDelta = -1e-3 }.MinDelta);
    }

    private static StateSection Section() => new StateTable("state").Root;
}
