using System.Globalization;
using NetCompiler;
using NetCompiler.Bench;

// The program of a user's project: prints the microseconds of a prediction and of a training step, on one thread.
var network = new Cnn(seed: 1) { ComputeThreads = 1 };
var random = new Random(1);
float[] images = [.. Enumerable.Range(0, 32 * 784).Select(_ => random.NextSingle())];
float[] classes = [.. Enumerable.Range(0, 32).Select(i => i % 10f)];
float[] outputs = new float[10];
var optimizer = new Adam(1e-3f);
Action predict = () => network.Predict(images.AsSpan(0, 784), outputs), step = () => network.TrainStep(images, classes, optimizer);
Stopwatching.WarmUp(predict);
Stopwatching.WarmUp(step);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatching.Median(predict) * 1e6} {Stopwatching.Median(step) * 1e6}"));
