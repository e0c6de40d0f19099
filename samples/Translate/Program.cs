using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NetCompiler;
using Translate;

var data = new Option<string?>("--data") { Description =
    "Folder with lines in train.de and test.de and their translations in train.en and test.en, gzipped or not; without it the program makes "
        + "up some." };
var transformer = new Option<bool>("--transformer") { Description = "A Transformer in place of GRUs with attention." };
var full = new Option<bool>("--full") { Description = "Trains longer: 20 epochs." };
var epochs = new Option<int?>("--epochs") { Description = "Passes over the texts: 20 by default, and 5 over those that are made up." };
var batch = new Option<int?>("--batch") { Description = "Texts of a training step: 32 by default, and 16 of those that are made up." };
var seed = new Option<int>("--seed") { Description = "Decides the first weights and the order of training.", DefaultValueFactory = _ => 1 };
var save = new Option<string?>("--save") { Description = "File to write the weights to." };
var load = new Option<string?>("--load") { Description = "File of weights to translate with, in place of training." };
var root = new RootCommand("Learns to translate from German to English.") { data, transformer, full, epochs, batch, seed, save, load };
root.SetAction(parsed =>
{
    string? folder = parsed.GetValue(data);
    Corpus corpus = folder is null ? new Corpus(new Phrases(1).Draw(2000), new Phrases(2).Draw(100)) : Corpus.Read(folder);
    int number = parsed.GetValue(seed);
    TrainableNetwork model = parsed.GetValue(transformer) ? new TransformerTranslator(number) : new AttentionTranslator(number);
    Console.WriteLine(model.Summary());
    Console.WriteLine(corpus.Description);
    if (parsed.GetValue(load) is { } weights)
    {
        model.LoadWeights(weights);
    }
    else
    {
        (int epochCount, int batchSize) = folder is null ? (5, 16) : (20, 32);
        Train(model, corpus, parsed.GetValue(epochs) ?? (parsed.GetValue(full) ? 20 : epochCount), parsed.GetValue(batch) ?? batchSize, number);
    }

    if (parsed.GetValue(save) is { } file)
    {
        model.Save(file);
    }

    Test(new Interpreter(model, corpus), corpus);
});
return root.Parse(args).Invoke();

static void Train(TrainableNetwork model, Corpus corpus, int epochs, int batch, int seed)
{
    IDataSource samples = corpus.ToDataset(corpus.Train).Shuffle(50_000).BucketByLength(batch, length: (input, target) => Words(target));
    long steps = (long)epochs * ((corpus.Train.Count + batch - 1) / batch), start = Stopwatch.GetTimestamp(), shown = start;
    model.Fit(samples, new FitOptions
    {
        Epochs = epochs,
        BatchSize = batch,
        Seed = seed,
        Optimizer = new Adam(new CosineDecay(0, steps) { WarmupTarget = 1e-3f, WarmupSteps = steps / 20 }) { Beta2 = 0.98f, GlobalClipNorm = 1 },
        Verbose = false,
        Callbacks = [new LambdaCallback { BatchEnd = context => Show(context, ref shown), EpochEnd = context => Report(context, start) }],
    });
}

static int Words(ReadOnlySpan<float> numbers) => numbers.IndexOf(Sizes.Padding) is int end and >= 0 ? end : numbers.Length;

static void Show(TrainingContext context, ref long shown)
{
    if (Stopwatch.GetElapsedTime(shown).TotalSeconds > 3)
    {
        shown = Stopwatch.GetTimestamp();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  step {context.Step}: loss {context.Logs["loss"]:0.000}"));
    }
}

static void Report(TrainingContext context, long start) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"epoch {context.Epoch + 1}: loss {context.Logs["loss"]:0.000}, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));

static void Test(Interpreter interpreter, Corpus corpus)
{
    string[] translations = interpreter.Translate(corpus.Test.Sources);
    for (int n = 0; n < Math.Min(10, translations.Length); n++)
    {
        Console.WriteLine($"{corpus.Test.Sources[n]}\n  {translations[n]}\n  {corpus.References[n]}");
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test perplexity: {interpreter.Perplexity(corpus.Test):0.00}"));
    BleuScore score = Bleu.Corpus(translations, corpus.References, lowercase: true);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test BLEU: {score.Score:0.00}"));
}
