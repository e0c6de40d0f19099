using System.Reflection;

namespace NetCompiler.Bench;

/// <summary>
/// How long the famous networks take for one sample, at the sizes that they were published with and with random weights; each in a process of its
/// own.
/// </summary>
internal static class NetworksCommand
{
    /// <summary>What reads numbers of words, of which each has the first two.</summary>
    private static readonly string[] Readers = ["BertBase", "Gpt2", "WaveNet"];

    /// <param name="filter">Only networks whose name contains it.</param>
    /// <param name="threads">Threads, and cores.</param>
    /// <param name="turns">How often ONNX Runtime takes turns with each; 0 for not at all.</param>
    public static void Run(string filter, int threads, int turns)
    {
        Console.WriteLine($"{"network",-22}{"ms",10}{"GFLOP/s",10}{"of peak",9}{(turns > 0 ? "   ONNX Runtime ms  ratio  difference" : "")}");
        string[] more = turns > 0 ? ["--onnx", "--rounds", $"{turns}"] : [];
        foreach (string name in NetworkSource.Names.Where(IsFamous).Where(name => name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            Console.WriteLine(OwnProcess.Run(["networks", "--once", name, "--threads", $"{threads}", .. more]));
        }
    }

    /// <summary>What such a process runs: prints the network's row.</summary>
    public static void RunOnce(string name, int threads, int turns)
    {
        CompiledNetwork network = Make(name, exports: turns > 0);
        float[] inputs = Inputs(name, network.InputFloats), outputs = new float[network.OutputFloats];
        double flops = network.Description.Layers.Sum(layer => (double)layer.Flops);
        using OnnxPeer? peer = turns > 0 ? new OnnxPeer(network, inputs, threads) : null;

        using var pinned = new Pinning(threads);
        Stopwatching.WarmUp(() => network.Predict(inputs, outputs));
        double peak = PeakCommand.Measure();
        double[][] seconds = [.. Enumerable.Range(0, Math.Max(turns, 1)).Select(_ =>
            new[] { Stopwatching.Median(() => network.Predict(inputs, outputs)), peer is null ? 0 : Stopwatching.Median(peer.Run) })];
        double own = Stopwatching.Median(seconds.Select(turn => turn[0])), rate = flops / own / 1e9;
        Console.Write(FormattableString.Invariant($"{name,-22}{own * 1e3,10:F2}{rate,10:F1}{rate / peak / threads,9:P0}"));
        if (peer is not null)
        {
            double others = Stopwatching.Median(seconds.Select(turn => turn[1]));
            Console.Write(FormattableString.Invariant($"{others * 1e3,18:F2}{others / own,7:F2}{peer.DifferenceTo(outputs),12:E1}"));
        }

        Console.WriteLine();
    }

    private static CompiledNetwork Make(string name, bool exports)
    {
        using var image = new MemoryStream();
        BuildCost.Measure(GeneratorCommand.Compile(exports, NetworkSource.Of(name)), image);
        Type type = Assembly.Load(image.ToArray()).GetTypes().Single(type => type.Name == name);
        return (CompiledNetwork)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public, null, [1], null)!;
    }

    private static bool IsFamous(string name) =>
        !name.EndsWith("Training", StringComparison.Ordinal) && Type.GetType("NetCompiler.Bench." + name) is null;

    private static float[] Inputs(string name, int floats)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, floats).Select(_ => Readers.Contains(name) ? random.Next(2) : random.NextSingle())];
    }
}
