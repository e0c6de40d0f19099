using System.CommandLine;

namespace Digits;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(
    string? Data, int Epochs, int Batch, int Threads, int Seed, string? Save, string? Export, string? Explain, bool Distributed, string? Backup)
{
    /// <summary>Parses the arguments and runs <paramref name="program"/>; prints help or errors instead where they call for it.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run(string[] arguments, Action<Options> program)
    {
        var data = new Option<string?>("--data") { Description =
            "Folder with the four MNIST files, gzipped or not; without it the program draws its own digits." };
        var epochs = Number("--epochs", 5, "Passes over the training digits.");
        var batch = Number("--batch", 32, "Digits per training step.");
        var threads = Number("--threads", Environment.ProcessorCount, "Threads that train; the result does not depend on it.");
        var seed = Number("--seed", 1, "Decides what is drawn, the first weights and the order of training.", least: 0);
        var save = new Option<string?>("--save") { Description = "Where to write the trained weights (safetensors)." };
        var export = new Option<string?>("--export") { Description = "Folder to write the drawn digits to, in MNIST's format." };
        var explain = new Option<string?>("--explain") { Description = "Where to draw some digits and what the network looks at (PNG)." };
        var distributed = new Option<bool>("--distributed") { Description = "Trains on the ranks that mpirun has started." };
        var backup = new Option<string?>("--backup") { Description = "Where to keep what a run that was stopped goes on from." };
        var root = new RootCommand("Trains a small convolutional network to read digits.") { data, epochs, batch, threads, seed, save, export,
            explain, distributed, backup };
        root.SetAction(parsed => program(new Options(
            parsed.GetValue(data), parsed.GetValue(epochs), parsed.GetValue(batch), parsed.GetValue(threads), parsed.GetValue(seed),
            parsed.GetValue(save), parsed.GetValue(export), parsed.GetValue(explain), parsed.GetValue(distributed),
            parsed.GetValue(backup))));
        return root.Parse(arguments).Invoke();
    }

    private static Option<int> Number(string name, int value, string description, int least = 1)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
            {
                result.AddError($"{name} must be at least {least}.");
            }
        });
        return option;
    }
}
