using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;
using Xunit.Abstractions;

namespace NetCompiler.Generator.Tests.Loops;

/// <summary>The verifier of kernels against an interpreter that knows where buffers end, on real kernels and on damaged ones.</summary>
public sealed class VerifyKernelTests(ITestOutputHelper output)
{
    private const int MutantsOfAKernel = 10;

    /// <summary>A kernel that takes longer for one sample has the same statements as one that is shorter.</summary>
    private const int MostStatements = 1_000;

    /// <summary>One, two, odd ones, a whole tile of rows and what does not fill one.</summary>
    private static readonly int[] Counts = [1, 2, 3, 4, 7, 17];

    [Fact]
    public void Kernels_of_all_networks_are_accepted()
    {
        Assert.All(SampleKernels.Kernels, kernel => VerifyKernel.Run(kernel));
        Assert.InRange(SampleKernels.Kernels.Count, 500, int.MaxValue);
    }

    [Fact]
    public void No_mutant_that_leaves_a_buffer_is_accepted()
    {
        var random = new Random(12);
        Dictionary<KernelNumber, int> leaving = [], harmless = [], refused = [];
        foreach (Kernel kernel in SampleKernels.Kernels.Where(k => BoundsInterpreter.Leaves(k, 1, MostStatements) is not null))
        {
            foreach ((KernelNumber kind, Kernel mutant) in Mutants(kernel, random))
            {
                if (Leaves(mutant))
                {
                    Count(leaving, kind);
                    Assert.True(IsRefused(mutant), $"accepted, though its {kind} takes it out of a buffer:\n{PrintKernel.Run(mutant)}");
                    continue;
                }

                Count(harmless, kind);
                if (IsRefused(mutant))
                {
                    Count(refused, kind);
                }
            }
        }

        output.WriteLine($"mutants that leave a buffer: {Text(leaving)}");
        output.WriteLine($"others: {Text(harmless)}; refused all the same: {Text(refused)}");
        Assert.InRange(leaving.Values.Sum(), 2_000, int.MaxValue);
        Assert.All(Enum.GetValues<KernelNumber>(), kind => Assert.True(leaving.GetValueOrDefault(kind) > 0, kind.ToString()));
    }

    private static void Count(Dictionary<KernelNumber, int> counts, KernelNumber kind) => counts[kind] = counts.GetValueOrDefault(kind) + 1;

    private static string Text(Dictionary<KernelNumber, int> counts) =>
        $"{counts.Values.Sum()} ({string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}"))})";

    /// <summary>Kernels that are damaged in one number each, of every kind of number that they have.</summary>
    private static IEnumerable<(KernelNumber Kind, Kernel Mutant)> Mutants(Kernel kernel, Random random)
    {
        IReadOnlyList<KernelNumber> numbers = MutateKernel.Numbers(kernel);
        var byKind = Enumerable.Range(0, numbers.Count).GroupBy(number => numbers[number]).Select(g => g.ToArray()).ToList();
        for (int mutant = 0; mutant < MutantsOfAKernel; mutant++)
        {
            int[] ofKind = byKind[random.Next(byKind.Count)];
            int chosen = ofKind[random.Next(ofKind.Length)];
            bool isStep = numbers[chosen] == KernelNumber.Step;
            Kernel mutated = MutateKernel.Run(kernel, chosen, number => isStep ? Math.Max(1, Change(number, random)) : Change(number, random));
            yield return (numbers[chosen], mutated);
        }
    }

    private static long Change(long number, Random random) => random.Next(8) switch
    {
        0 => number + 1,
        1 => number - 1,
        2 => number + 8,
        3 => number - 8,
        4 => number * 2,
        5 => number / 2,
        6 => 0,
        _ => number + random.Next(-100, 100),
    };

    private static bool Leaves(Kernel kernel) =>
        (kernel.HasCount ? Counts : [1]).Any(count => BoundsInterpreter.Leaves(kernel, count, 20 * Counts.Max() * MostStatements) == true);

    private static bool IsRefused(Kernel kernel)
    {
        try
        {
            VerifyKernel.Run(kernel);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>Statements on a buffer <c>a</c> of 64 floats, and 8 for each sample.</summary>
    private static Kernel Of(params Stmt[] body) =>
        new("Kernel", EquatableArray<string>.Empty, new([new BufferSpec("a", 64, 8)]), HasCount: true, 8, new(body));

    private static void CheckRefused(string fault, params Stmt[] body) => CheckRefused(fault, Of(body));

    private static void CheckRefused(string fault, Kernel kernel)
    {
        string message = Assert.Throws<InvalidOperationException>(() => VerifyKernel.Run(kernel)).Message;
        Assert.StartsWith("Kernel 'Kernel': " + fault, message, StringComparison.Ordinal);
        Assert.Contains("\n> ", message, StringComparison.Ordinal);
    }

    private static For Loop(string variable, Offset to, int step, params Stmt[] body) => new(variable, 0, to, step, new(body));

    private static Offset Of(string variable, int coefficient = 1, int constant = 0) => Offset.Of(variable, coefficient, constant);

    private static Stmt Zero(string pointer, Offset offset) => new StoreScalar(new(pointer, offset), new ScalarConst(0));

    private static Stmt ZeroVector(string pointer, Offset offset) => new StoreVector(new(pointer, offset), new VectorConst(0));

    private static void CheckAccepted(params Stmt[] body)
    {
        VerifyKernel.Run(Of(body));
        Assert.All(Counts, count => Assert.False(BoundsInterpreter.Leaves(Of(body), count, int.MaxValue)));
    }

    [Fact]
    public void Names_are_bound_once_and_where_they_are_used()
    {
        Stmt vector = new LetVector("v", new VectorConst(1)), scalar = new LetScalar("s", new ScalarConst(1));
        CheckAccepted(vector, scalar, new SetVector("v", new VectorSplat("s")), new StoreVector(new("a", 0), new VectorName("v")));
        CheckRefused("'v' is bound twice", vector, vector);
        CheckRefused("'v' is bound twice", Loop("i", 2, 1, vector), Loop("j", 2, 1, vector));
        CheckRefused("'a' is bound twice", new LetPointer("a", new("a", 0)));
        CheckRefused("'count' is bound twice", Loop("count", 2, 1));
        CheckRefused("no vector 'v'", new SetVector("v", new VectorConst(1)));
        CheckRefused("no vector 'v'", new LetVector("v", new VectorName("v")));
        CheckRefused("no vector 'v'", Loop("i", 2, 1, vector), new StoreVector(new("a", 0), new VectorName("v")));
        CheckRefused("no vector 's'", scalar, new LetScalar("t", new HorizontalReduce(BinaryKind.Add, "s")));
        CheckRefused("no scalar 'v'", vector, new LetVector("w", new VectorSplat("v")));
        CheckRefused("no scalar 's'", new SetScalar("s", new ScalarConst(1)));
        CheckRefused("no index 'i'", Loop("i", 2, 1), Zero("a", Of("i")));
        CheckRefused("no index 's'", scalar, new LetScalar("t", new ScalarIndex(Of("s"))));
        CheckRefused("no index 'i'", new LetVector("v", new VectorIota(Of("i"), 1)));
        CheckRefused("no pointer 'b'", Zero("b", 0));
        CheckRefused("no pointer 'b'", new MovePointer("b", 1));
        CheckRefused("no pointer 'b'", new IfLess(0, Of("count"), new([new LetPointer("b", new("a", 0))])), Zero("b", 0));
    }

    [Fact]
    public void Heads_are_checked()
    {
        var joined = new Stmt[] { new LetVector("v", new VectorConst(1)), new LetScalar("s", new HorizontalReduce(BinaryKind.Add, "v")) };
        CheckAccepted(joined);
        CheckRefused("the tree joins eight lanes", Of(joined) with { Lanes = 16 });
        CheckRefused("no processor has vectors of so many lanes", Of() with { Lanes = 4 });
        CheckRefused("the length of 'a'", Of() with { HasCount = false });
        CheckRefused("the length of 'a'", Of() with { Buffers = new([new BufferSpec("a", -1, 0)]) });
        CheckRefused("'a' is bound twice", Of() with { Buffers = new([new BufferSpec("a", 1, 0), new BufferSpec("a", 1, 0)]) });
    }

    [Fact]
    public void Loops_count_upwards()
    {
        CheckRefused("a loop's step is positive", Loop("i", 2, 0));
        CheckRefused("a loop's step is positive", Loop("i", 2, -1));
        CheckRefused("a loop that goes by vectors takes as many floats as they have lanes", Loop("i", 2, 1) with { ByVectors = true });
    }

    [Fact]
    public void Places_are_inside_for_any_number_of_samples()
    {
        CheckAccepted(Loop("n", Of("count"), 1, ZeroVector("a", Of("n", 8, 64))));
        CheckRefused("a[8n + 65]", Loop("n", Of("count"), 1, ZeroVector("a", Of("n", 8, 65))));
        CheckAccepted(ZeroVector("a", 64));
        CheckRefused("a[65]", ZeroVector("a", 65));
        CheckRefused("a[-1]", Zero("a", -1));
        CheckAccepted(new IfLess(4, Of("count"), new([Zero("a", 64 + (5 * 8) - 1)])));
        CheckRefused("a[103]", new IfLess(3, Of("count"), new([Zero("a", 64 + (5 * 8) - 1)])));
        CheckAccepted(new Fill(new("a", 0), Of("count", 8, 64), 0));
        CheckRefused("a[1]", new Fill(new("a", 1), Of("count", 8, 64), 0));
        CheckRefused("it fills a negative number of floats", new Fill(new("a", 0), Of("count", 1, -2), 0));
    }

    [Fact]
    public void Steps_that_are_not_whole_end_where_the_last_begins()
    {
        CheckAccepted(Loop("i", 66, 8, ZeroVector("a", Of("i"))));
        CheckRefused("a[i]", Loop("i", 66, 8, ZeroVector("a", Of("i"))) with { From = 1 });
        CheckAccepted(Loop("i", Of("count", 8), 16, new IfLess(Of("i", 1, 15), Of("count", 8), new([ZeroVector("a", Of("i", 1, 8 + 64))]))));
        CheckRefused("a[i + 72]", Loop("i", Of("count", 8), 16, ZeroVector("a", Of("i", 1, 8 + 64))));
    }

    [Fact]
    public void Last_tiles_overlap_the_ones_before()
    {
        Stmt start = new LetIndex("start", Of("n"), Of("count", 1, -4));
        Stmt[] rows = [.. Enumerable.Range(0, 4).Select(row => ZeroVector("a", Of("start", 8, 64 + (8 * row))))];
        CheckAccepted(new IfLess(3, Of("count"), new([Loop("n", Of("count"), 4, [start, .. rows])])));
        CheckRefused("a[8start]", new IfLess(2, Of("count"), new([Loop("n", Of("count"), 4, start, ZeroVector("a", Of("start", 8)))])));
        CheckRefused("a[8start + 96]", new IfLess(3, Of("count"), new([Loop("n", Of("count"), 4, start, ZeroVector("a", Of("start", 8, 96)))])));
    }

    [Fact]
    public void Pointers_move_by_constants()
    {
        Stmt bind = new LetPointer("p", new("a", 0)), move = new MovePointer("p", 8);
        CheckAccepted(bind, Loop("i", 9, 1, ZeroVector("p", 0), move));
        CheckRefused("p[0]", bind, Loop("i", 10, 1, ZeroVector("p", 0), move));
        CheckAccepted(bind, Loop("i", 8, 1, ZeroVector("p", 0), move), ZeroVector("p", 0));
        CheckRefused("p[0]", bind, Loop("i", 9, 1, ZeroVector("p", 0), move), ZeroVector("p", 0));
        CheckAccepted(bind, Loop("i", 2, 1, Loop("j", 4, 1, move, ZeroVector("p", 0))));
        CheckRefused("p[0]", bind, Loop("i", 3, 1, Loop("j", 4, 1, move, ZeroVector("p", 0))));
        CheckAccepted(bind, Loop("n", Of("count"), 1, ZeroVector("p", 0), move));
        CheckRefused("no pointer 'p'", bind, Loop("n", Of("count"), 1, ZeroVector("p", 0), move), ZeroVector("p", 0));
        CheckRefused("'p' moves by a number of turns that is not constant", bind, Loop("i", 2, 1, Loop("n", Of("count"), 1, move)));
        CheckRefused("'p' is moved where a condition holds only", bind, new IfLess(1, Of("count"), new([move])));
        CheckRefused("a[73]", new LetPointer("b", new("a", 73)));
    }

    /// <summary>A window that reaches out of an image of 8 x 8, guarded.</summary>
    [Fact]
    public void Conditions_over_several_variables_bound_all_of_them()
    {
        Offset row = new(new([new("y", 2), new("p", 1)]), -1), place = new(new([new("y", 16), new("p", 8), new("x", 1)]), -8);
        Stmt Guarded(Offset least, Offset than) => Loop("y", 5, 1, Loop("p", 3, 1, Loop(
            "x", 8, 1, new IfLess(least, row, new([new IfLess(row, than, new([Zero("a", place)]))])))));
        CheckAccepted(Guarded(-1, 8));
        CheckRefused("a[16y + 8p + x - 8]", Guarded(-2, 8));
        CheckRefused("a[16y + 8p + x - 8]", Of(Guarded(-1, 9)) with { Buffers = new([new BufferSpec("a", 64, 0)]) });
    }
}
