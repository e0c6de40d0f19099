using System.CommandLine;
using System.Globalization;
using NetCompiler;
using Tagger;

var data = new Option<string?>("--data") { Description =
    "A file with a word and its tag on each line, and an empty line behind each sentence; without it the program makes up sentences." };
var epochs = new Option<int>("--epochs") { Description = "Passes over the training sentences.", DefaultValueFactory = _ => 6 };
var seed = new Option<int>("--seed") { Description = "Decides the first weights and the order of training.", DefaultValueFactory = _ => 1 };
var root = new RootCommand("Learns to tell the kind of each word of a sentence; every tenth sentence is for the test.") { data, epochs, seed };
root.SetAction(parsed => Train(parsed.GetValue(data), parsed.GetValue(epochs), parsed.GetValue(seed)));
return root.Parse(args).Invoke();

static void Train(string? path, int epochs, int seed)
{
    var grammar = new Grammar(1);
    List<Sentence> all = path is null ? [.. Enumerable.Range(0, 4000).Select(_ => grammar.Draw())] : Sentence.Read(path);
    List<Sentence> train = [.. all.Where((_, n) => n % 10 != 0)], test = [.. all.Where((_, n) => n % 10 == 0)];
    var text = new TaggedText(train);
    Dataset unseen = text.ToDataset(test);
    var model = new SentenceTagger(seed);
    Console.WriteLine(model.Summary());
    Console.WriteLine($"{all.Count} sentences, {text.Description}");
    model.Fit(text.ToDataset(train), new FitOptions
    {
        Epochs = epochs,
        BatchSize = 32,
        Seed = seed,
        Optimizer = new Adam(2e-3f) { GlobalClipNorm = 1 },
        Metrics = [new Accuracy()],
        Callbacks = [new LambdaCallback { EpochEnd = Report }],
    });

    foreach (Sentence sentence in test.Take(3))
    {
        Console.WriteLine(sentence.Tagged(text.Tag(model, sentence)));
    }

    Evaluation result = model.Evaluate(unseen, new EvaluateOptions { Metrics = [new Accuracy()] });
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {result["accuracy"]:0.0000}"));
}

static void Report(TrainingContext context) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {context.Epoch + 1}: loss {context.Logs["loss"]:0.000}"));
