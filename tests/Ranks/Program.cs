using System.Globalization;
using NetCompiler;
using NetCompiler.Ranks;

const string Help = """
    Ranks WHAT [NAME] [--alone] [--state FILE] [--epochs N] [--limit SECONDS] [--pause MILLISECONDS]
    Trains small networks on the ranks that mpirun has started, or with --alone in this process.
      bits      trains digits, residual, gpt and words (or NAME alone), and prints a hash of each one's weights
      traffic   trains them, and prints what a step sends, beside what it may
      resume    trains NAME with backups in FILE after every second step, going on from there, and prints the hash
      fail      lets the last rank fail, or with --limit hang, in the middle of a training
    """;
if (args.Length == 0 || args.Contains("--help"))
{
    Console.WriteLine(Help);
    return args.Length == 0 ? 2 : 0;
}

string? Value(string name) => Array.IndexOf(args, name) is >= 0 and var place && place + 1 < args.Length ? args[place + 1] : null;
int Number(string name, int usual) => Value(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
TimeSpan limit = TimeSpan.FromSeconds(Number("--limit", 300));
using MpiExchange? mpi = args.Contains("--alone") ? null : MpiExchange.Start(new MpiOptions { TimeLimit = limit });
string? only = args.Length > 1 && !args[1].StartsWith("--", StringComparison.Ordinal) ? args[1] : null;
Job[] jobs = Array.FindAll(Job.All, job => only is null || job.Name == only);
int pause = Number("--pause", 0);
Callback paced = new LambdaCallback { BatchBegin = _ => Thread.Sleep(pause) };
foreach (Job job in jobs)
{
    switch (args[0])
    {
        case "bits":
            Print(mpi, $"{job.Name} {job.Run(mpi, Number("--epochs", 2))}");
            break;
        case "traffic":
            Traffic.Print(job, mpi ?? throw new ArgumentException("Traffic needs ranks."));
            break;
        case "resume":
            string file = Value("--state") ?? throw new ArgumentException("Expected --state FILE.");
            var backup = new BackupAndRestore(file) { SaveFrequency = SaveFrequency.EverySteps(2), DeleteCheckpoint = false };
            Print(mpi, $"{job.Name} {job.Run(mpi, Number("--epochs", 2), backup, paced)}");
            break;
        case "fail":
            Failure.Run(job, mpi!, hangs: Value("--limit") is not null);
            break;
        default:
            Console.Error.WriteLine(Help);
            return 2;
    }
}

return 0;

// All ranks must have come to the same; each prints its line, and equal lines are one for who sorts them.
static void Print(MpiExchange? mpi, string line) => Console.WriteLine(line);
