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

    /// <summary>Distances beyond a vector are multiples of an argument, so that kernels with other strides share the step.</summary>
    [Fact]
    public void Strides_are_arguments()
    {
        StepCall[] Calls(long stride) => [.. FindSteps.Run([Zero("sum0"), Zero("sum1"), .. Products(stride)]).OfType<StepCall>()];
        Assert.Equal(Calls(64)[0].Step, Calls(96)[0].Step);
        Assert.Equal([0, 64], Calls(64)[0].Strides);
        Assert.Equal([0, 96], Calls(96)[0].Strides);
        Assert.NotEqual(Calls(64)[0].Step, Calls(8)[0].Step);
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

    private static IEnumerable<Stmt> Products(long stride = 8)
    {
        for (int turn = 0; turn < Turns; turn++)
        {
            Vec a = new VectorBroadcast(At("input", turn));
            yield return turn == 0 ? new LetVector("a", a) : new SetVector("a", a);
            yield return Product("sum0", new VectorLoad(At("weights", 32 * turn)));
            yield return Product("sum1", new VectorLoad(At("weights", (32 * turn) + stride)));
        }
    }

    private static LetVector Zero(string name) => new(name, new VectorConst(0));

    private static SetVector Product(string sum, Vec factor) => new(sum, new VectorMultiplyAdd(new VectorName("a"), factor, new VectorName(sum)));

    private static StoreVector Store(string name) => new(At("output", 0), new VectorName(name));

    private static Place At(string pointer, long floats) => new(pointer, floats);
}
