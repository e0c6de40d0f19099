using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MiniGpt;
using NetCompiler;

var data = new Option<string?>("--data") { Description = "A text file to learn from; without it the program makes up sentences." };
var full = new Option<bool>("--full") { Description = "Trains longer: 8000 steps." };
var steps = new Option<int>("--steps") { Description = "Training steps.", DefaultValueFactory = result => result.GetValue(full) ? 8000 : 2000 };
var batch = new Option<int>("--batch") { Description = "Windows of text per step.", DefaultValueFactory = _ => 12 };
var seed = new Option<int>("--seed") { Description = "Decides the first weights and what is drawn.", DefaultValueFactory = _ => 1 };
var root = new RootCommand("Trains a small language model over characters and lets it write.") { data, steps, full, batch, seed };
root.SetAction(parsed => Train(parsed.GetValue(data), parsed.GetValue(steps), parsed.GetValue(batch), parsed.GetValue(seed)));
return root.Parse(args).Invoke();

static void Train(string? path, int steps, int batch, int seed)
{
    CharacterText text = path is null ? CharacterText.Drawn(seed) : new CharacterText(File.ReadAllText(path));
    var model = new Gpt(seed);
    Console.WriteLine(model.Summary());
    var optimizer = new AdamW(new CosineDecay(2e-3f, steps)) { Beta2 = 0.99f, WeightDecay = 0.1f, GlobalClipNorm = 1 };
    var random = new Random(seed);
    float[] inputs = new float[batch * Gpt.Context], targets = new float[batch * Gpt.Context];
    var watch = Stopwatch.StartNew();
    for (int step = 1; step <= steps; step++)
    {
        text.Draw(random, inputs, targets);
        float loss = model.TrainStep(inputs, targets, optimizer);
        if (step == 1 || step % 250 == 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step}: loss {loss:0.000}, {watch.Elapsed.TotalSeconds:0} s"));
        }
    }

    var writer = new Writer(model);
    int[] written = writer.Write(text.TokenOf('\n'), seed, cached: true);
    Console.WriteLine($"{text.ToText(written)}\n");
    bool same = written.AsSpan().SequenceEqual(writer.Write(text.TokenOf('\n'), seed, cached: false)) && writer.Difference(written) == 0;
    Console.WriteLine($"with remembered keys and values and without, text and scores are {(same ? "the same, bit for bit" : "different")}");
    (float[] validation, float[] successors) = text.Validation(most: 1000);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"validation loss: {model.EvaluateLoss(validation, successors):0.0000} nats per character"));
}
