using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NetCompiler.Bench;

/// <summary>
/// Trains a perceptron on a file of floats that is streamed from the disk, shuffled through a buffer and read ahead: the process's memory must not
/// follow the file's size, and the
/// network should not wait for data.
/// </summary>
internal static class StreamCommand
{
    private const int InputFloats = 784, Classes = 10, BatchSize = 128, ShuffleBuffer = 8192, Ahead = 4;
    private const double AllowedMegabytes = 300;

    /// <summary>1 when the process has taken more memory than allowed.</summary>
    public static int Run(double gigabytes)
    {
        long samples = Math.Max(1, (long)(gigabytes * 1e9 / (InputFloats * sizeof(float))));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netcompiler-stream-");
        try
        {
            long free = new DriveInfo(folder.FullName).AvailableFreeSpace, needed = samples * (InputFloats + 1) * sizeof(float);
            if (free < needed * 1.1)
            {
                Console.WriteLine(FormattableString.Invariant(
                $"{folder.Parent!.FullName} has {free / 1e9:F1} GB free; {needed * 1.1 / 1e9:F1} GB are needed."));
                return 1;
            }

            string inputs = Path.Combine(folder.FullName, "inputs.npy"), targets = Path.Combine(folder.FullName, "targets.npy");
            long start = Stopwatch.GetTimestamp();
            Write(inputs, targets, samples);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"file: {new FileInfo(inputs).Length / 1e9:F2} GB, {samples} samples, "
                    + $"written in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
            return Train(inputs, targets);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Train(string inputs, string targets)
    {
        PrefetchSource data = DataSource.FromNpy(inputs, targets).Shuffle(ShuffleBuffer).Prefetch(Ahead);
        var network = new Mlp(seed: 1);
        long start = Stopwatch.GetTimestamp();
        History history = network.Fit(data, new FitOptions { BatchSize = BatchSize, Optimizer = new Adam(1e-3f), Verbose = false });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        PrefetchStatistics statistics = data.Statistics;
        double peak = PeakMemory.Megabytes();
        Console.WriteLine(FormattableString.Invariant(
            $"one epoch: {seconds:F1} s, {statistics.Samples / seconds:F0} samples/s, {new FileInfo(inputs).Length / seconds / 1e6:F0} MB/s"));
        Console.WriteLine(FormattableString.Invariant($"mean loss {history["loss"][0]:F4}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"waiting for data: {statistics.WaitShare:P2} of the time "
                + $"({statistics.Waited.TotalSeconds:F2} of {statistics.Elapsed.TotalSeconds:F1} s)"));
        Console.WriteLine(FormattableString.Invariant($"peak memory of the process: {peak:F0} MB, {AllowedMegabytes:F0} MB allowed"));
        return peak <= AllowedMegabytes ? 0 : 1;
    }

    /// <summary>Each class has a pattern; a sample is its class's with much noise.</summary>
    private static void Write(string inputsPath, string targetsPath, long samples)
    {
        var random = new Random(1);
        float[] patterns = [.. Enumerable.Range(0, Classes * InputFloats).Select(_ => random.NextSingle())];
        float[] noise = [.. Enumerable.Range(0, 100_003).Select(_ => (4 * random.NextSingle()) - 2)];
        var sample = new float[InputFloats];
        var label = new byte[sizeof(int)];
        using FileStream inputs = Create(inputsPath, "<f4", $"({samples}, {InputFloats})"), targets = Create(targetsPath, "<i4", $"({samples},)");
        for (long i = 0; i < samples; i++)
        {
            int kind = random.Next(Classes), from = random.Next(noise.Length - InputFloats);
            for (int j = 0; j < InputFloats; j++)
            {
                sample[j] = patterns[(kind * InputFloats) + j] + noise[from + j];
            }

            inputs.Write(MemoryMarshal.AsBytes(sample.AsSpan()));
            BinaryPrimitives.WriteInt32LittleEndian(label, kind);
            targets.Write(label);
        }
    }

    /// <summary>An NPY file, version 1, that holds its header.</summary>
    private static FileStream Create(string path, string type, string shape)
    {
        const int HeaderBytes = 128, Prefix = 10;
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(HeaderBytes - Prefix - 1) + "\n";
        FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
        file.Write([0x93, .. "NUMPY"u8, 1, 0, HeaderBytes - Prefix, 0, .. Encoding.ASCII.GetBytes(text)]);
        return file;
    }
}
