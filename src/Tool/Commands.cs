using System.CommandLine;

namespace NetCompiler.Tool;

/// <summary>All commands, and how they fail: with a line that says why, and exit code 1.</summary>
internal static class Commands
{
    private const int Failed = 1;

    /// <summary>Runs a command line; 0 where all went well.</summary>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Makes networks for NetCompiler of models of others.")
        {
            ImportCommand.Make(output), VerifyCommand.Make(output), SummaryCommand.Make(output),
        };
        try
        {
            var invocation = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
            return root.Parse(arguments).Invoke(invocation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CommandException)
        {
            error.WriteLine(fault.Message);
            return Failed;
        }
    }
}
