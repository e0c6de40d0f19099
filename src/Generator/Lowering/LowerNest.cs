using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>
/// FlatNest -> Kernel for whatever is no contraction of products: maps, copies, reductions, windows, scatters. The order of every sum is that of the
/// indices; only where the lanes of a vector belong to one element are there eight partial sums, joined by the fixed tree, and then the rest.
/// </summary>
internal static class LowerNest
{
    /// <summary>Lowers a nest.</summary>
    /// <exception cref="System.ArgumentException">An epilogue stands behind a sum that is made in memory (no <c>Elements</c>).</exception>
    public static Kernel Run(FlatNest nest)
    {
        NestForm form = NormalizeNest.Run(nest);
        NestPlan plan = PlanNest.Run(form, NestEffort.Levels[0]);
        (List<Stmt> body, bool widens) = NestEmitter.Run(plan);
        foreach (NestEffort effort in NestEffort.Levels.Skip(1))
        {
            if (NestSize.Fits(body, NestForm.Processor))
            {
                break;
            }

            plan = PlanNest.Run(form, effort);
            (body, widens) = NestEmitter.Run(plan);
        }

        var kernel = new Kernel(
            nest.Name,
            new(Summarize(plan)),
            new(nest.Buffers.Select(b => new BufferSpec(b.Name, b.Fixed, b.PerSample))),
            HasCount: nest.Box.Any(a => a.Extent == TensorGraph.Batch) || nest.Buffers.Any(b => b.PerSample != 0),
            NestForm.Processor.Lanes,
            new(body),
            Widens: widens);
        if (widens)
        {
            VerifyKernel.Run(kernel.Widened());
        }

        return VerifyKernel.Run(kernel);
    }

    private static IEnumerable<string> Summarize(NestPlan plan)
    {
        FlatNest nest = plan.Form.Nest;
        IEnumerable<string> box = nest.Box.Select(a => a.Name + " < " + (a.Extent == TensorGraph.Batch ? NestNames.Count : Invariant.Text(a.Extent)));
        string verb = plan.Form.Scatter ? "Sum in memory" : nest.Combine.ToString();
        yield return verb + " over " + string.Join(", ", box) + (nest.Accumulate ? ", added to the target" : "");
        yield return plan.VectorAxis < 0 ? "scalars"
            : "vectors along " + plan.Form.Axes[plan.VectorAxis].Name + (plan.ReducesLanes ? ", joined by the tree" : ", at most "
                + Invariant.Text(plan.Vectors) + " side by side");
    }
}
