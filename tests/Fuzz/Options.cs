using System.Globalization;

namespace NetCompiler.Fuzz;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Help =
        """
        Feeds damaged files to the readers. A reader may refuse a file with its documented exceptions, and do nothing else.

          --seconds N      all targets together, for about N seconds (60 without any option)
          --inputs N       N inputs for each target instead
          --target NAME    only this one
          --seed N         other inputs (1)
          --first N        begin with this input of each target
          --failures DIR   where inputs that fail are written (fuzz-failures)
          --replay FILE    read one file with the target, and say what happens
        """;

    public double Seconds { get; private init; } = 60;

    public int? Inputs { get; private init; }

    public string? Target { get; private init; }

    public int Seed { get; private init; } = 1;

    public int First { get; private init; }

    public string Failures { get; private init; } = "fuzz-failures";

    public string? Replay { get; private init; }

    /// <exception cref="FormatException">An option is not known or has no value.</exception>
    public static Options Parse(string[] arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"Expected a value after '{arguments[i]}'.");
            options = arguments[i] switch
            {
                "--seconds" => options with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                "--inputs" => options with { Inputs = int.Parse(value, CultureInfo.InvariantCulture) },
                "--target" => options with { Target = value },
                "--seed" => options with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                "--first" => options with { First = int.Parse(value, CultureInfo.InvariantCulture) },
                "--failures" => options with { Failures = value },
                "--replay" => options with { Replay = value },
                _ => throw new FormatException($"Expected one of the options below, but found '{arguments[i]}'."),
            };
        }

        return options;
    }
}
