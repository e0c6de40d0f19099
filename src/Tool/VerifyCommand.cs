using System.CommandLine;
using System.Globalization;
using NetCompiler.Onnx;
using NetCompiler.Tool.Verification;

namespace NetCompiler.Tool;

/// <summary>netcompiler verify: an imported class against ONNX Runtime.</summary>
internal static class VerifyCommand
{
    /// <summary>What is left where sums have another order.</summary>
    private const float Tolerance = 2e-5f;

    private const int Samples = 3;

    public static Command Make(TextWriter output)
    {
        var options = new ImportOptions();
        var samples = new Option<int>("--samples")
        {
            Description = $"How many samples are tried; {Samples} by default.", DefaultValueFactory = _ => Samples,
        };
        var seed = new Option<int>("--seed") { Description = "Draws other samples; 0 by default.", DefaultValueFactory = _ => 0 };
        var tolerance = new Option<float>("--tolerance")
        {
            Description = $"The largest difference that passes, relative to the largest output; {Number(Tolerance)} by default.",
            DefaultValueFactory = _ => Tolerance,
        };
        var range = new Option<float>("--range")
        {
            Description = "Numbers are drawn up to this, and as far below 0; 1 by default.", DefaultValueFactory = _ => 1,
        };
        var given = new Option<string[]>("--input")
        {
            Description = "Samples of an input in the place of random ones, as name=file.npy, in the model's order; may be given several times.",
            DefaultValueFactory = _ => [],
        };
        var feed = new Option<string[]>("--feed")
        {
            Description = "An output that is an input of the next sample, as output=input, as the states of a stream are; may be given several "
                + "times.",
            DefaultValueFactory = _ => [],
        };
        var command = new Command(
            "verify", "Imports an ONNX model, compiles the class in memory, and compares what it predicts for random samples with ONNX Runtime.")
        {
            samples, seed, tolerance, range, given, feed,
        };
        options.AddTo(command);
        command.SetAction(read => Verify(
            read.GetValue(options.Model)!, options.Read(read),
            new Trial(read.GetValue(samples), read.GetValue(seed), read.GetValue(range))
            {
                Given = read.GetValue(given)!.Select(text => Pair(text, "--input", "image=photos.npy"))
                    .ToDictionary(pair => pair.Name, pair => NpyFile.Read(pair.Value).Values),
                Fed = [.. read.GetValue(feed)!.Select(text => Pair(text, "--feed", "last=first"))],
            },
            read.GetValue(tolerance), output));
        return command;
    }

    private static (string Name, string Value) Pair(string text, string option, string example) =>
        text.Split('=') is [{ Length: > 0 } name, { Length: > 0 } value] ? (name, value)
            : throw new CommandException($"Expected two names with an equals sign between for {option}, such as {example}, but got '{text}'.");

    private static void Verify(string path, OnnxImportOptions options, Trial trial, float tolerance, TextWriter output)
    {
        if (trial.Samples < 1)
        {
            throw new CommandException($"Expected at least one sample for --samples, but got {trial.Samples}.");
        }

        OnnxImport import = ImportOptions.Import(path, options);
        var compiled = new ClassCompiler([(options.Name + ".cs", import.Source)]);
        if (compiled.Errors.Count > 0)
        {
            throw new CommandException($"The class of {path} does not compile:\n{string.Join('\n', compiled.Errors)}");
        }

        using var session = new RuntimeSession(path);
        IReadOnlyList<OutputDifference> differences =
            new Verification.Verification(OnnxModel.Load(path), import, options.Constants, compiled.Create(options.Name, import)).Run(session, trial);
        foreach (OutputDifference difference in differences)
        {
            output.WriteLine($"{difference.Port.Name} [{string.Join(", ", difference.Port.Shape)}]: largest difference {Number(difference.Error)} "
                + $"of values up to {Number(difference.Largest)}, that is {Number(difference.Relative)} or {Number(difference.Units)} units in the "
                + "last place");
        }

        if (differences.Any(difference => !(difference.Relative <= tolerance)))
        {
            throw new CommandException($"{path} and its class differ by more than {Number(tolerance)} of the largest output.");
        }
    }

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
