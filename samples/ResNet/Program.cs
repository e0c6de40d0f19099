using System.CommandLine;
using System.Globalization;
using Digits;
using NetCompiler;
using ResNet;

var data = new Option<string?>("--data") { Description =
    "Folder with the four MNIST files, gzipped or not; without it the program draws its own digits." };
var full = new Option<bool>("--full") { Description = "Trains longer: 20 epochs." };
var epochs = new Option<int>("--epochs") { Description = "Passes over the training digits.", DefaultValueFactory =
    result => result.GetValue(full) ? 20 : 5 };
var seed = new Option<int>("--seed") { Description = "Decides the first weights and the order of training.", DefaultValueFactory = _ => 1 };
var root = new RootCommand("Trains a residual network to read digits.") { data, epochs, full, seed };
root.SetAction(parsed => Train(parsed.GetValue(data), parsed.GetValue(epochs), parsed.GetValue(seed)));
return root.Parse(args).Invoke();

static void Train(string? folder, int epochs, int seed)
{
    (Dataset train, Dataset test) = folder is not null
        ? MnistFiles.Read(folder)
        : (DigitSet.Draw(4000, seed: 2 * seed).ToDataset(), DigitSet.Draw(1000, seed: (2 * seed) + 1).ToDataset());
    var model = new ResidualDigits(seed);
    Console.WriteLine(model.Summary());
    const int BatchSize = 64;
    long steps = (long)epochs * ((train.Count + BatchSize - 1) / BatchSize);
    model.Fit(train, new FitOptions
    {
        Epochs = epochs,
        BatchSize = BatchSize,
        Seed = seed,
        Optimizer = new Adam(new CosineDecay(2e-3f, steps)),
        Metrics = [new Accuracy()],
        Validation = test,
    });
    Evaluation result = model.Evaluate(test, new EvaluateOptions { Metrics = [new Accuracy()] });
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {result["accuracy"]:0.0000}"));
}
