using System.Globalization;
using System.Net.Http.Json;

namespace NetCompiler.ServiceLoad;

/// <summary>Clients that ask without a pause, and a file of weights that is replaced each second.</summary>
internal static class LoadRun
{
    /// <summary>How much more memory the last third of the run may have than the second.</summary>
    private const double FlatMemory = 1.15;

    private sealed record Answer(int Digit, float[] Probabilities, long Version);

    /// <returns>Whether no answer failed, none was mixed, weights were swapped, and memory was flat.</returns>
    public static async Task<bool> RunAsync(string program, int seconds, int clients)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netcompiler-load-");
        try
        {
            string weights = Path.Combine(folder.FullName, "weights.safetensors");
            var known = new KnownAnswers();
            known.Save(0, weights);
            using var service = new ServiceProcess(program, weights);
            using var client = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromSeconds(30) };
            await service.BeginAsync(client);
            var counts = new Counts();
            using var ended = new CancellationTokenSource();
            Task[] askers = [.. Enumerable.Range(0, clients).Select(number => AskAsync(client, known, counts, number, ended.Token))];
            List<long> memory = await SwapAsync(known, weights, service, seconds);
            ended.Cancel();
            await Task.WhenAll(askers);
            return Judge(counts, known, memory, seconds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task AskAsync(HttpClient client, KnownAnswers known, Counts counts, int number, CancellationToken ended)
    {
        for (int i = number; !ended.IsCancellationRequested; i++)
        {
            int picture = i % known.Inputs.Length;
            try
            {
                using HttpResponseMessage response = await client.PostAsJsonAsync("/digits", known.Inputs[picture], CancellationToken.None);
                response.EnsureSuccessStatusCode();
                Answer answer = (await response.Content.ReadFromJsonAsync<Answer>(CancellationToken.None))!;
                counts.Answered();
                if (!known.Judge(picture, answer.Version, answer.Probabilities))
                {
                    counts.Mixed();
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                counts.Failed(exception.Message);
            }
        }
    }

    /// <summary>Swaps each second, and looks at the memory four times as often.</summary>
    private static async Task<List<long>> SwapAsync(KnownAnswers known, string weights, ServiceProcess service, int seconds)
    {
        const int LooksOfASecond = 4;
        var memory = new List<long>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / LooksOfASecond));
        for (int look = 1; look <= seconds * LooksOfASecond; look++)
        {
            await timer.WaitForNextTickAsync();
            memory.Add(service.Memory);
            if (look % LooksOfASecond == 0)
            {
                known.Save(look / LooksOfASecond % 2, weights);
            }
        }

        return memory;
    }

    private static bool Judge(Counts counts, KnownAnswers known, List<long> memory, int seconds)
    {
        int third = memory.Count / 3;
        double before = memory.Skip(third).Take(third).Max() / 1e6, after = memory.Skip(2 * third).Max() / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{counts.Answers} answers, {counts.Failures} failed, {counts.Mixtures} mixed, {known.Versions} versions in {seconds} s, "
                + $"memory {before:F0} MB in the second third, {after:F0} MB in the last"));
        return counts is { Answers: > 0, Failures: 0, Mixtures: 0 } && known.Versions >= seconds / 2 && after <= FlatMemory * before;
    }

    private sealed class Counts
    {
        private int _answers;
        private int _failures;
        private int _mixtures;

        public int Answers => _answers;

        public int Failures => _failures;

        public int Mixtures => _mixtures;

        public void Answered() => Interlocked.Increment(ref _answers);

        public void Mixed() => Interlocked.Increment(ref _mixtures);

        public void Failed(string why)
        {
            if (Interlocked.Increment(ref _failures) == 1)
            {
                Console.WriteLine($"The first failure: {why}");
            }
        }
    }
}
