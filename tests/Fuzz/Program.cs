namespace NetCompiler.Fuzz;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        Options options;
        try
        {
            options = Options.Parse(arguments);
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine($"{e.Message}\n\n{Options.Help}");
            return 1;
        }

        using var folder = new ScratchFolder();
        FuzzTarget[] targets = [.. Targets.All(folder).Where(target => options.Target is null || target.Name == options.Target)];
        if (targets.Length == 0)
        {
            Console.Error.WriteLine($"Expected a target of {string.Join(", ", Targets.All(folder).Select(target => target.Name))}, but found "
                + $"'{options.Target}'.");
            return 1;
        }

        if (options.Replay is not null)
        {
            byte[] input = File.ReadAllBytes(options.Replay);
            string?[] problems = [.. targets.Select(target => new FuzzRun(target, options).Judge(input))];
            Console.WriteLine(string.Join('\n', targets.Zip(problems, (target, problem) => $"{target.Name}: {problem ?? "well"}")));
            return problems.All(problem => problem is null) ? 0 : 1;
        }

        bool[] passed = [.. targets.Select(target => new FuzzRun(target, options).Run(options.Inputs,
            TimeSpan.FromSeconds(options.Seconds / targets.Length)))];
        return passed.All(pass => pass) ? 0 : 1;
    }
}
