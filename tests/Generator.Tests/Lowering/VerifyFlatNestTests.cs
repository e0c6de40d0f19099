using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Loops;
using Xunit.Abstractions;

namespace NetCompiler.Generator.Tests.Lowering;

/// <summary>The verifier of flat nests against a walk over their boxes, on the nests of real networks and on damaged ones.</summary>
public sealed class VerifyFlatNestTests(ITestOutputHelper output)
{
    private const int MostPoints = 2_000;
    private const int MutantsOfANest = 8;
    private static readonly int[] Counts = [1, 2, 5];

    [Fact]
    public void Nests_of_all_networks_are_accepted()
    {
        Assert.All(SampleKernels.Nests, nest => VerifyFlatNest.Run(nest));
        Assert.InRange(SampleKernels.Nests.Count, 300, int.MaxValue);
    }

    [Fact]
    public void No_mutant_that_leaves_a_buffer_is_accepted()
    {
        var random = new Random(12);
        (int leaving, int harmless, int harmlessRefused) = (0, 0, 0);
        foreach (FlatNest nest in SampleKernels.Nests.Where(n => NestBounds.Points(n, 1) <= MostPoints))
        {
            for (int number = 0; number < MutantsOfANest; number++)
            {
                FlatNest mutant = Mutate(nest, random);
                if (NestBounds.Points(mutant, 1) > 4 * MostPoints)
                {
                    continue;
                }

                if (Counts.Any(count => NestBounds.Leaves(mutant, count)))
                {
                    leaving++;
                    Assert.True(IsRefused(mutant), "accepted:\n" + PrintNest.Run(mutant));
                    continue;
                }

                harmless++;
                harmlessRefused += IsRefused(mutant) ? 1 : 0;
            }
        }

        output.WriteLine($"{leaving} mutants leave a buffer; {harmless} do not, of which {harmlessRefused} are refused all the same");
        Assert.InRange(leaving, 500, int.MaxValue);
    }

    private static FlatNest Mutate(FlatNest nest, Random random)
    {
        int access = random.Next(nest.Accesses.Count + 1);
        FlatAccess Changed(FlatAccess a, int number) => number == access ? Mutate(a, random) : a;
        return random.Next(5) switch
        {
            0 => nest with { Buffers = new(nest.Buffers.Select(b => new FlatBuffer(b.Name, Change(b.Fixed, random), Change(b.PerSample, random)))) },
            1 => nest with { Box = new(nest.Box.Select(axis => axis.Extent == TensorGraph.Batch ? axis : Mutate(axis, random))) },
            _ => nest with { Accesses = new(nest.Accesses.Select(Changed)), Target = Changed(nest.Target, nest.Accesses.Count) },
        };
    }

    private static FlatAxis Mutate(FlatAxis axis, Random random)
    {
        long extent = Math.Max(1, random.Next(3) == 0 ? Change(axis.Extent, random) : axis.Extent);
        return axis with { Extent = extent, Padded = Math.Max(extent, random.Next(3) == 0 ? Change(axis.Padded, random) : axis.Padded) };
    }

    private static FlatAccess Mutate(FlatAccess access, Random random) => access.Guards.Count == 0 || random.Next(2) == 0
        ? access with { Offset = Mutate(access.Offset, random) }
        : access with { Guards = new(access.Guards.Select(g => Mutate(g, random))) };

    private static Guard Mutate(Guard guard, Random random) =>
        random.Next(2) == 0 ? guard with { Value = Mutate(guard.Value, random) } : guard with { Extent = Change(guard.Extent, random) };

    private static Affine Mutate(Affine form, Random random)
    {
        int chosen = random.Next(form.Terms.Count + 1);
        return chosen == form.Terms.Count
            ? form with { Constant = Change(form.Constant, random) }
            : form + Affine.Of(form.Terms[chosen].Index, Change(form.Terms[chosen].Coefficient, random) - form.Terms[chosen].Coefficient);
    }

    private static long Change(long number, Random random) => random.Next(5) switch
    {
        0 => number + 1,
        1 => number - 1,
        2 => number * 2,
        3 => number / 2,
        _ => number + random.Next(-20, 20),
    };

    private static bool IsRefused(FlatNest nest)
    {
        try
        {
            VerifyFlatNest.Run(nest);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>A sum over the second index of 4 x 5 values.</summary>
    private static FlatNest Sum(Func<FlatNest, FlatNest> change)
    {
        var c = new NestCase();
        (Affine i, Affine j) = (c.Axis("i", 4), c.Axis("j", 5));
        c.Target(i, 0, 4);
        return change(c.Nest(Combine.Sum, c.Load((i * 5) + j, 0, 20), new AccumulatorExpr(), elements: [0]));
    }

    private static void CheckRefused(string fault, Func<FlatNest, FlatNest> change)
    {
        string message = Assert.Throws<InvalidOperationException>(() => VerifyFlatNest.Run(Sum(change))).Message;
        Assert.StartsWith("Nest 'kernel': " + fault, message, StringComparison.Ordinal);
        Assert.Contains("kernel (i: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_are_told_apart()
    {
        VerifyFlatNest.Run(Sum(nest => nest));
        CheckRefused("different settings", nest => nest with { Elements = new([1]) });
        CheckRefused("different settings", nest => nest with { Elements = new([0, 1]) });
        CheckRefused("different settings", nest => nest with
        {
            Target = nest.Target with { Offset = Affine.Of(0) + Affine.Of(1) },
            Elements = new([0, 1]),
            Buffers = Longer(nest),
        });
        CheckRefused("its elements are no indices", nest => nest with { Elements = new([2]) });
        CheckRefused("its elements are no indices", nest => nest with { Elements = new([0, 0]) });
        CheckRefused("its elements are no indices", nest => nest with { Combine = Combine.Assign });
        CheckRefused("only a sum is added", nest => nest with { Combine = Combine.Max, Accumulate = true });
        CheckRefused("its epilogue uses an index", nest => nest with { Epilogue = new IndexExpr(Affine.Of(1)) });
        CheckRefused("its epilogue uses an index", nest => nest with { Epilogue = nest.Body });
        CheckRefused("only a sum without an epilogue", nest => nest with { Elements = new([]), Epilogue = new ConstExpr(0) });
    }

    private static EquatableArray<FlatBuffer> Longer(FlatNest nest) => new(nest.Buffers.Select(b => b with { Fixed = b.Fixed + 20 }));

    [Fact]
    public void Parts_exist()
    {
        CheckRefused("two buffers have the same name", nest => nest with { Buffers = new(nest.Buffers.Select(b => b with { Name = "b" })) });
        CheckRefused("a buffer's length is negative", nest => nest with { Buffers = new(nest.Buffers.Select(b => b with { PerSample = -1 })) });
        CheckRefused("the target's buffer is the first one", nest => nest with { Target = nest.Target with { Buffer = 1 } });
        CheckRefused("an access names a buffer or an index", nest => nest with { Accesses = new(nest.Accesses.Select(a => a with { Buffer = 2 })) });
        CheckRefused("an access names a buffer or an index", nest => nest with { Target = nest.Target with { Offset = Affine.Of(2) } });
        CheckRefused("extents are positive", nest => nest with { Box = new(nest.Box.Select(axis => axis with { Padded = 1 })) });
        CheckRefused("only an epilogue has an accumulator", nest => nest with { Body = new AccumulatorExpr() });
        CheckRefused("a load is the number of an access", nest => nest with { Body = new LoadExpr(1, EquatableArray<Affine>.Empty) });
        CheckRefused("an index expression leaves the box", nest => nest with { Body = new IndexExpr(Affine.Of(2)) });
        CheckRefused("an access of 'target' is not proven", nest => nest with { Box = new([nest.Box[0] with { Padded = 5 }, nest.Box[1]]) });
        CheckRefused("an access of 'b0' is not proven", nest => nest with { Box = new([nest.Box[0], nest.Box[1] with { Padded = 6 }]) });
    }
}
