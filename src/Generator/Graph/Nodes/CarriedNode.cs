using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Nodes;

/// <summary>
/// In each step of a loop, what a tensor was in the step before; the loop's <see cref="LoopCarry"/> names that tensor, which may stand behind. It has
/// no memory of its
/// own: its row of a step is the tensor's of the step before.
/// </summary>
/// <param name="Axis">The dimension that counts the steps.</param>
/// <param name="Initial">The node with what the first step gets, of the shape without that dimension; <see cref="FromZero"/> for zeros.</param>
internal sealed record CarriedNode(string Name, EquatableArray<int> Shape, int Axis, int Initial) : Node(Name, Shape)
{
    public const int FromZero = -1;

    /// <summary>The shape without the steps.</summary>
    public EquatableArray<int> StateShape => new(Shape.Where((_, d) => d != Axis));

    public override IEnumerable<int> Reads => Initial == FromZero ? [] : [Initial];

    public override Node WithReads(Func<int, int> id) => Initial == FromZero ? this : this with { Initial = id(Initial) };

    public override string Describe(Func<int, string> nameOf) => "carried, first " + (Initial == FromZero ? "0" : nameOf(Initial));

    public override string? Fault(TensorGraph graph, int id) =>
        Loop == NoLoop ? "only a loop carries"
        : Axis < 0 || Axis >= Shape.Count ? "it has no such dimension for the steps"
        : Initial != FromZero && (graph.Nodes[Initial].Loop == Loop || graph.Nodes[Initial].Shape != StateShape)
        ? "what it begins with has not its shape without the steps"
        : graph.Loops[Loop].Carries.Count(carry => carry.Carried == id) != 1 ? "its loop does not say what it carries"
        : null;

    public override bool NeedsGradient(GradientWish wish, Func<int, bool> isNeeded) => Initial != FromZero && isNeeded(Initial);

    public override GraphOutput? OutputOfGradient(int gradient) => null;

    /// <summary>What reaches the first step is the gradient of the beginning; that of all others went to the steps before them.</summary>
    public override void PassGradient(GradientParts parts, int id, int gradient)
    {
        if (Initial != FromZero && parts.IsNeeded(Initial))
        {
            Node initial = parts.Graph.Nodes[Initial];
            parts.Add(Initial, parts.Builder.Add(new LastNode("d." + initial.Name, initial.Shape, gradient, parts.CarriedBack(id))));
        }
    }

    public override PhaseRole PhaseRole(Func<int, bool> isOpenPart) => Graph.PhaseRole.Whole;

    public override void Accept(INodeVisitor visitor, int id) => visitor.Visit(this, id);
}
