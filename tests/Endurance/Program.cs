using System.CommandLine;
using NetCompiler.Endurance;

var folder = new Option<string>("--folder") { Description = "Where the run's files are.", Required = true };
var ending = new Option<string>("--ending") { Description = "What the names of the run's files end with.", DefaultValueFactory = _ => "" };
var every = new Option<int>("--every") { Description = "Steps between two backups.", DefaultValueFactory = _ => 5 };
var train = new Command("train", "Train, with backups; the process that kill starts and kills.") { folder, ending, every };
train.SetAction(parsed => TrainCommand.Run(new RunFiles(parsed.GetValue(folder)!, parsed.GetValue(ending)!), parsed.GetValue(every)));

var count = new Option<int>("--count") { Description = "How often to kill.", DefaultValueFactory = _ => 200 };
var seed = new Option<int>("--seed") { Description = "Decides the instants.", DefaultValueFactory = _ => 1 };
var kill = new Command("kill", "Kill two training processes at random instants and start them again.") { count, every, seed };
kill.SetAction(parsed => new KillCommand(parsed.GetValue(count), parsed.GetValue(every), parsed.GetValue(seed)).Run());

var seconds = new Option<double>("--seconds") { Description = "How long.", DefaultValueFactory = _ => 60 };
var stress = new Command("stress", "Fit and predict on several instances at once.") { seconds };
stress.SetAction(parsed =>
{
    var time = TimeSpan.FromSeconds(parsed.GetValue(seconds));
    Stress.Result result = Stress.Run(time);
    Console.WriteLine(
        $"{result.Fits} fits and {result.Predictions} batches of predictions at once, all with the results that they have alone; of networks that "
            + $"were being "
        + $"fitted, {result.Refused} predictions were refused and {result.Answered} came before or after.");
    (IReadOnlyList<TornReads.Count> counts, long changes) = TornReads.Run(time);
    Console.WriteLine($"weights that were changed {changes} times, and read meanwhile:");
    foreach (TornReads.Count count in counts)
    {
        Console.WriteLine($"  {count.Reader}: {count.Whole} readings of one version, {count.Refused} refused, {count.Torn} torn");
    }

    return counts.Any(count => count.Torn > 0) ? 1 : 0;
});

return new RootCommand("Tests of endurance: killed processes, threads at once.") { train, kill, stress }.Parse(args).Invoke();
