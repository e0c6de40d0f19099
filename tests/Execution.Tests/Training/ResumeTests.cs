namespace NetCompiler.Execution.Tests.Training;

/// <summary>A run that was stopped at any step and resumed ends with the bits of one that was not.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["sgd"] = () => new Sgd(0.1f),
        ["sgd_nesterov"] = () => new Sgd(0.1f) { Momentum = 0.9f, Nesterov = true },
        ["sgd_schedule"] = () => new Sgd(new CosineDecay(0.2f, 12)) { Momentum = 0.9f },
        ["adam_accumulation"] = () => new Adam(0.02f) { GradientAccumulationSteps = 3 },
        ["adam_amsgrad_clipped"] = () => new Adam(0.02f) { AmsGrad = true, GlobalClipNorm = 0.1f },
        ["adamw_average"] = () => new AdamW(0.02f) { UseEma = true, EmaMomentum = 0.8f, EmaOverwriteFrequency = 5 },
        ["nadam_average_accumulation"] = () => new Nadam(0.02f) { UseEma = true, GradientAccumulationSteps = 2 },
        ["radam"] = () => new RAdam(0.02f),
        ["rmsprop"] = () => new RmsProp(0.01f) { Centered = true, Momentum = 0.5f },
        ["adagrad"] = () => new Adagrad(0.1f),
        ["adadelta"] = () => new Adadelta(0.5f),
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netcompiler-");

    public static TheoryData<string> Names => new(Optimizers.Keys);

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, MemberData(nameof(Names))]
    public void At_every_step(string optimizer) => AssertSameAtEveryStep(
        new ResumableRun(_folder.FullName, seed => new TinyClassifier(seed), Optimizers[optimizer], () => [new Accuracy(), new TopKAccuracy(2)]));

    [Fact]
    public void With_metrics_that_count() => AssertSameAtEveryStep(
        new ResumableRun(_folder.FullName, seed => new TinyBinary(seed), Optimizers["adam_accumulation"], () =>
            [new Auc(), new Precision(), new Recall(), new MeanAbsoluteError()]));

    [Fact]
    public void With_callbacks_that_remember() => AssertSameAtEveryStep(WithCallbacks(SaveFrequency.EverySteps(1)));

    /// <summary>Steps after the last backup are done over.</summary>
    [Theory, InlineData(3), InlineData(5), InlineData(0)]
    public void With_backups_now_and_then(int steps) =>
        AssertSameAtEveryStep(WithCallbacks(steps == 0 ? SaveFrequency.Epoch : SaveFrequency.EverySteps(steps)));

    /// <summary>A process for each step.</summary>
    [Fact]
    public void Again_and_again()
    {
        ResumableRun run = WithCallbacks(SaveFrequency.EverySteps(1));
        ResumableRun.Outcome expected = run.Whole();
        for (int step = 1; step < ResumableRun.Steps; step++)
        {
            Assert.Null(run.Live(seed: step, dieAfter: step));
        }

        AssertSame(expected, run.Live(seed: 99, dieAfter: null));
    }

    /// <summary>A stop within an epoch, which the epoch's end and its validation follow.</summary>
    [Fact]
    public void After_a_request_to_stop() => AssertSameAtEveryStep(new ResumableRun(
        _folder.FullName, seed => new TinyClassifier(seed), Optimizers["sgd"], () => [new Accuracy()],
        () => [new LambdaCallback { BatchEnd = context => context.StopAt(epoch: 1, step: 2) }]));

    private static void AssertSameAtEveryStep(ResumableRun run)
    {
        ResumableRun.Outcome expected = run.Whole();
        for (int step = 0; step <= ResumableRun.Steps; step++)
        {
            ResumableRun.Outcome? outcome = run.Live(seed: 1, dieAfter: step);

            // Without a backup yet a process begins anew, with the seed that is its own.
            AssertSame(expected, outcome ?? run.Live(seed: run.HasBackup ? 7 : 1, dieAfter: null));
        }
    }

    private static void AssertSame(ResumableRun.Outcome expected, ResumableRun.Outcome? got)
    {
        Assert.NotNull(got);
        Assert.Equal(expected.History, got.History);
        Assert.Equal(expected.Csv, got.Csv);
        Assert.Equal(expected.Weights.Select(BitConverter.SingleToInt32Bits), got.Weights.Select(BitConverter.SingleToInt32Bits));
    }

    private ResumableRun WithCallbacks(SaveFrequency frequency) => new(
        _folder.FullName, seed => new TinyClassifier(seed), Optimizers["sgd_nesterov"], () => [new Accuracy()],
        () =>
        [
            new LearningRateScheduler((_, rate) => rate * 0.9f),
            new Scripted("score", 3, 1, 2),
            new ReduceLROnPlateau { Monitor = "score", Mode = MonitorMode.Max, Patience = 1, Factor = 0.5 },
            new EarlyStopping { Monitor = "score", Mode = MonitorMode.Min, Patience = 1, RestoreBestWeights = true },
        ])
    {
        Frequency = frequency,
    };
}
