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
        var command = new Command(
            "verify", "Imports an ONNX model, compiles the class in memory, and compares what it predicts for random samples with ONNX Runtime.")
        {
            samples, seed, tolerance,
        };
        options.AddTo(command);
        command.SetAction(given => Verify(
            given.GetValue(options.Model)!, options.Read(given), given.GetValue(samples), given.GetValue(seed), given.GetValue(tolerance), output));
        return command;
    }

    private static void Verify(string path, OnnxImportOptions options, int samples, int seed, float tolerance, TextWriter output)
    {
        if (samples < 1)
        {
            throw new CommandException($"Expected at least one sample for --samples, but got {samples}.");
        }

        OnnxImport import = ImportOptions.Import(path, options);
        var compiled = new ClassCompiler([(options.Name + ".cs", import.Source)]);
        if (compiled.Errors.Count > 0)
        {
            throw new CommandException($"The class of {path} does not compile:\n{string.Join('\n', compiled.Errors)}");
        }

        using var session = new RuntimeSession(path);
        IReadOnlyList<OutputDifference> differences =
            new Verification.Verification(OnnxModel.Load(path), import, compiled.Create(options.Name, import)).Run(session, samples, seed);
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
