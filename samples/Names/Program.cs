using System.CommandLine;
using System.Globalization;
using Names;
using NetCompiler;

var data = new Option<string?>("--data") { Description = "A file with a name on each line; without it the program makes up some." };
var full = new Option<bool>("--full") { Description = "Trains longer: 40 epochs." };
var epochs = new Option<int>("--epochs") { Description = "Passes over the names.", DefaultValueFactory = result => result.GetValue(full) ? 40 : 10 };
var seed = new Option<int>("--seed") { Description = "Decides the first weights, the order of training and what is invented.",
    DefaultValueFactory = _ => 1 };
var root = new RootCommand("Reads names character by character, and invents some.") { data, epochs, full, seed };
root.SetAction(parsed => Train(parsed.GetValue(data), parsed.GetValue(epochs), parsed.GetValue(seed)));
return root.Parse(args).Invoke();

static void Train(string? path, int epochs, int seed)
{
    NameList names = path is null ? NameList.Drawn(seed) : new NameList(File.ReadLines(path));
    Dataset train = names.ToDataset(heldOut: false), heldOut = names.ToDataset(heldOut: true);
    var model = new NameReader(seed);
    Console.WriteLine(model.Summary());
    Console.WriteLine($"{names.Count} names");
    const int BatchSize = 64;
    long steps = (long)epochs * ((train.Count + BatchSize - 1) / BatchSize);
    model.Fit(train, new FitOptions
    {
        Epochs = epochs,
        BatchSize = BatchSize,
        Seed = seed,
        Verbose = false,
        Optimizer = new Adam(new CosineDecay(3e-3f, steps)) { GlobalClipNorm = 1 },
        Callbacks = [new LambdaCallback { EpochEnd = context => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"epoch {context.Epoch + 1}: loss {context.Logs["loss"]:0.000}")) }],
    });

    var writer = new Writer(model, names.Kinds);
    var random = new Random(seed);
    Console.WriteLine(string.Join(", ", Enumerable.Range(0, 10).Select(_ => names.ToText(writer.Invent(random)))));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test nats per character: {Writer.Nats(model, heldOut):0.00}"));
}
