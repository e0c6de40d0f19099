using System.Diagnostics;
using System.Globalization;

namespace NetCompiler.Fuzz;

/// <summary>Feeds inputs to one target, one after the other, and judges what it does.</summary>
internal sealed class FuzzRun(FuzzTarget target, Options options)
{
    /// <summary>A reader may allocate this much for any file (a compressed one may hold a mebibyte), and this many times the file's length.</summary>
    private const long AllowedBytes = (1 << 20) + (1 << 16);
    private const int AllowedRatio = 64;

    /// <summary>Nor more than this for a large one.</summary>
    private const long AllowedForLarge = 64 << 20;
    private const int LargeRatio = 8;

    /// <summary>Characters of a message.</summary>
    private const int LongestMessage = 4000;

    private const int MostFailures = 10;

    private long largest;
    private int accepted;
    private int failures;

    /// <summary>Runs until the count or the time is reached. True if nothing failed.</summary>
    public bool Run(int? inputs, TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        using var watchdog = new Watchdog(target, options);
        int index = options.First;
        for (; inputs is int count ? index < options.First + count : Stopwatch.GetElapsedTime(start) < time; index++)
        {
            byte[] input = new Mutator(new Random(HashSeed(index)), target).Next();
            watchdog.Begin(index, input);
            string? problem = Judge(input);
            watchdog.End();
            if (problem is not null && !Report(index, input, problem))
            {
                break;
            }
        }

        int done = index - options.First;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(failures == 0 ? "PASS" : "FAIL")} fuzz {target.Name}: {done} inputs in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s, "
                + $"{100.0 * accepted / Math.Max(1, done):F1} % read, at most {largest / 1024.0:F0} KiB allocated, {failures} failures"));
        return failures == 0;
    }

    /// <summary>What is wrong with the way the reader takes an input; null if nothing is.</summary>
    public string? Judge(byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Read(input);
            accepted++;
        }
        catch (Exception exception) when (target.Refuses(exception))
        {
            // A file refused as documented.
            if (exception.Message.Length > LongestMessage)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"a message of {exception.Message.Length} characters; allowed are {LongestMessage}.");
            }
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        largest = Math.Max(largest, allocated);
        long allowed = Math.Min(AllowedBytes + ((long)AllowedRatio * input.Length), AllowedForLarge + ((long)LargeRatio * input.Length));
        return allocated <= allowed ? null : string.Create(CultureInfo.InvariantCulture,
            $"allocated {allocated} bytes for a file of {input.Length}; allowed are {allowed}.");
    }

    /// <summary>Each input has its own random numbers, so that any one can be made again alone.</summary>
    private int HashSeed(int index) => unchecked((options.Seed * 1_000_003) ^ (index * 7_919));

    private bool Report(int index, byte[] input, string problem)
    {
        Console.WriteLine($"{target.Name}, input {index}: {problem}");
        Console.WriteLine($"  saved as {FailureFile.Save(target, options, index, input)}; again: --target {target.Name} --seed {options.Seed} "
            + $"--first {index} --inputs 1");
        return ++failures < MostFailures;
    }
}
