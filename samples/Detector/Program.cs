using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Detector;
using NetCompiler;

var steps = new Option<int>("--steps") { Description = "Training steps, of 32 scenes each.", DefaultValueFactory = _ => 2000 };
var seed = new Option<int>("--seed") { Description = "Decides the scenes and the first weights.", DefaultValueFactory = _ => 1 };
var picture = new Option<string>("--picture") { Description = "Where to draw boxes (PNG).", DefaultValueFactory = _ => "boxes.png" };
var root = new RootCommand("Learns to find discs, squares and triangles in scenes that it paints.") { steps, seed, picture };
root.SetAction(parsed => Run(parsed.GetValue(steps), parsed.GetValue(seed), parsed.GetValue(picture)!));
return root.Parse(args).Invoke();

static void Run(int steps, int seed, string picture)
{
    const int batch = 32, pixels = Scene.Size * Scene.Size * 3, numbers = YoloNetwork.Cells * YoloNetwork.Cells * YoloNetwork.Numbers, tests = 500;
    var network = new YoloNetwork(seed);
    var random = new Random(seed);
    var optimizer = new Adam(new CosineDecay(2e-3f, steps));
    float[] images = new float[batch * pixels], cells = new float[batch * numbers];
    var watch = Stopwatch.StartNew();
    float loss = 0;
    for (int step = 1; step <= steps; step++)
    {
        for (int i = 0; i < batch; i++)
        {
            Scene scene = Scene.Paint(random);
            scene.Pixels.CopyTo(images, i * pixels);
            Boxes.Encode(scene.Things, cells.AsSpan(i * numbers, numbers));
        }

        loss += network.TrainStep(images, cells, optimizer);
        if (step % 50 == 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step}: loss {loss / 50:0.000}, {watch.Elapsed.TotalSeconds:0} s"));
            loss = 0;
        }
    }

    var unseen = new Random(~seed);
    Scene[] scenes = [.. Enumerable.Range(0, tests).Select(_ => Scene.Paint(unseen))];
    float[] outputs = new float[tests * numbers];
    network.Predict(scenes.SelectMany(scene => scene.Pixels).ToArray(), outputs);
    List<Thing>[] found = [.. scenes.Select((_, i) => Boxes.Decode(outputs.AsSpan(i * numbers, numbers)))];
    Picture.Write(picture, scenes, found);
    double mean = AveragePrecision.Mean([.. scenes.Zip(found, (scene, things) => (scene.Things, things))]);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"mean average precision of {tests} new scenes at an overlap of 0.5: {mean:0.000}"));
}
