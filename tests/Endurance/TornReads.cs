using System.Diagnostics;

namespace NetCompiler.Endurance;

/// <summary>
/// One thread trains an instance of <see cref="EqualWeights"/>, by steps and by runs of <c>Fit</c>, and changes its weights at once; another one
/// reads it in every
/// way there is. Whatever is read must be of one version, and each refusal the documented one.
/// </summary>
public sealed class TornReads : IDisposable
{
    private readonly EqualWeights _network = new();
    private readonly Sgd _optimizer = EqualWeights.NewOptimizer();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netcompiler-torn-");
    private readonly Dataset _data = Dataset.FromArrays(new float[32], [2], new float[32]);
    private readonly IntegratedGradients _gradients;
    private readonly SmoothGrad _smooth;
    private bool _ends;
    private long _changes;
    private Exception? _error;

    private TornReads() => (_gradients, _smooth) = (new IntegratedGradients(_network) { Steps = 48 }, new SmoothGrad(_network) { Samples = 48 });

    /// <summary>What one way of reading came to.</summary>
    /// <param name="Reader">The way.</param>
    /// <param name="Whole">Readings of one version.</param>
    /// <param name="Refused">Refusals.</param>
    /// <param name="Torn">Readings of several versions.</param>
    public sealed record Count(string Reader, long Whole, long Refused, long Torn);

    /// <summary>All ways in turn, until the time is over and each was refused and answered.</summary>
    /// <returns>The counts, and how often the weights changed.</returns>
    /// <exception cref="InvalidOperationException">The training thread failed, or a reader with another exception than the documented
    /// one.</exception>
    public static (IReadOnlyList<Count> Counts, long Changes) Run(TimeSpan duration)
    {
        using var run = new TornReads();
        var trainer = new Thread(run.Train) { IsBackground = true };
        trainer.Start();
        Count[] counts = run.ReadAll(duration);
        Volatile.Write(ref run._ends, true);
        trainer.Join();
        return run._error is { } error ? throw new InvalidOperationException(error.Message, error) : (counts, run._changes);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private Count[] ReadAll(TimeSpan duration)
    {
        TimeSpan patience = duration + TimeSpan.FromMinutes(2);
        (string Name, Func<bool> IsWhole)[] readers = Readers();
        Count[] counts = Array.ConvertAll(readers, reader => new Count(reader.Name, 0, 0, 0));
        long start = Stopwatch.GetTimestamp();
        for (int turn = 0; _error is null && IsToGoOn(); turn++)
        {
            ref Count count = ref counts[turn % counts.Length];
            try
            {
                count = readers[turn % counts.Length].IsWhole() ? count with { Whole = count.Whole + 1 } : count with { Torn = count.Torn + 1 };
            }
            catch (InvalidOperationException e) when (e.Message.Contains("is being trained", StringComparison.Ordinal))
            {
                count = count with { Refused = count.Refused + 1 };
            }
        }

        return counts;

        bool IsToGoOn() => Stopwatch.GetElapsedTime(start) is var elapsed
            && (elapsed < duration || (elapsed < patience && counts.Any(count => count.Whole == 0 || count.Refused == 0)));
    }

    private (string Name, Func<bool> IsWhole)[] Readers()
    {
        var other = new EqualWeights();
        (float[] first, float[] two) = (new float[EqualWeights.Weights], new float[2]);
        (float[] inputs, float[] outputs) = ([.. Enumerable.Repeat(1f, 80)], new float[80]);
        (string weights, string npz, string state) = (Path("a.safetensors"), Path("a.npz"), Path("a.state"));
        return
        [
            ("Predict", () => Do(() => _network.Predict(inputs, outputs), outputs)),
            ("InputGradient", () => Do(() => _network.InputGradient(inputs, 0, outputs), outputs)),
            ("IntegratedGradients", () => Do(() => _gradients.Explain([1, 1], 0, two), two) && two[0] == MathF.Round(two[0])),
            ("SmoothGrad", () => Do(() => _smooth.Explain([1, 1], 0, two), two) && two[0] == MathF.Round(two[0])),
            ("Parameter.CopyTo", () => Do(() => _network.Parameters[1].CopyTo(first), first)),
            ("Parameter.CopyGradientTo", () => Do(() => _network.Parameters[0].CopyGradientTo(first), first)),
            ("CopyParametersFrom", () => Do(() => other.CopyParametersFrom(_network)) && IsWhole(other)),
            ("Save", () => Do(() => _network.Save(weights)) && IsWhole(weights)),
            ("Save to NPZ", () => Do(() => _network.Save(npz)) && IsWhole(npz)),
            ("SaveTrainingState", () => Do(() => _network.SaveTrainingState(state, _optimizer)) && IsWholeState(state)),
            ("Evaluate", () => _network.Evaluate(_data, new EvaluateOptions { BatchSize = 2 }) is var evaluation
                && evaluation.Loss == Math.Round(evaluation.Loss)),
        ];

        string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);
    }

    private static bool Do(Action read)
    {
        read();
        return true;
    }

    private static bool Do(Action read, float[] values)
    {
        read();
        return !values.AsSpan().ContainsAnyExcept(values[0]);
    }

    private static bool IsWhole(CompiledNetwork network)
    {
        var bounds = new float[2];
        network.Predict([0, 0], bounds);
        return bounds[0] == bounds[1];
    }

    private static bool IsWhole(string path)
    {
        var network = new EqualWeights();
        network.LoadWeights(path);
        return IsWhole(network);
    }

    private static bool IsWholeState(string path)
    {
        var network = new EqualWeights();
        network.LoadTrainingState(path, EqualWeights.NewOptimizer());
        return IsWhole(network);
    }

    /// <summary>
    /// Steps, changes of all weights and runs of <c>Fit</c>, with pauses of all lengths; the numbers stay whole and small enough for floats.
    /// </summary>
    private void Train()
    {
        var ones = new EqualWeights();
        string saved = System.IO.Path.Combine(_folder.FullName, "ones.state");
        ones.SaveTrainingState(saved, EqualWeights.NewOptimizer());
        (float[] inputs, float[] targets) = (new float[4], new float[4]);
        try
        {
            for (int i = 0; !Volatile.Read(ref _ends); i++)
            {
                // A reader that evaluates keeps the network for itself, and then training is refused.
                Try(() =>
                {
                    switch (i % 64)
                    {
                        case 20:
                            _network.Fit(_data, new FitOptions { BatchSize = 4, Optimizer = _optimizer, Verbose = false });
                            break;
                        case 40:
                            _network.LoadTrainingState(saved, _optimizer);
                            break;
                        case 60:
                            _network.CopyParametersFrom(ones);
                            break;
                        default:
                            _network.TrainStep(inputs, targets, _optimizer);
                            break;
                    }

                    _changes++;
                });
                Pause(i);
            }
        }
        catch (Exception e)
        {
            _error = e;
        }
    }

    private static void Pause(int turn)
    {
        if (turn % 16 == 15)
        {
            Thread.Sleep(5);
        }
        else if (turn % 4 == 3)
        {
            Thread.Yield();
        }
    }

    private static void Try(Action use)
    {
        try
        {
            use();
        }
        catch (InvalidOperationException e) when (e.Message.Contains("is being trained", StringComparison.Ordinal))
        {
            Thread.Yield();
        }
    }
}
