using System.Diagnostics;
using System.Globalization;

namespace NetCompiler.Endurance;

/// <summary>
/// Kills a training process at random instants and starts it again, over and over; it must always go on, never leave an unreadable file, and end with the
/// files of a process that was left alone.
/// </summary>
internal sealed class KillCommand(int kills, int every, int seed)
{
    private readonly Random _random = new(seed);
    private int _killed, _resumed, _finished;

    /// <returns>The process's exit code.</returns>
    public int Run()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("netcompiler-kill-");
        try
        {
            string whole = root.CreateSubdirectory("whole").FullName;
            var time = Stopwatch.StartNew();
            Live(whole, killAfter: null);
            double duration = time.Elapsed.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"an uninterrupted run takes {duration:0.0} s; {kills} kills, seed {seed}"));
            for (int run = 0; _killed < kills; run++)
            {
                string folder = root.CreateSubdirectory(run.ToString(CultureInfo.InvariantCulture)).FullName;
                RunToTheEnd(folder, duration);
                Compare(whole, folder);
                _finished++;
            }

            Console.WriteLine(
                $"{_killed} kills by SIGKILL; {_resumed} times a process went on from a backup; {_finished} runs ended, all with the weights, the log and the best "
                + "checkpoint of the uninterrupted run, bit for bit; no file was ever unreadable.");
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

    private void RunToTheEnd(string folder, double duration)
    {
        while (!Live(folder, _killed < kills ? _random.NextDouble() * duration : null))
        {
            _killed++;
            RunFiles.CheckReadable(folder);
            if (_killed % 20 == 0)
            {
                Console.WriteLine($"{_killed} kills, {_finished} runs ended");
            }
        }
    }

    /// <summary>One process; false when it was killed.</summary>
    private bool Live(string folder, double? killAfter)
    {
        using Process process = Process.Start(StartInfo(folder)) ?? throw new InvalidOperationException("The training process did not start.");
        bool kills = killAfter is { } seconds && !process.WaitForExit(TimeSpan.FromSeconds(seconds));
        if (kills)
        {
            process.Kill();
        }

        string output = process.StandardOutput.ReadToEnd(), errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        _resumed += output.StartsWith("resumed", StringComparison.Ordinal) ? 1 : 0;

        // It may have come to its end between the decision to kill it and the kill.
        const int Killed = 128 + 9;
        return process.ExitCode switch
        {
            0 => true,
            Killed when kills => false,
            _ => throw new InvalidOperationException($"The training process failed with exit code {process.ExitCode}: {errors}"),
        };
    }

    private ProcessStartInfo StartInfo(string folder) => new(Environment.ProcessPath!, ["train", "--folder", folder, "--every", every.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static void Compare(string whole, string folder)
    {
        foreach (Func<string, string> file in new Func<string, string>[] { RunFiles.Weights, RunFiles.Log, RunFiles.Best })
        {
            if (!File.ReadAllBytes(file(whole)).AsSpan().SequenceEqual(File.ReadAllBytes(file(folder))))
            {
                throw new InvalidOperationException($"{Path.GetFileName(file(folder))} differs from that of the uninterrupted run.");
            }
        }
    }
}
