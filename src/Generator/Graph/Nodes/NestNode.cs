using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Nodes;

/// <summary>
/// The one computing primitive: for every point i of the box, <c>Out[Target(i)] combine= Body(i)</c>; then, for every element,
/// <c>Out = Epilogue(Out)</c>. Maps, contractions, reductions, windows, slices, pads and transposes are all this.
/// </summary>
/// <param name="Box">The indices, outermost first.</param>
/// <param name="Target">One affine form per output axis; writes outside the tensor are dropped. Assign reaches every element once.</param>
/// <param name="Combine">Assign; Sum from 0; Max from -infinity; ArgMax gives the row-major number, among the indices
/// absent from Target, of the first largest value, as a float. NaN counts as larger than all.</param>
/// <param name="Epilogue">Applied to the accumulator; its loads and indices use only indices that Target names.</param>
/// <param name="GradientScale">A factor of the gradient that flows into what the node loads; with 0, differentiation takes the node for a
/// constant.</param>
internal sealed record NestNode(
    string Name,
    EquatableArray<int> Shape,
    EquatableArray<Axis> Box,
    EquatableArray<Affine> Target,
    Combine Combine,
    Expr Body,
    Expr? Epilogue = null,
    float GradientScale = 1) : Node(Name, Shape)
{
    public override IEnumerable<int> Reads => Expressions.Loads(this).Select(load => load.Node);

    public override Node WithReads(Func<int, int> id) => WithLoads(load => load with { Node = id(load.Node) });

    /// <summary>The nest with each load replaced.</summary>
    public NestNode WithLoads(Func<LoadExpr, Expr> rule)
    {
        Expr Rewrite(Expr expression) => Expressions.Rewrite(expression, e => e is LoadExpr load ? rule(load) : e);
        return this with { Body = Rewrite(Body), Epilogue = Epilogue is null ? null : Rewrite(Epilogue) };
    }

    public override string Describe(Func<int, string> nameOf)
    {
        var expressions = new PrintExpr(nameOf, Box);
        return "(" + string.Join(", ", Box.Select(axis => axis.Name + ": " + PrintGraph.Size(axis.Extent))) + ") "
            + expressions.Text(Target) + " " + Combine.ToString().ToLowerInvariant() + " " + expressions.Text(Body)
            + (Epilogue is null ? "" : " then " + expressions.Text(Epilogue))
            + (GradientScale == 0 ? " without gradient" : GradientScale == 1 ? "" : " with gradient times " + Invariant.Text(GradientScale));
    }

    public override string? Fault(TensorGraph graph, int id) => new VerifyNest(graph, id, this).Fault();

    public override bool NeedsGradient(GradientWish wish, Func<int, bool> isNeeded) =>
        GradientScale != 0 && Expressions.Loads(Body).Any(load => isNeeded(load.Node));

    public override GraphOutput? OutputOfGradient(int gradient) => null;

    /// <summary>
    /// A nest for every load: reverse mode writes where the load reads. The gradient of a sum of products is a sum of products again, with the three
    /// roles exchanged.
    /// </summary>
    public override void PassGradient(GradientParts parts, int id, int gradient)
    {
        Expr up = new LoadExpr(gradient, Target);
        if (GradientScale != 1)
        {
            up = Scalars.Times(up, Scalars.Number(GradientScale));
        }

        if (Combine == Combine.Max)
        {
            // Only the first largest place of a window takes part.
            int winner = parts.Builder.Add(this with { Name = Name + ".argmax", Combine = Combine.ArgMax, Loop = NoLoop });
            up = Scalars.Where(new LoadExpr(winner, Target), CompareKind.Equal, new IndexExpr(ReducedNumber()), up, Scalars.Number(0));
        }

        Expr? output = Combine == Combine.Assign ? new LoadExpr(id, Target) : null;
        var branches = OpenBranches.Of(parts.Graph, this);
        foreach (LoadExpr load in Expressions.Loads(branches.Body).Where(load => parts.IsNeeded(load.Node)).Distinct())
        {
            if (new Derivatives(load, output).Of(branches.Body, up) is { } body)
            {
                AddPart(parts, load, branches.Reread(body));
            }
        }
    }

    private void AddPart(GradientParts parts, LoadExpr load, Expr body)
    {
        Node source = parts.Graph.Nodes[load.Node];
        Combine combine = ReachesEachOnce(load.Access, Box, source.Shape) ? Combine.Assign : Combine.Sum;
        var nest = new NestNode("d." + source.Name, source.Shape, Box, load.Access, combine, body) { Loop = parts.LoopBetween(this, source) };
        parts.Add(load.Node, parts.Builder.Add(nest));
    }

    private static bool ReachesEachOnce(EquatableArray<Affine> access, EquatableArray<Axis> box, EquatableArray<int> shape)
    {
        var used = new HashSet<int>(access.SelectMany(a => a.Terms).Select(t => t.Index));
        return used.Count == box.Count
            && Expressions.PerSample(box.Select(b => b.Extent)) == Expressions.PerSample(shape)
            && Expressions.IsInjective(access, box)
            && access.Zip(shape, (a, size) => (Expressions.Range(a, box), size))
            .All(r => r.size == TensorGraph.Batch || (r.Item1.Low >= 0 && r.Item1.High < r.size));
    }

    /// <summary>The row-major number of a point among the indices that are not in the target.</summary>
    public Affine ReducedNumber()
    {
        (Affine number, long stride) = (Affine.Number(0), 1L);
        for (int i = Box.Count - 1; i >= 0; i--)
        {
            if (Target.All(a => a[i] == 0))
            {
                number += Affine.Of(i, stride);
                stride *= Box[i].Extent;
            }
        }

        return number;
    }

    /// <summary>
    /// Where all samples of the batch meet in each element, a micro-batch computes a part of it; what is linear in such parts is one, too. A maximum
    /// cannot be put
    /// together from parts.
    /// </summary>
    public override PhaseRole PhaseRole(Func<int, bool> isOpenPart)
    {
        bool sums = Expressions.ReducesBatch(this);
        if (sums && Combine != Combine.Sum)
        {
            throw new InvalidOperationException($"'{Name}' takes a maximum over the batch, which cannot be put together from parts that are added.");
        }

        bool isLinear = !sums && !IsBatched && Combine is Combine.Assign or Combine.Sum && Epilogue is null && LinearParts.IsLinear(Body, isOpenPart);
        return new(sums || (isLinear && Reads.Any(isOpenPart)), isLinear, Waits: false);
    }

    public override void Accept(INodeVisitor visitor, int id) => visitor.Visit(this, id);
}

/// <summary>
/// A box index; its extent may be <see cref="TensorGraph.Batch"/>, then it stands first in every access of a batched tensor, alone.
/// </summary>
internal sealed record Axis(string Name, int Extent);

internal enum Combine
{
    Assign,
    Sum,
    Max,
    ArgMax,
}
