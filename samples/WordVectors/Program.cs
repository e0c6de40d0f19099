using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NetCompiler;
using WordVectorsSample;

var data = new Option<string?>("--data") { Description = "Folder with text files, a text a line; without it the program makes up sentences." };
var pairs = new Option<string?>("--pairs") { Description = "CSV file of two words and people's judgement; WordSim-353 beside the data by default." };
var bags = new Option<bool>("--cbow") { Description = "Words from the bags of their neighbours, in place of neighbours from words." };
var epochs = new Option<int>("--epochs") { Description = "Passes over the texts.", DefaultValueFactory = _ => 5 };
var seed = new Option<int>("--seed") { Description = "Decides the first vectors and all that is drawn.", DefaultValueFactory = _ => 1 };
var save = new Option<string?>("--save") { Description = "File to write the vectors to, in word2vec's text format." };
var root = new RootCommand("Learns vectors of words.") { data, pairs, bags, epochs, seed, save };
root.SetAction(parsed =>
{
    Texts texts = parsed.GetValue(data) is { } folder ? Texts.Read(folder, parsed.GetValue(pairs)) : Texts.Drawn(20_000, parsed.GetValue(seed));
    Train(texts, parsed.GetValue(bags), parsed.GetValue(epochs), parsed.GetValue(seed), parsed.GetValue(save));
});
return root.Parse(args).Invoke();

static void Train(Texts texts, bool bags, int epochs, int seed, string? file)
{
    var vocabulary = Vocabulary.FromTexts(texts.Lines, maxTokens: Sizes.Rows, minCount: 5);
    var corpus = WordCorpus.FromTexts(texts.Lines, vocabulary);
    TrainableNetwork model = bags ? new BagOfWords(seed) : new SkipGram(seed);
    Console.WriteLine(model.Summary());
    Console.WriteLine($"{corpus.Count} words, {vocabulary.Count} of them different");
    IDataSource samples = bags ? DataSource.ContinuousBagOfWords(corpus, Sizes.Window, Sizes.Negatives)
        : DataSource.SkipGram(corpus, Sizes.Window, Sizes.Negatives);
    long start = Stopwatch.GetTimestamp(), shown = start;
    model.Fit(samples.Shuffle(100_000).Prefetch(), new FitOptions
    {
        Epochs = epochs,
        BatchSize = 512,
        Seed = seed,
        Optimizer = new Adam(1e-3f),
        Verbose = false,
        Callbacks =
        [
            new LambdaCallback { BatchEnd = context => Show(context, ref shown), EpochEnd = context => Report(context, start, corpus.Count) },
        ],
    });

    WordVectors vectors = WordVectors.FromParameter(model.Parameters.First(parameter => parameter.Name == "words/embeddings"), vocabulary);
    if (file is not null)
    {
        vectors.SaveText(file);
    }

    foreach (string word in texts.Pairs.Select(pair => pair.First).Distinct().Where(word => vectors.IndexOf(word) >= 0).Take(8))
    {
        Console.WriteLine($"{word}: {string.Join(", ", vectors.Nearest(word, 5).Select(near => near.Word))}");
    }

    SimilarityScore score = vectors.Correlation(texts.Pairs);
    Console.WriteLine($"{score.Pairs} pairs, {score.Unknown.Count} more have a word without a vector");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{texts.Name} Spearman: {score.Spearman:0.00}"));
}

static void Show(TrainingContext context, ref long shown)
{
    if (Stopwatch.GetElapsedTime(shown).TotalSeconds > 3)
    {
        shown = Stopwatch.GetTimestamp();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  step {context.Step}: loss {context.Logs["loss"]:0.000}"));
    }
}

static void Report(TrainingContext context, long start, int words)
{
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"epoch {context.Epoch + 1}: loss {context.Logs["loss"]:0.000}, {words * (context.Epoch + 1L) / seconds:0} words per second"));
}
