using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>A loop of a <see cref="NestForm"/>.</summary>
/// <param name="Name">For the loop's variable.</param>
/// <param name="Extent">Number of steps, or of steps a sample when <c>Batch</c>.</param>
/// <param name="Batch">Whether the number of steps is <c>Extent * count</c>.</param>
/// <param name="Padded">At least Extent: steps up to it touch padding of the same tensors only.</param>
/// <param name="Reduced">Whether several of its steps go to one accumulator.</param>
internal sealed record LoopAxis(string Name, long Extent, bool Batch, long Padded, bool Reduced)
{
    private const long Endless = 1L << 40;

    /// <summary>The last index, or a bound no count exceeds.</summary>
    public long Last => (Batch ? Endless : Extent) - 1;
}

/// <summary>
/// A nest ready for a schedule: no axis of extent 1, no guard that always holds, neighbours that are one run of memory fused; element axes
/// before reduced ones.
/// </summary>
/// <param name="Nest">What it was made from.</param>
/// <param name="Axes">Outermost first.</param>
/// <param name="Accesses">The loads', then the target.</param>
/// <param name="Program">Body and epilogue.</param>
/// <param name="Scatter">Whether the sum is made in the target's memory.</param>
internal sealed record NestForm(
    FlatNest Nest, EquatableArray<LoopAxis> Axes, EquatableArray<FlatAccess> Accesses, NestProgram Program, bool Scatter)
{
    /// <summary>Plain nests have kernels of one width for all processors.</summary>
    public static Processor Processor => Processor.Eight;

    /// <summary>Position of the target in <c>Accesses</c>.</summary>
    public int TargetAccess => Accesses.Count - 1;

    public FlatAccess Target => Accesses[TargetAccess];

    public bool Reduces => Nest.Combine != Combine.Assign && !Scatter;

    /// <summary>Whether vectors over the axis may run past its end, into padding that is no element's place and that no guard cuts off.</summary>
    public bool MayOverrun(int axis) => MayOverrun(axis, Processor);

    public bool MayOverrun(int axis, Processor processor) =>
        !Axes[axis].Batch && !Axes[axis].Reduced && Axes[axis].Padded >= processor.RoundUp(Axes[axis].Extent)
        && Accesses.All(a => a.Guards.All(g => g.Value[axis] == 0))
        && Target.Offset.Terms.All(t => t.Index == axis || System.Math.Abs(t.Coefficient) >= processor.RoundUp(Axes[axis].Extent));

    /// <summary>For an ArgMax: the number of each point.</summary>
    public Affine? Number { get; init; } = Nest.Number;

    /// <summary>The nest over other axes; <c>indices</c> are the old ones in terms of these.</summary>
    public NestForm Reindex(IEnumerable<LoopAxis> axes, IReadOnlyList<Affine> indices) => this with
    {
        Axes = new(axes),
        Accesses = new(Accesses.Select(a => new FlatAccess(
            a.Buffer, a.Offset.Substitute(indices), new(a.Guards.Select(g => g with { Value = g.Value.Substitute(indices) }))))),
        Program = Program.Reindex(indices),
        Number = Number?.Substitute(indices),
    };

    /// <summary>Every affine form over the axes.</summary>
    public IEnumerable<Affine> Forms() =>
        Accesses.SelectMany(a => a.Guards.Select(g => g.Value).Concat([a.Offset]))
            .Concat(Program.Values.OfType<IndexValue>().Select(i => i.Value))
            .Concat(Number is null ? [] : [Number]);

    /// <summary>Smallest and largest value over the whole box.</summary>
    public (long Least, long Most) RangeOf(Affine form) => RangeOf(form, index => (0, Axes[index].Last));

    /// <summary>Smallest and largest value when index i runs over <c>ranges(i)</c>.</summary>
    public static (long Least, long Most) RangeOf(Affine form, System.Func<int, (long Least, long Most)> ranges)
    {
        long least = form.Constant, most = form.Constant;
        foreach ((int index, long coefficient) in form.Terms)
        {
            (long from, long to) = ranges(index);
            least += coefficient * (coefficient > 0 ? from : to);
            most += coefficient * (coefficient > 0 ? to : from);
        }

        return (least, most);
    }
}
