using System.Diagnostics;
using NetCompiler.Endurance;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Several threads at once: what is allowed has its usual results, what is not is refused.</summary>
public sealed class ConcurrencyTests
{
    /// <summary>tests/stress.sh runs the same for a minute.</summary>
    [Fact]
    public void Fits_and_predictions_at_once()
    {
        Stress.Result result = Stress.Run(TimeSpan.FromSeconds(2));
        Assert.InRange(result.Fits, 2, long.MaxValue);
        Assert.InRange(result.Predictions, 2, long.MaxValue);
        Assert.InRange(result.Refused, 1, long.MaxValue);
    }

    [Fact]
    public void Other_threads_are_refused_during_a_fit()
    {
        var network = new TinyRegression();
        Dataset data = TinyData.Sums(4);
        int refused = 0;
        network.Fit(data, new FitOptions { Callbacks = [new LambdaCallback { BatchEnd = _ => RunElsewhere(TryAll), EpochEnd = _ =>
            RunElsewhere(TryAll) }] });
        Assert.Equal(12, refused);
        TryAll();
        Assert.Equal(12, refused);

        void TryAll()
        {
            Try(() => Predict(network));
            Try(() => network.Fit(data));
            Try(() => network.TrainStep(data.Inputs(0, 4), data.Targets(0, 4), new Sgd()));
            Try(() => network.Evaluate(data));
            Try(() => network.Parameters[0].CopyFrom(new float[2]));
            Try(() => network.SaveTrainingState(Path.GetTempFileName(), new Sgd()));
        }

        void Try(Action use)
        {
            try
            {
                use();
            }
            catch (InvalidOperationException e) when (e.Message.Contains("is being trained", StringComparison.Ordinal))
            {
                refused++;
            }
        }
    }

    /// <summary>One thread changes a kernel over and over; no prediction of another may mix the kernel's two states.</summary>
    [Fact]
    public void A_prediction_of_weights_that_change_is_refused()
    {
        const int Samples = 50_000, Enough = 5;
        TimeSpan patience = TimeSpan.FromMinutes(2);
        var network = new TinyRegression();
        float[] inputs = [.. Enumerable.Repeat(1f, 2 * Samples)], outputs = new float[Samples];
        (int answered, int refused) = (0, 0);
        bool ends = false;
        var changer = new Thread(() =>
        {
            for (int i = 0; !Volatile.Read(ref ends); i++)
            {
                network.Parameters[0].CopyFrom(i % 2 == 0 ? [1, 1] : [2, 2]);
                Thread.Sleep(i % 3 == 0 ? 1 : 0);
            }
        })
        {
            IsBackground = true,
        };
        network.Parameters[0].CopyFrom([2, 2]);
        changer.Start();
        int mixed = 0;
        for (long start = Stopwatch.GetTimestamp(); (answered < Enough || refused < Enough) && Stopwatch.GetElapsedTime(start) < patience;)
        {
            try
            {
                network.Predict(inputs, outputs);
                answered++;
                mixed += outputs.Any(output => output != outputs[0]) ? 1 : 0;
            }
            catch (InvalidOperationException)
            {
                refused++;
            }
        }

        Volatile.Write(ref ends, true);
        changer.Join();
        Assert.Equal(0, mixed);
        Assert.Equal((Enough, Enough), (Math.Min(answered, Enough), Math.Min(refused, Enough)));
    }

    [Fact]
    public void The_fitting_thread_may_predict_evaluate_and_change_weights()
    {
        var network = new TinyRegression();
        Dataset data = TinyData.Sums(4);
        float[] predicted = [];
        network.Fit(data, new FitOptions
        {
            BatchSize = 4,
            Callbacks =
            [
                new LambdaCallback
                {
                    BatchEnd = _ =>
                    {
                        network.Parameters[0].CopyFrom([1, -2]);
                        network.Parameters[1].CopyFrom([0]);
                        predicted = Predict(network);
                        network.Evaluate(data);
                    },
                },
            ],
        });
        Assert.Equal([-3f], predicted);
        Assert.Equal([-3f], Predict(network));
    }

    [Fact]
    public void A_fit_within_its_own_fit_is_refused()
    {
        var network = new TinyRegression();
        Dataset data = TinyData.Sums(4);
        Assert.Throws<InvalidOperationException>(() => network.Fit(data,
            new FitOptions { Callbacks = [new LambdaCallback { BatchEnd = _ => network.Fit(data) }] }));
        network.Fit(data);
        Predict(network);
    }

    private static float[] Predict(TinyRegression network)
    {
        var output = new float[1];
        network.Predict([1, 2], output);
        return output;
    }

    private static void RunElsewhere(Action work)
    {
        var thread = new Thread(() => work());
        thread.Start();
        thread.Join();
    }
}
