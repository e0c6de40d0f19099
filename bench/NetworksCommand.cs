using System.Reflection;

namespace NetCompiler.Bench;

/// <summary>
/// How long the famous networks take for one sample, at the sizes that they were published with and with random weights; each in a process of its
/// own.
/// </summary>
internal static class NetworksCommand
{
    /// <summary>What reads numbers of words, of which each has the first two.</summary>
    private static readonly string[] Readers = ["BertBase", "Gpt2"];

    /// <param name="filter">Only networks whose name contains it.</param>
    /// <param name="threads">Threads, and cores.</param>
    public static void Run(string filter, int threads)
    {
        Console.WriteLine($"{"network",-22}{"ms",10}{"GFLOP/s",10}{"of peak",9}");
        foreach (string name in NetworkSource.Names.Where(IsFamous).Where(name => name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            Console.WriteLine(OwnProcess.Run("networks", "--once", name, "--threads", $"{threads}"));
        }
    }

    /// <summary>What such a process runs: prints the network's row.</summary>
    public static void RunOnce(string name, int threads)
    {
        using var image = new MemoryStream();
        BuildCost.Measure(GeneratorCommand.Compile(NetworkSource.Of(name)), image);
        Type type = Assembly.Load(image.ToArray()).GetTypes().Single(type => type.Name == name);
        var network = (CompiledNetwork)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public, null, [1], null)!;
        float[] inputs = Inputs(name, network.InputFloats), outputs = new float[network.OutputFloats];
        double flops = network.Description.Layers.Sum(layer => (double)layer.Flops);

        using var pinned = new Pinning(threads);
        Stopwatching.WarmUp(() => network.Predict(inputs, outputs));
        double peak = PeakCommand.Measure(), seconds = Stopwatching.Median(() => network.Predict(inputs, outputs)), rate = flops / seconds / 1e9;
        Console.WriteLine(FormattableString.Invariant($"{name,-22}{seconds * 1e3,10:F2}{rate,10:F1}{rate / peak / threads,9:P0}"));
    }

    private static bool IsFamous(string name) =>
        !name.EndsWith("Training", StringComparison.Ordinal) && Type.GetType("NetCompiler.Bench." + name) is null;

    private static float[] Inputs(string name, int floats)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, floats).Select(_ => Readers.Contains(name) ? random.Next(2) : random.NextSingle())];
    }
}
