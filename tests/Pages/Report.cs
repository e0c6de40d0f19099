namespace NetCompiler.Pages;

/// <summary>What was found, line by line, and whether all of it is as it should be.</summary>
internal sealed class Report
{
    public bool Failed { get; private set; }

    public void Say(bool holds, string what)
    {
        Failed |= !holds;
        Console.WriteLine((holds ? "ok   " : "FAIL ") + what);
    }
}
