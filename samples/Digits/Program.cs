using System.Globalization;
using Digits;
using NetCompiler;

const int TrainCount = 6000, TestCount = 1000;
return Options.Run(args, TrainAndTest);

static void TrainAndTest(Options options)
{
    using MpiExchange? exchange = options.Distributed ? MpiExchange.Start() : null;
    bool isFirst = exchange is null or { Rank: 0 };
    (Dataset train, Dataset test) = options.Data is { } folder ? MnistFiles.Read(folder) : Draw(options, isFirst);

    var model = new DigitClassifier(options.Seed);
    long steps = (long)options.Epochs * ((train.Count + options.Batch - 1) / options.Batch);
    if (isFirst)
    {
        Console.WriteLine(model.Summary());
    }

    model.Fit(train, new FitOptions
    {
        Epochs = options.Epochs,
        BatchSize = options.Batch,
        Threads = Math.Max(1, options.Threads / (exchange?.RanksOnHost ?? 1)),
        Seed = options.Seed,
        Optimizer = new Adam(new CosineDecay(1e-3f, steps)),
        Metrics = [new Accuracy()],
        Validation = test,
        Callbacks = options.Backup is { } backup ? [new BackupAndRestore(backup)] : [],
        Exchange = exchange,
    });
    if (!isFirst)
    {
        return;
    }

    Console.WriteLine();
    Console.WriteLine(DigitPrinter.Print(model, test, count: 4));
    if (options.Save is { } path)
    {
        model.Save(path);
    }

    if (options.Explain is { } picture)
    {
        ExplanationPicture.Write(picture, model, test, count: 5);
    }

    Evaluation result = model.Evaluate(test, new EvaluateOptions { Metrics = [new Accuracy()] });
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {result["accuracy"]:0.0000}"));
}

static (Dataset Train, Dataset Test) Draw(Options options, bool isFirst)
{
    DigitSet train = DigitSet.Draw(TrainCount, seed: 2 * options.Seed), test = DigitSet.Draw(TestCount, seed: 2 * options.Seed + 1);
    if (isFirst && options.Export is { } folder)
    {
        MnistFiles.Write(folder, train, test);
    }

    return (train.ToDataset(), test.ToDataset());
}
