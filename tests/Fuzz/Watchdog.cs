namespace NetCompiler.Fuzz;

/// <summary>Ends the process when one input takes too long, after saving it: nothing else stops a reader that hangs.</summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>Inputs take microseconds to milliseconds; a busy machine may pause for seconds.</summary>
    private const long LimitMilliseconds = 20_000;

    private readonly FuzzTarget target;
    private readonly Options options;
    private readonly Timer timer;
    private volatile byte[]? input;
    private long began;
    private int index;

    public Watchdog(FuzzTarget target, Options options)
    {
        (this.target, this.options) = (target, options);
        timer = new Timer(_ => Check(), null, 1000, 1000);
    }

    public void Begin(int number, byte[] bytes)
    {
        (index, began) = (number, Environment.TickCount64);
        input = bytes;
    }

    public void End() => input = null;

    public void Dispose() => timer.Dispose();

    private void Check()
    {
        if (input is { } bytes && Environment.TickCount64 - Volatile.Read(ref began) > LimitMilliseconds)
        {
            Console.WriteLine($"FAIL fuzz {target.Name}: input {index} takes more than {LimitMilliseconds / 1000} seconds; saved as "
                + $"{FailureFile.Save(target, options, index, bytes)}");
            Environment.Exit(2);
        }
    }
}
