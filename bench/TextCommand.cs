using System.Text;

namespace NetCompiler.Bench;

/// <summary>How much text networks become, and what a build pays for it: each network in a process of its own.</summary>
internal static class TextCommand
{
    /// <summary>The tutorial's convolutional network, a small classifier, and two deep ones with training.</summary>
    private static readonly string[] Usual = ["Cnn", "IrisClassifier", "ResNet50Training", "DenseNet121Training"];

    /// <param name="filter">The usual networks where it is empty, else those of all whose name contains it.</param>
    public static void Run(string filter)
    {
        Console.WriteLine("Seconds are those of all processors together.");
        Console.WriteLine($"{"network",-22}{"KB",9}{"lines",9}{"kernels",9}{"generator s",13}{"compiler s",12}{"peak MB",9}");
        var chosen = NetworkSource.Names.Where(name => name.Contains(filter, StringComparison.OrdinalIgnoreCase));
        foreach (string name in filter.Length == 0 ? Usual : chosen)
        {
            Console.WriteLine(OwnProcess.Run("text", "--once", name));
        }
    }

    /// <summary>What such a process runs: prints the network's row.</summary>
    public static void RunOnce(string name)
    {
        BuildCost cost = BuildCost.Measure(GeneratorCommand.Compile(NetworkSource.Of(name)));
        string[] texts = [.. cost.Files.Where(file => !file.Key.EndsWith(".Block.g.cs", StringComparison.Ordinal)).Select(file => file.Value)];
        double kilobytes = texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text)) / 1e3;
        double generating = cost.Generating.ProcessorSeconds, compiling = cost.Compiling.ProcessorSeconds;
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-22}{kilobytes,9:F1}{Lines(texts),9}{cost.Kernels,9}{generating,13:F2}{compiling,12:F2}{PeakMemory.Megabytes(),9:F0}"));
    }

    private static int Lines(string[] texts) => texts.Sum(text => text.AsSpan().Count('\n'));
}
