using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NetCompiler.Endurance;

/// <summary>
/// Kills two training processes, which share a folder, at random instants and starts them again, over and over; they must always go on, never leave
/// an unreadable
/// file or one that belongs to nothing, and end with the files of a process that was left alone.
/// </summary>
internal sealed partial class KillCommand(int kills, int every, int seed)
{
    private int _killed, _resumed, _finished;
    private Exception? _error;

    /// <returns>The process's exit code.</returns>
    public int Run()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("netcompiler-kill-");
        try
        {
            DirectoryInfo whole = root.CreateSubdirectory("whole");
            var time = Stopwatch.StartNew();
            Live(whole, "", killAfter: null);
            double duration = time.Elapsed.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"an uninterrupted run takes {duration:0.0} s; {kills} kills, seed {seed}"));
            for (int round = 0; _killed < kills; round++)
            {
                RunTwo(whole, root.CreateSubdirectory(round.ToString(CultureInfo.InvariantCulture)), duration, round);
            }

            Console.WriteLine(
                $"{_killed} kills by SIGKILL; {_resumed} times a process went on from a backup; {_finished} runs ended, two in a folder, all with "
                    + $"the weights, the log, "
                + "the checkpoints and the report of the uninterrupted run, bit for bit; no file was ever unreadable, and none was left over.");
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            Console.Error.WriteLine($"after {_killed} kills: {e.Message}");
            return 1;
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private void RunTwo(DirectoryInfo whole, DirectoryInfo folder, double duration, int round)
    {
        Thread[] threads = Array.ConvertAll(new[] { "", ".b" }, ending => new Thread(() =>
        {
            try
            {
                RunToTheEnd(folder, ending, duration, new Random(HashCode.Combine(seed, round, ending.Length)));
                Compare(new RunFiles(whole.FullName, ""), new RunFiles(folder.FullName, ending));
            }
            catch (Exception e)
            {
                _error ??= e;
            }
        }));
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (_error is not null)
        {
            throw new InvalidOperationException(_error.Message, _error);
        }

        CheckNothingIsLeft(folder);
        _finished += threads.Length;
    }

    private void RunToTheEnd(DirectoryInfo folder, string ending, double duration, Random random)
    {
        while (_error is null && !Live(folder, ending, Volatile.Read(ref _killed) < kills ? random.NextDouble() * duration : null))
        {
            new RunFiles(folder.FullName, ending).CheckReadable();
            int killed = Interlocked.Increment(ref _killed);
            if (killed % 20 == 0)
            {
                Console.WriteLine($"{killed} kills, {_finished} runs ended");
            }
        }
    }

    /// <summary>One process; false when it was killed.</summary>
    private bool Live(DirectoryInfo folder, string ending, double? killAfter)
    {
        using Process process = Process.Start(StartInfo(folder, ending))
            ?? throw new InvalidOperationException("The training process did not start.");
        bool kills = killAfter is { } seconds && !process.WaitForExit(TimeSpan.FromSeconds(seconds));
        if (kills)
        {
            process.Kill();
        }

        string output = process.StandardOutput.ReadToEnd(), errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (output.StartsWith("resumed", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _resumed);
        }

        // It may have come to its end between the decision to kill it and the kill.
        const int Killed = 128 + 9;
        return process.ExitCode switch
        {
            0 => true,
            Killed when kills => false,
            _ => throw new InvalidOperationException($"The training process failed with exit code {process.ExitCode}: {errors}"),
        };
    }

    private ProcessStartInfo StartInfo(DirectoryInfo folder, string ending) => new(
        Environment.ProcessPath!, ["train", "--folder", folder.FullName, "--ending", ending, "--every", every.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    /// <summary>A file's bytes; of a report without what it says about when the run was, and how long it took.</summary>
    private static byte[] Content(string file, bool isReport)
    {
        byte[] bytes = File.ReadAllBytes(file);
        return isReport ? Encoding.UTF8.GetBytes(RunParagraph().Replace(Encoding.UTF8.GetString(bytes), "")) : bytes;
    }

    [GeneratedRegex("<p class=\"run\">.*?</p>", RegexOptions.Singleline)]
    private static partial Regex RunParagraph();

    private static void Compare(RunFiles whole, RunFiles killed)
    {
        foreach ((string expected, string file) in whole.Results.Zip(killed.Results))
        {
            bool isReport = expected == whole.Report;
            if (!Content(expected, isReport).AsSpan().SequenceEqual(Content(file, isReport)))
            {
                throw new InvalidOperationException($"{Path.GetFileName(file)} differs from that of the uninterrupted run.");
            }
        }
    }

    /// <summary>No backup, no lock, no unfinished file; of TensorBoard's, each process adds its own.</summary>
    private static void CheckNothingIsLeft(DirectoryInfo folder)
    {
        IEnumerable<string> expected = new[] { "", ".b" }.SelectMany(ending => new RunFiles(folder.FullName, ending).Results);
        string[] left = [.. Directory.GetFiles(folder.FullName).Except(expected)];
        if (left.Length > 0)
        {
            throw new InvalidOperationException($"left over: {string.Join(", ", left.Select(Path.GetFileName))}.");
        }
    }
}
