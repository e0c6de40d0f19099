using System.Runtime.ExceptionServices;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Distributed.Tests;

/// <summary>Runs of several ranks in one process, a thread each.</summary>
internal static class Together
{
    /// <summary>Runs all ranks to their end, and throws the first exception of one of them, by rank.</summary>
    public static T[] Run<T>(int ranks, Func<IGradientExchange, T> run, TimeSpan? limit = null)
    {
        var results = new T[ranks];
        Exception?[] errors = Try(LoopbackExchange.Create(ranks, limit), exchange => results[exchange.Rank] = run(exchange));
        if (Array.Find(errors, error => error is not null) is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        return results;
    }

    /// <summary>Runs all ranks, and returns how each one failed.</summary>
    public static Exception?[] Try(IReadOnlyList<IGradientExchange> exchanges, Action<IGradientExchange> run)
    {
        var errors = new Exception?[exchanges.Count];
        Thread[] threads = [.. exchanges.Select(exchange => new Thread(() =>
        {
            try
            {
                run(exchange);
            }
            catch (Exception e)
            {
                errors[exchange.Rank] = e;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return errors;
    }

    /// <summary>Made-up samples of a network, the same every time.</summary>
    public static Dataset Data(TrainableNetwork network, int count, int seed = 1) => network.Description.TargetIndices.Length > 0
        ? Dataset.FromArrays(network.MakeInputs(count, seed), network.Description.InputShape,
            Array.ConvertAll(network.MakeTargets(count, seed + 100), target => (int)target))
        : Dataset.FromArrays(network.MakeInputs(count, seed), network.Description.InputShape, network.MakeTargets(count, seed + 100));
}
