using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Amplifier;
using NetCompiler;

var data = new Option<string?>("--data") { Description = "A folder with dry.wav and wet.wav, the same sound before and behind an amplifier; "
    + "without it the program makes up both." };
var sound = new Option<string?>("--sound") { Description = "A WAV file to amplify; without it the program makes up one." };
var output = new Option<string>("--out") { Description = "Where the amplified sound is written.", DefaultValueFactory = _ => "amplified.wav" };
var full = new Option<bool>("--full") { Description = "Trains longer: 80 epochs." };
var epochs = new Option<int>("--epochs") { Description = "Passes over the sound.", DefaultValueFactory = result => result.GetValue(full) ? 80 : 20 };
var seed = new Option<int>("--seed") { Description = "Decides the first weights and the order of training.", DefaultValueFactory = _ => 1 };
var root = new RootCommand("Learns what an amplifier does to sound, and does it, sample by sample.") { data, sound, output, epochs, full, seed };
root.SetAction(parsed => Run(
    parsed.GetValue(data), parsed.GetValue(sound), parsed.GetValue(output)!, parsed.GetValue(epochs), parsed.GetValue(seed)));
return root.Parse(args).Invoke();

static void Run(string? folder, string? path, string output, int epochs, int seed)
{
    Sound dry = folder is null ? Sound.Strings(12, seed) : Sound.Read(Path.Combine(folder, "dry.wav"));
    Sound wet = folder is null ? dry.Distorted() : Sound.Read(Path.Combine(folder, "wet.wav"));
    int pieces = Math.Min(dry.Samples.Length, wet.Samples.Length) / Amp.Piece, learned = pieces * 9 / 10 * Amp.Piece;
    var train = Dataset.FromArrays(dry.Samples[..learned], [Amp.Piece, 1], wet.Samples[..learned]);
    var model = new Amp(seed);
    Console.WriteLine(model.Summary());
    const int BatchSize = 16;
    long steps = (long)epochs * ((train.Count + BatchSize - 1) / BatchSize);
    model.Fit(train, new FitOptions
    {
        Epochs = epochs,
        BatchSize = BatchSize,
        Seed = seed,
        Optimizer = new Adam(new CosineDecay(8e-3f, steps)) { GlobalClipNorm = 1 },
        Callbacks = [new LambdaCallback { EpochEnd = context => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"epoch {context.Epoch + 1}: loss {context.Logs["loss"]:0.000000}")) }],
    });

    Sound held = new(dry.Rate, dry.Samples[learned..]);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"error to signal, of sound that it did not learn: {Error(Amplify(model, held, out _), wet.Samples[learned..]):0.0000}"));
    Sound amplified = Amplify(model, path is null ? Sound.Strings(5, seed + 1) : Sound.Read(path), out TimeSpan time);
    amplified.Write(output);
    Console.WriteLine($"wrote {output}");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"real-time factor: {amplified.Seconds / time.TotalSeconds:0}"));
}

// As a plug-in does it: blocks of 64 samples come, and each is amplified before the next one comes.
static Sound Amplify(Amp model, Sound dry, out TimeSpan time)
{
    const int Block = 64;
    StreamState state = model.CreateState();
    var wet = new float[dry.Samples.Length];
    var watch = Stopwatch.StartNew();
    for (int first = 0; first < wet.Length; first += Block)
    {
        for (int i = first; i < Math.Min(first + Block, wet.Length); i++)
        {
            model.Step(dry.Samples.AsSpan(i, 1), wet.AsSpan(i, 1), state);
        }
    }

    time = watch.Elapsed;
    return new(dry.Rate, wet);
}

// The energy of the difference beside that of the sound; the first tenth of a second is the state's time to settle.
static double Error(Sound got, float[] wanted)
{
    (double difference, double energy) = (0, 0);
    for (int i = got.Rate / 10; i < Math.Min(wanted.Length, got.Samples.Length); i++)
    {
        difference += Math.Pow(got.Samples[i] - wanted[i], 2);
        energy += Math.Pow(wanted[i], 2);
    }

    return difference / energy;
}
