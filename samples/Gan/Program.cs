using System.CommandLine;
using System.Globalization;
using Digits;
using Gan;
using NetCompiler;

var data = new Option<string?>("--data") { Description =
    "Folder with the four MNIST files, gzipped or not; without it the program draws its own digits." };
var full = new Option<bool>("--full") { Description = "Trains longer: 10000 steps." };
var steps = new Option<int>("--steps") { Description = "Training steps.", DefaultValueFactory = result => result.GetValue(full) ? 10000 : 2500 };
var seed = new Option<int>("--seed") { Description = "Decides the first weights and what is drawn.", DefaultValueFactory = _ => 1 };
var sheet = new Option<string>("--sheet") { Description = "Where to paint a hundred digits (PNG).", DefaultValueFactory = _ => "digits.png" };
var root = new RootCommand("Trains a network to paint digits against one that tells them from real ones.") { data, steps, full, seed, sheet };
root.SetAction(parsed => Train(parsed.GetValue(data), parsed.GetValue(steps), parsed.GetValue(seed), parsed.GetValue(sheet)!));
return root.Parse(args).Invoke();

static void Train(string? folder, int steps, int seed, string sheet)
{
    const int BatchSize = 64, Noise = 64, Image = 28 * 28;
    Dataset digits = folder is not null ? MnistFiles.Read(folder).Train : DigitSet.Draw(6000, seed).ToDataset();
    var generator = new DigitGenerator(seed);
    var trainer = new AdversarialTrainer(generator, new DigitDiscriminator(seed), new Adam(4e-4f) { Beta1 = 0.5f }, new Adam(2e-4f) { Beta1 = 0.5f });
    var random = new Random(seed);
    float[] real = new float[BatchSize * Image], noise = new float[BatchSize * Noise];
    for (int step = 1; step <= steps; step++)
    {
        for (int i = 0; i < BatchSize; i++)
        {
            digits.Inputs(random.Next(digits.Count), 1).CopyTo(real.AsSpan(i * Image, Image));
        }

        for (int i = 0; i < real.Length; i++)
        {
            real[i] = (2 * real[i]) - 1;
        }

        Draw(random, noise);
        (float discriminator, float painter) = trainer.Step(real, noise);
        if (step == 1 || step % 100 == 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"step {step}: discriminator {discriminator:0.000}, generator {painter:0.000}"));
        }
    }

    float[] seeds = new float[1000 * Noise], painted = new float[1000 * Image];
    Draw(new Random(seed + 1), seeds);
    generator.Predict(seeds, painted);
    Sheet.Write(sheet, painted.AsSpan(0, 100 * Image));
    Report(digits, painted, seed);
}

static void Draw(Random random, Span<float> noise)
{
    foreach (ref float value in noise)
    {
        value = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }
}

// Which digits a classifier, trained on the real ones, takes the painted ones for.
static void Report(Dataset digits, float[] painted, int seed)
{
    var reader = new DigitReader(seed);
    reader.Fit(digits, new FitOptions { Epochs = digits.Count > 20000 ? 1 : 4, BatchSize = 64, Seed = seed, Verbose = false });
    float[] images = Array.ConvertAll(painted, value => (value + 1) / 2), probabilities = new float[painted.Length / (28 * 28) * 10];
    reader.Predict(images, probabilities);
    var counts = new int[10];
    for (int i = 0; i < probabilities.Length; i += 10)
    {
        Span<float> row = probabilities.AsSpan(i, 10);
        counts[row.IndexOf(row.ToArray().Max())]++;
    }

    Console.WriteLine($"of {probabilities.Length / 10} painted digits: {string.Join(", ", counts.Select((count, digit) => $"{count} x {digit}"))}");
    Console.WriteLine($"classes with at least 2 %: {counts.Count(count => count * 50 >= probabilities.Length / 10)}");
}
