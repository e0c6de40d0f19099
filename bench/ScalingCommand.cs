namespace NetCompiler.Bench;

/// <summary>
/// Fits the model of a step's time to what scaling.sh has measured, checks it where it was not fitted, and says what it means for more hosts.
/// </summary>
internal static class ScalingCommand
{
    /// <summary>The points that the model is checked with and not fitted to.</summary>
    private const double CheckedMegabits = 1000, CheckedDelay = 200e-6;

    /// <summary>Samples of a step of many hosts, against those that were measured.</summary>
    private const int BatchFactor = 16;

    /// <summary>Parts of such a batch: more ranks have nothing to do.</summary>
    private const int Parts = 64;

    /// <summary>Seconds of a round beside the fitted ones: what switches and cables take.</summary>
    private const double HostDelay = 50e-6;

    public static void Run(string path)
    {
        ILookup<string, StepTime> networks = File.ReadLines(path).Select(StepTime.Parse).ToLookup(step => step.Network);
        foreach (IGrouping<string, StepTime> network in networks)
        {
            double one = Local(network, 1, 1).Median, two = Local(network, 1, 2).Median, ranks = Local(network, 2, 1).Median;
            Console.WriteLine(FormattableString.Invariant(
                $"{network.Key,-9} medians: 1 thread {one * 1e3:0.00} ms, 2 threads {two * 1e3:0.00}, 2 ranks {ranks * 1e3:0.00}: ")
                + FormattableString.Invariant($"{ranks / two:0.00} of 2 threads"));
        }

        List<(StepTime Step, double Computing)> hosts = [.. networks.SelectMany(network => network.Where(step => step.Megabits > 0)
            .Select(step => (step, Local(network, 1, 1).Least / step.Ranks)))];
        StepTimeModel model = StepTimeModel.Fit([.. hosts.Where(point => !IsCheck(point.Step))]);
        Console.WriteLine(FormattableString.Invariant(
            $"fitted: computing takes {model.Compute:0.00} of its share, a round {model.Latency * 1e6:0} us, ")
            + FormattableString.Invariant($"{1 / model.InverseShare:P0} of the links' rate is used"));
        foreach ((StepTime step, double computing) in hosts)
        {
            double predicted = model.Predict(computing, step.Rounds, step.Delay, step.Bytes, step.Megabits);
            Console.WriteLine(FormattableString.Invariant(
                $"{step.Network,-9} {step.Megabits,6} Mbit/s, {step.Delay * 1e6,4:0} us: least {step.Least * 1e3,7:0.00} ms, ")
                + FormattableString.Invariant($"predicted {predicted * 1e3,7:0.00}: {(predicted / step.Least) - 1,6:+0.0%;-0.0%}")
                + (IsCheck(step) ? ", not fitted to" : ""));
        }

        PrintTable(networks, model);
    }

    private static void PrintTable(ILookup<string, StepTime> networks, StepTimeModel model)
    {
        double[] rates = [1000, 10_000];
        IEnumerable<string> heads = networks.SelectMany(network => rates.Select(rate => $"{network.Key}, {rate / 1000} Gbit/s"));
        Console.WriteLine("| hosts | " + string.Join(" | ", heads) + " |");
        Console.WriteLine("|---|" + string.Concat(Enumerable.Repeat("---|", networks.Count * rates.Length)));
        for (int hosts = 2; hosts <= 256; hosts *= 2)
        {
            IEnumerable<string> cells = networks.SelectMany(network => rates.Select(rate => Cell(network, model, hosts, rate)));
            Console.WriteLine($"| {hosts} | " + string.Join(" | ", cells) + " |");
        }
    }

    private static string Cell(IEnumerable<StepTime> network, StepTimeModel model, int hosts, double megabits)
    {
        (StepTime two, StepTime four) = (Local(network, 2, 1), Local(network, 4, 1));
        double alone = Local(network, 1, 1).Least * BatchFactor;
        double rounds = two.Rounds + ((Math.Log2(hosts) - 1) * (four.Rounds - two.Rounds)), bytes = 2 * two.Bytes * (hosts - 1) / hosts;
        double seconds = model.Predict(alone / Math.Min(hosts, Parts), rounds, HostDelay, bytes, megabits);
        return FormattableString.Invariant($"{seconds * 1e3:0.0} ({alone / seconds:0.0})");
    }

    private static StepTime Local(IEnumerable<StepTime> network, int ranks, int threads) =>
        network.Single(step => step.Megabits == 0 && step.Ranks == ranks && step.Threads == threads);

    private static bool IsCheck(StepTime step) => step.Megabits == CheckedMegabits && step.Delay == CheckedDelay;
}
