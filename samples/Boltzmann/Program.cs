using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Boltzmann;
using Digits;
using NetCompiler;

var data = new Option<string?>("--data") { Description =
    "Folder with the four MNIST files, gzipped or not; without it the program draws its own digits." };
var epochs = new Option<int>("--epochs") { Description = "How often each digit is seen.", DefaultValueFactory = _ => 20 };
var seed = new Option<int>("--seed") { Description = "Decides all that is drawn.", DefaultValueFactory = _ => 1 };
var sheet = new Option<string>("--sheet") { Description =
    "Where to draw filters, dreams, digits, and these with their lower halves dreamt (PNG).", DefaultValueFactory = _ => "dreams.png" };
var root = new RootCommand("Learns what digits look like by a restricted Boltzmann machine, dreams some, and fills in what is erased.")
{
    data, epochs, seed, sheet,
};
root.SetAction(parsed => Run(parsed.GetValue(data), parsed.GetValue(epochs), parsed.GetValue(seed), parsed.GetValue(sheet)!));
return root.Parse(args).Invoke();

static void Run(string? folder, int epochs, int seed, string sheet)
{
    const int pixels = BoltzmannMachine.Pixels, batch = 50, known = 5000, unknown = 200;
    (Dataset train, Dataset test) = folder is not null ? MnistFiles.Read(folder)
        : (DigitSet.Draw(known, 2 * seed).ToDataset(), DigitSet.Draw(unknown, (2 * seed) + 1).ToDataset());
    float[] learned = Black(train, known), others = Black(test, unknown), dreams = new float[batch * pixels];

    var network = new BoltzmannMachine(seed);
    var machine = new Machine(network, seed);
    var watch = Stopwatch.StartNew();
    for (int epoch = 0; epoch < epochs; epoch++)
    {
        var optimizer = new Sgd(0.05f * (1 - ((float)epoch / epochs)));
        for (int i = 0; i < learned.Length; i += batch * pixels)
        {
            machine.Train(learned.AsSpan(i, batch * pixels), dreams, optimizer);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"epoch {epoch + 1}: pseudo-likelihood {machine.PseudoLikelihood(learned):0.0}, {watch.Elapsed.TotalSeconds:0} s"));
    }

    float[] seen = [], filled = Completion.ByDreams(machine, others), nearest = Completion.ByNeighbour(learned, others);
    for (int step = 0; step < 500; step++)
    {
        seen = machine.Step(dreams);
    }

    Sheet.Write(sheet, [Filters(network), seen[..(batch / 2 * pixels)], others[..(batch / 2 * pixels)], filled[..(batch / 2 * pixels)]]);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pseudo-likelihood of other digits: {machine.PseudoLikelihood(others):0.0}"));
    float dreamt = Completion.Error(filled, others), copied = Completion.Error(nearest, others);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"error of the lower half: {dreamt:0.0000} by dreams, {copied:0.0000} by the nearest digit"));
}

static float[] Black(Dataset digits, int count) => [.. digits.Inputs(0, Math.Min(count, digits.Count)).ToArray().Select(ink => ink > 0.4f ? 1f : 0)];

// What the first hidden units look for, from black to white.
static float[] Filters(BoltzmannMachine network)
{
    const int count = 25;
    Parameter parameter = network.Parameters.Single(parameter => parameter.Name == "weights/embeddings");
    float[] weights = new float[parameter.Count];
    parameter.CopyTo(weights);
    return [.. Enumerable.Range(0, count * BoltzmannMachine.Pixels).Select(i =>
        Math.Clamp(0.5f + (weights[(i % BoltzmannMachine.Pixels * BoltzmannMachine.Hidden) + (i / BoltzmannMachine.Pixels)] / 2), 0, 1))];
}
