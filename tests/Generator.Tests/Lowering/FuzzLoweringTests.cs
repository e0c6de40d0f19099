using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Lowering;

/// <summary>Random nests against the interpreter: shapes, layouts, windows, guards, broadcasts, padding.</summary>
public class FuzzLoweringTests
{
    private static readonly int[] Extents = [1, 2, 3, 5, 7, 8, 9, 16, 17, 24, 33];

    [Theory]
    [InlineData(nameof(Combine.Assign), false)]
    [InlineData(nameof(Combine.Sum), false)]
    [InlineData(nameof(Combine.Sum), true)]
    [InlineData(nameof(Combine.Max), false)]
    [InlineData(nameof(Combine.ArgMax), false)]
    public void Random_nests(string kind, bool scatter)
    {
        Combine combine = Enum.Parse<Combine>(kind);
        for (int seed = 0; seed < 60; seed++)
        {
            FlatNest nest = Make(new Random(seed), combine, scatter);
            try
            {
                NestCase.Check(nest, combine == Combine.Sum ? 1e-4f : 0);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}: {nest}", error);
            }
        }
    }

    private static FlatNest Make(Random random, Combine combine, bool scatter)
    {
        var c = new NestCase();
        var axes = new List<(Affine Index, int Extent)>();
        bool padded = !scatter && random.Next(3) == 0;
        for (int axis = random.Next(1, 5); axis > 0; axis--)
        {
            bool batch = axes.Count == 0 && random.Next(2) == 0;
            int extent = batch ? TensorGraph.Batch : Extents[random.Next(Extents.Length - axes.Count * 2)];
            int pad = padded && axis == 1 && !batch ? (extent + 7) / 8 * 8 : extent;
            axes.Add((c.Axis("i" + axis, extent, pad), pad));
        }

        int[] all = Enumerable.Range(0, axes.Count).ToArray();
        int[] elements = combine == Combine.Assign || scatter ? all : [.. all.Where(_ => random.Next(2) == 0)];
        Expr? epilogue = scatter ? null : Some(random, new AccumulatorExpr(), Load(c, random, axes, elements));
        (Affine Offset, int PerSample, int Fixed) place = scatter && axes.Count > 1 && axes[^2].Extent > 0
            ? Layout(random, [(axes[^1].Index + (axes[^2].Index * random.Next(1, 3)), axes[^1].Extent + (2 * axes[^2].Extent)), .. axes[..^2]])
            : Layout(random, [.. elements.Select(e => axes[e])]);
        c.Target(place.Offset, place.PerSample, place.Fixed);
        Expr body = Some(random, Load(c, random, axes, all), Load(c, random, axes, all));
        return c.Nest(combine, random.Next(4) == 0 && axes.Count > 1 ? Load(c, random, axes, all) : body, epilogue,
            accumulate: combine == Combine.Sum && random.Next(2) == 0, scatter || combine == Combine.Assign ? [] : elements);
    }

    private static Expr Some(Random random, Expr left, Expr right) => random.Next(4) switch
    {
        0 => NestCase.Add(left, NestCase.Times(right, left)),
        1 => new SelectExpr(CompareKind.Greater, left, right, new UnaryExpr(UnaryKind.Tanh, right), NestCase.Minus(left, right)),
        2 => NestCase.Max(left, new UnaryExpr(UnaryKind.Abs, right)),
        _ => NestCase.Times(left, right),
    };

    /// <summary>A load that depends on some of the axes; sometimes shifted, with a guard.</summary>
    private static Expr Load(NestCase c, Random random, List<(Affine Index, int Extent)> axes, int[] among)
    {
        var used = among.Where(_ => random.Next(5) != 0).Select(a => axes[a]).ToList();
        if (used.Count > 0 && random.Next(6) == 0)
        {
            return new IndexExpr(used[^1].Index * random.Next(1, 3));
        }

        if (!c.HasPadding && used.Count > 0 && used[^1].Extent > 2 && random.Next(3) == 0)
        {
            (Affine index, int extent) = used[^1];
            Affine window = used.Count > 1 && used[^2].Extent > 0 && random.Next(2) == 0 ? used[^2].Index : Affine.Number(0);
            Affine shifted = (index * random.Next(1, 3)) + window + Affine.Number(-random.Next(3));
            used[^1] = (shifted, extent);
            (Affine Offset, int PerSample, int Fixed) guarded = Layout(random, used);
            return c.Load(guarded.Offset, guarded.PerSample, guarded.Fixed, random.Next(2) - 0.5f, new Guard(shifted, extent));
        }

        (Affine Offset, int PerSample, int Fixed) place = Layout(random, used);
        return c.Load(place.Offset, place.PerSample, place.Fixed);
    }

    /// <summary>A dense layout of the axes, most often in their order; the batch always outermost.</summary>
    private static (Affine Offset, int PerSample, int Fixed) Layout(Random random, List<(Affine Index, int Extent)> axes)
    {
        var order = axes.Where(a => a.Extent > 0).ToList();
        if (random.Next(3) == 0)
        {
            order = [.. order.OrderBy(_ => random.Next())];
        }

        (Affine offset, int stride) = (Affine.Number(0), 1);
        foreach ((Affine index, int extent) in Enumerable.Reverse(order))
        {
            offset += index * stride;
            stride *= extent;
        }

        stride += random.Next(3) == 0 ? 3 : 0;
        var batch = axes.Where(a => a.Extent < 0).ToList();
        return batch.Count == 0 ? (offset, 0, stride) : (offset + (batch[0].Index * stride), stride, 0);
    }
}
