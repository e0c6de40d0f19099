using System.Diagnostics;

namespace NetCompiler.Endurance;

/// <summary>
/// Two threads fit an instance each, two others predict with instances of their own, and one predicts with those that are fitted: the first four must
/// give the results that they give alone, the last is refused or answers with weights of before or after.
/// </summary>
public sealed class Stress
{
    private const int Samples = 96;

    private readonly Dataset _data = EnduranceNetwork.Samples(Samples, seed: 1);
    private readonly long _end;
    private readonly EnduranceNetwork?[] _fitted = new EnduranceNetwork?[2];
    private readonly float[][] _before = [Predict(new EnduranceNetwork(0)), Predict(new EnduranceNetwork(1))];
    private readonly float[][] _after;
    private readonly int[][] _weights;
    private long _fits, _predictions, _refused, _answered;
    private Exception? _error;

    private Stress(TimeSpan duration)
    {
        EnduranceNetwork[] alone = [Fit(new EnduranceNetwork(0)), Fit(new EnduranceNetwork(1))];
        _weights = Array.ConvertAll(alone, EnduranceNetwork.Bits);
        _after = Array.ConvertAll(alone, Predict);
        _end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>What was done at once.</summary>
    /// <param name="Fits">Runs of <c>Fit</c>, each with the weights that it has alone.</param>
    /// <param name="Predictions">Batches predicted by instances that nobody trains, each with the outputs that they have alone.</param>
    /// <param name="Refused">Predictions that were refused because their network was being fitted.</param>
    /// <param name="Answered">Predictions of such networks that came before or after.</param>
    public sealed record Result(long Fits, long Predictions, long Refused, long Answered);

    /// <summary>Runs for a time, at least until everybody has done something.</summary>
    /// <exception cref="InvalidOperationException">A result differs from the expected one.</exception>
    public static Result Run(TimeSpan duration)
    {
        var stress = new Stress(duration);
        Thread[] threads =
        [
            .. Enumerable.Range(0, 2).Select(i => stress.NewThread(() => stress.FitOnce(i), () => stress._fits > 1)),
            .. Enumerable.Range(0, 2).Select(i => stress.NewPredictor(i)),
            stress.NewThread(stress.PredictFitted, () => stress._refused > 0),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return stress._error is { } error
            ? throw new InvalidOperationException(error.Message, error)
            : new Result(stress._fits, stress._predictions, stress._refused, stress._answered);
    }

    private static float[] Predict(EnduranceNetwork network)
    {
        var outputs = new float[Samples * network.OutputFloats];
        network.Predict(EnduranceNetwork.Samples(Samples, seed: 1).Inputs(0, Samples), outputs);
        return outputs;
    }

    private EnduranceNetwork Fit(EnduranceNetwork network)
    {
        network.Fit(_data, new FitOptions { Epochs = 3, BatchSize = 8, Threads = 2, Optimizer = new Adam(0.01f), Metrics = [new Accuracy()],
            Verbose = false });
        return network;
    }

    private Thread NewPredictor(int seed)
    {
        var network = new EnduranceNetwork(seed);
        return NewThread(
            () =>
            {
                Check(Predict(network).AsSpan().SequenceEqual(_before[seed]), "A prediction differs from the one made alone.");
                Interlocked.Increment(ref _predictions);
            },
            () => _predictions > 0);
    }

    private void FitOnce(int seed)
    {
        var network = new EnduranceNetwork(seed);
        Volatile.Write(ref _fitted[seed], network);
        Check(EnduranceNetwork.Bits(Fit(network)).AsSpan().SequenceEqual(_weights[seed]),
            "The weights of a fit differ from those of a fit made alone.");
        Interlocked.Increment(ref _fits);
    }

    private void PredictFitted()
    {
        int seed = (int)((_refused + _answered) & 1);
        if (Volatile.Read(ref _fitted[seed]) is not { } network)
        {
            Thread.Yield();
            return;
        }

        try
        {
            float[] outputs = Predict(network);
            Check(
                outputs.AsSpan().SequenceEqual(_before[seed]) || outputs.AsSpan().SequenceEqual(_after[seed]),
                "A prediction of a network that is fitted is neither of the weights before nor of those after.");
            _answered++;
        }
        catch (InvalidOperationException e) when (e.Message.Contains("is being trained", StringComparison.Ordinal))
        {
            _refused++;
        }
    }

    private Thread NewThread(Action work, Func<bool> hasWorked) => new(() =>
    {
        try
        {
            while (_error is null && (Stopwatch.GetTimestamp() < _end || !hasWorked()))
            {
                work();
            }
        }
        catch (Exception e)
        {
            _error = e;
        }
    });

    private static void Check(bool holds, string problem)
    {
        if (!holds)
        {
            throw new InvalidOperationException(problem);
        }
    }
}
