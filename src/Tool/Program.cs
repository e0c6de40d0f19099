namespace NetCompiler.Tool;

/// <summary>The netcompiler command.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => Commands.Run(arguments, Console.Out, Console.Error);
}
