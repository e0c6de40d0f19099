using System.CommandLine;
using NetCompiler.Bench;

var threads = new Option<int>("--threads") { Description = "Threads (and cores) to use.", DefaultValueFactory = _ => 1 };
var filter = new Option<string>("--filter") { Description = "Only workloads or networks whose name contains this.", DefaultValueFactory = _ => "" };
var rounds = new Option<int>("--rounds") { Description = "How often what is compared takes turns.", DefaultValueFactory = _ => 5 };
var folder = new Option<string>("--peers") { Description = "Folder of the peers' run.sh.", DefaultValueFactory = _ =>
    Path.Combine("..", "shared", "peers") };
var once = new Option<bool>("--once") { Description = "One run in this process only." };

var peers = new Command("peers", "Compare with ONNX Runtime and libtorch, in turns.") { folder, filter, threads, rounds };
peers.SetAction(parsed => PeersCommand.Run(
    parsed.GetValue(folder)!, parsed.GetValue(filter)!, parsed.GetValue(threads), parsed.GetValue(rounds)));

var kernels = new Command("kernels", "Time inference and training of the bench's models.") { filter, threads };
kernels.SetAction(parsed => KernelsCommand.Run(parsed.GetValue(filter)!, parsed.GetValue(threads)));

var peak = new Command("peak", "The processor's peak of fused multiply-adds.");
peak.SetAction(_ => PeakCommand.Run());

var generator = new Command("generator", "Time of the source generator and size of what it emits.") { once };
generator.SetAction(parsed =>
{
    if (parsed.GetValue(once))
    {
        GeneratorCommand.RunOnce();
    }
    else
    {
        GeneratorCommand.Run();
    }
});

var depth = new Command("depth", "Time of the source generator and of the C# compiler for deep networks.");
depth.SetAction(_ => DepthCommand.Run());

var network = new Option<string?>("--once") { Description = "This network in this process only." };
var text = new Command("text", "Size of what networks become, and what a build pays for it.") { filter, network };
text.SetAction(parsed =>
{
    if (parsed.GetValue(network) is { } name)
    {
        TextCommand.RunOnce(name);
    }
    else
    {
        TextCommand.Run(parsed.GetValue(filter)!);
    }
});

var onnx = new Option<bool>("--onnx") { Description = "ONNX Runtime takes turns, with the same weights." };
var networks = new Command("networks", "Time of the famous networks for one sample, at their published sizes.")
{
    filter, threads, network, onnx, rounds,
};
networks.SetAction(parsed =>
{
    int turns = parsed.GetValue(onnx) ? parsed.GetValue(rounds) : 0;
    if (parsed.GetValue(network) is { } name)
    {
        NetworksCommand.RunOnce(name, parsed.GetValue(threads), turns);
    }
    else
    {
        NetworksCommand.Run(parsed.GetValue(filter)!, parsed.GetValue(threads), turns);
    }
});

var gigabytes = new Option<double>("--gigabytes") { Description = "Size of the file.", DefaultValueFactory = _ => 4 };
var stream = new Command("stream", "Memory and waiting while a network is trained on a file larger than memory should be.") { gigabytes };
stream.SetAction(parsed => StreamCommand.Run(parsed.GetValue(gigabytes)));

var sparse = new Command("sparse", "A training step's time on a large and on a small table with sparse updates.") { threads };
sparse.SetAction(parsed => SparseCommand.Run(parsed.GetValue(threads)));

var steps = new Command("steps", "Time of a step of a stream, in nanoseconds and in cycles.");
steps.SetAction(_ => StepsCommand.Run());

var debug = new Command("debug", "The tutorial's network in a project built for Debug against the same for Release.") { rounds };
debug.SetAction(parsed => DebugCommand.Run(parsed.GetValue(rounds)));

var batch = new Option<int>("--batch") { Description = "Samples of a step, of all ranks together.", DefaultValueFactory = _ => 64 };
var delay = new Option<int>("--delay") { Description = "Microseconds to add to each round of messages." };
var alone = new Option<bool>("--alone") { Description = "In this process, without ranks." };
var stepCount = new Option<int>("--steps") { Description = "Steps to time.", DefaultValueFactory = _ => 60 };
var ranks = new Command("ranks", "A training step's time on the ranks that mpirun has started; see ranks.sh.")
{
    filter, threads, batch, delay, stepCount, alone,
};
ranks.SetAction(parsed => RanksCommand.Run(
    parsed.GetValue(filter)!, parsed.GetValue(threads), parsed.GetValue(batch), parsed.GetValue(delay),
    parsed.GetValue(stepCount), parsed.GetValue(alone)));

var measured = new Argument<string>("file") { Description = "What scaling.sh has written." };
var scaling = new Command("scaling", "A model of a step's time on many hosts, fitted to measured ones.") { measured };
scaling.SetAction(parsed => ScalingCommand.Run(parsed.GetValue(measured)!));

return new RootCommand("Measures NetCompiler.")
{
    peers, kernels, peak, generator, depth, text, networks, stream, sparse, steps, debug, ranks, scaling,
}.Parse(args).Invoke();
