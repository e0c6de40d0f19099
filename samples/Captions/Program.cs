using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Captions;
using NetCompiler;

var steps = new Option<int>("--steps") { Description = "Training steps, of 32 scenes each.", DefaultValueFactory = _ => 8000 };
var seed = new Option<int>("--seed") { Description = "Decides the scenes and the first weights.", DefaultValueFactory = _ => 1 };
var root = new RootCommand("Learns to describe scenes that it paints, and describes some whose combinations it was never shown.") { steps, seed };
root.SetAction(parsed => Run(parsed.GetValue(steps), parsed.GetValue(seed)));
return root.Parse(args).Invoke();

static void Run(int steps, int seed)
{
    const int batch = 32, pixels = Scene.Size * Scene.Size * 3, length = Scene.Steps + 1, tests = 500;
    var network = new CaptionNetwork(seed);
    var random = new Random(seed);
    var optimizer = new Adam(new CosineDecay(2e-3f, steps)) { GlobalClipNorm = 1 };
    float[] inputs = new float[batch * (pixels + length)], next = new float[batch * length];
    var watch = Stopwatch.StartNew();
    float loss = 0;
    for (int step = 1; step <= steps; step++)
    {
        for (int i = 0; i < batch; i++)
        {
            Scene scene = Draw(random, isKept: false);
            Span<float> row = inputs.AsSpan(i * (pixels + length), pixels + length), target = next.AsSpan(i * length, length);
            scene.Paint(random, row[..pixels]);
            Write(scene, row[pixels..], target);
        }

        loss += network.TrainStep(inputs, next, optimizer);
        if (step % 200 == 0)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"step {step}: loss {loss / 200:0.0000}, {watch.Elapsed.TotalSeconds:0} s"));
            loss = 0;
        }
    }

    float[] images = new float[tests * pixels];
    Scene[] scenes = [.. Enumerable.Range(0, tests).Select(_ => Draw(random, isKept: true))];
    for (int i = 0; i < tests; i++)
    {
        scenes[i].Paint(random, images.AsSpan(i * pixels, pixels));
    }

    string[] said = new Speaker(network).Describe(images), right = [.. scenes.Select(scene => string.Join(' ', scene.Sentence))];
    foreach ((string sentence, string meant) in said.Zip(right).Take(8))
    {
        Console.WriteLine(sentence == meant ? sentence : $"{sentence} (it is {meant})");
    }

    double share = said.Zip(right).Count(pair => pair.First == pair.Second) / (double)tests;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sentences right, of {tests} combinations never shown: {share:0.000}"));
}

static Scene Draw(Random random, bool isKept)
{
    Scene scene;
    do
    {
        scene = Scene.Draw(random);
    }
    while (scene.IsKept != isKept);
    return scene;
}

// The words that are read, from the one that stands before the first, and those that follow each.
static void Write(Scene scene, Span<float> words, Span<float> next)
{
    string[] sentence = scene.Sentence;
    words[0] = CaptionNetwork.Start;
    for (int i = 0; i < next.Length; i++)
    {
        next[i] = Array.IndexOf(Scene.Words, i < sentence.Length ? sentence[i] : Scene.Words[0]);
        if (i + 1 < words.Length)
        {
            words[i + 1] = next[i];
        }
    }
}
