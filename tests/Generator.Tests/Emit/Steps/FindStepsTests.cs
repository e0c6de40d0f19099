using NetCompiler.Generator.Emit.Steps;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Tests.Emit.Steps;

/// <summary>What becomes a step, and what stays as it is.</summary>
public sealed class FindStepsTests
{
    private const int Turns = 6;

    [Fact]
    public void A_run_that_repeats_is_a_step()
    {
        List<Stmt> found = FindSteps.Run([Zero("sum0"), Zero("sum1"), .. Products(), Store("sum0")]);
        StepCall[] calls = [.. found.OfType<StepCall>()];
        Assert.Equal(Turns, calls.Length);
        Assert.Single(calls.Select(c => c.Step).Distinct());
        Assert.Equal(3, found.Count - calls.Length);
        Assert.Equal([0, 1, 2, 3, 4, 5], calls.Select(c => c.Places[0].Offset.Constant));
        Assert.Equal([0, 32, 64, 96, 128, 160], calls.Select(c => c.Places[1].Offset.Constant));
        Assert.All(calls, c => Assert.Equal(["sum0", "sum1"], c.Changed));
    }

    /// <summary>Distances are multiples of an argument, so that kernels with other strides share the step.</summary>
    [Fact]
    public void Strides_are_arguments()
    {
        StepCall[] Calls(long stride) => [.. FindSteps.Run([Zero("sum0"), Zero("sum1"), .. Products(stride)]).OfType<StepCall>()];
        Assert.Equal(Calls(64)[0].Step, Calls(96)[0].Step);
        Assert.Equal([0, 64], Calls(64)[0].Strides);
        Assert.Equal([0, 96], Calls(96)[0].Strides);
        Assert.Equal(Calls(64)[0].Step, Calls(8)[0].Step);
    }

    /// <summary>Of 32 parameters the last may be a stride; the compiler of machine code puts no method with more into another.</summary>
    [Theory]
    [InlineData(27, 64)]
    [InlineData(28, 0)]
    public void No_step_has_more_than_32_parameters(int sums, long stride)
    {
        IEnumerable<Stmt> turns = Enumerable.Range(0, Turns).SelectMany(turn => Enumerable.Range(0, sums)
            .Select(Stmt (sum) => Product($"s{sum}", new VectorLoad(At("weights", (2 * turn) + (64 * sum)))))
            .Prepend(A(turn)));
        List<Stmt> found = FindSteps.Run([.. Enumerable.Range(0, sums).Select(sum => Zero($"s{sum}")), .. turns]);
        Assert.All(found.OfType<StepCall>(), call => Assert.Equal(stride, call.Strides[1]));
        Assert.Equal(Turns, found.OfType<StepCall>().Count());
    }

    /// <summary>What is left of a loop does the step of the unrolled part once at a time.</summary>
    [Fact]
    public void A_turn_alone_is_a_call_too()
    {
        Stmt rest = new For("n", 0, 3, 1, new(Products(a: "rest").Take(3)));
        For found = FindSteps.Run([Zero("sum0"), Zero("sum1"), .. Products(), rest]).OfType<For>().Single();
        Assert.IsType<StepCall>(Assert.Single(found.Body));
        Assert.Equal(3, Assert.IsType<For>(Assert.Single(FindSteps.Run([rest]))).Body.Count);
    }

    /// <summary>A sum that is unrolled whole in two kernels is a step of steps; in one it would only be longer.</summary>
    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 1)]
    public void A_long_run_in_two_kernels_is_a_step(int kernels, int calls)
    {
        List<Stmt> body = FindSteps.Run([Zero("sum0"), Zero("sum1"), .. Products(turns: 8)]);
        List<List<Stmt>> shared = ShareRuns.Run([.. Enumerable.Repeat(body, kernels)], new StepTable());
        Assert.All(shared, kernel => Assert.Equal(calls, kernel.OfType<StepCall>().Count()));
    }

    [Fact]
    public void What_is_read_behind_the_run_keeps_it_from_being_a_step() =>
        Assert.Empty(FindSteps.Run([Zero("sum0"), Zero("sum1"), .. Products(), Store("a")]).OfType<StepCall>());

    [Fact]
    public void What_is_written_anew_behind_the_run_is_declared_there()
    {
        List<Stmt> found = FindSteps.Run([Zero("sum0"), Zero("sum1"), .. Products(), new SetVector("a", new VectorConst(1)), Store("a")]);
        Assert.Equal(Turns, found.OfType<StepCall>().Count());
        Assert.Contains(new LetVector("a", new VectorConst(1)), found);
    }

    [Fact]
    public void Places_that_do_not_move_together_are_no_step()
    {
        List<Stmt> uneven = [.. Products()];
        uneven[^1] = Product("sum1", new VectorLoad(At("weights", 999)));
        Assert.Empty(FindSteps.Run([Zero("sum0"), Zero("sum1"), .. uneven]).OfType<StepCall>());
    }

    private static IEnumerable<Stmt> Products(long stride = 8, int turns = Turns, string a = "a")
    {
        for (int turn = 0; turn < turns; turn++)
        {
            yield return A(turn, a);
            yield return Product("sum0", new VectorLoad(At("weights", 32 * turn)), a);
            yield return Product("sum1", new VectorLoad(At("weights", (32 * turn) + stride)), a);
        }
    }

    private static Stmt A(int turn, string name = "a")
    {
        Vec value = new VectorBroadcast(At("input", turn));
        return turn == 0 ? new LetVector(name, value) : new SetVector(name, value);
    }

    private static LetVector Zero(string name) => new(name, new VectorConst(0));

    private static SetVector Product(string sum, Vec factor, string a = "a") =>
        new(sum, new VectorMultiplyAdd(new VectorName(a), factor, new VectorName(sum)));

    private static StoreVector Store(string name) => new(At("output", 0), new VectorName(name));

    private static Place At(string pointer, long floats) => new(pointer, floats);
}
