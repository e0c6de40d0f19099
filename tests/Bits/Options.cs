using System.Globalization;

namespace NetCompiler.Bits;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Help =
        """
        Prints a line for each network with hashes of all bits of its predictions, gradients and trained weights on made-up samples.

          --threads N      threads of training; the lines are the same for any number (1)
          --filter TEXT    only networks whose name contains this
          --short          smaller batches and fewer steps, for emulators
        """;

    public int Threads { get; private init; } = 1;

    public string Filter { get; private init; } = "";

    /// <summary>The batches that are predicted: less than a micro-batch of most networks, and several with a rest.</summary>
    public int[] Batches { get; private init; } = [1, 7, 33, 130];

    /// <summary>The batch whose gradients are computed, of several micro-batches for all but the smallest networks.</summary>
    public int GradientBatch { get; private init; } = 33;

    public int TrainingBatch { get; private init; } = 7;

    public int Steps { get; private init; } = 10;

    /// <exception cref="FormatException">An option is not known or has no value.</exception>
    public static Options Parse(string[] arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--threads" => options with { Threads = int.Parse(Value(arguments, ++i), CultureInfo.InvariantCulture) },
                "--filter" => options with { Filter = Value(arguments, ++i) },
                "--short" => options with { Batches = [1, 5], GradientBatch = 5, TrainingBatch = 3, Steps = 2 },
                _ => throw new FormatException($"Expected one of the options below, but found '{arguments[i]}'."),
            };
        }

        return options;
    }

    private static string Value(string[] arguments, int place) =>
        place < arguments.Length ? arguments[place] : throw new FormatException($"Expected a value after '{arguments[place - 1]}'.");
}
