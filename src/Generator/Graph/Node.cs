using System;
using System.Collections.Generic;
using NetCompiler.Generator.Graph.Gradients;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// A tensor and how it comes about. Its id is its position in <see cref="TensorGraph.Nodes"/>. All that is known about a kind of node is a member of
/// it, so that
/// none can be forgotten; what a level below does with each kind is a method of an <see cref="INodeVisitor"/>.
/// </summary>
/// <param name="Name">Unique; the layer's name, with a suffix for what is inside or for gradients (<c>dense.matmul</c>, <c>d.dense</c>).</param>
/// <param name="Shape">Sizes; the first is <see cref="TensorGraph.Batch"/> for a tensor with a row per sample.</param>
internal abstract record Node(string Name, EquatableArray<int> Shape)
{
    /// <summary>In place of a loop's position: the node is computed outside of all loops.</summary>
    public const int NoLoop = -1;

    /// <summary>The position in <see cref="TensorGraph.Loops"/> of the loop that computes the node step by step.</summary>
    public int Loop { get; init; } = NoLoop;

    /// <summary>Whether the tensor has a row per sample.</summary>
    public bool IsBatched => Shape.Count > 0 && Shape[0] == TensorGraph.Batch;

    /// <summary>The nodes that the node is computed from, which stand before it; one that is loaded several times, several times.</summary>
    public abstract IEnumerable<int> Reads { get; }

    /// <summary>The node with others in place of those that it reads.</summary>
    public abstract Node WithReads(Func<int, int> id);

    /// <summary>What it is, as a person reads it behind its name and shape.</summary>
    /// <param name="nameOf">The name of a node that it reads.</param>
    public abstract string Describe(Func<int, string> nameOf);

    /// <summary>The first rule that it breaks, or null. That it reads what stands before it is known.</summary>
    public abstract string? Fault(TensorGraph graph, int id);

    /// <summary>Whether a gradient with respect to it is wanted, or passes through it to one that is.</summary>
    /// <param name="isNeeded">The same for what it reads.</param>
    public abstract bool NeedsGradient(GradientWish wish, Func<int, bool> isNeeded);

    /// <summary>The output that its gradient is, or null where nobody asks for that.</summary>
    public abstract GraphOutput? OutputOfGradient(int gradient);

    /// <summary>Adds to the gradients of what it reads.</summary>
    /// <param name="id">Its own.</param>
    /// <param name="gradient">The node with its gradient.</param>
    public abstract void PassGradient(GradientParts parts, int id, int gradient);

    /// <summary>What micro-batches make of it.</summary>
    /// <param name="isOpenPart">Whether a node that it reads is so far only a micro-batch's part of a sum.</param>
    public abstract PhaseRole PhaseRole(Func<int, bool> isOpenPart);

    /// <summary>Calls the method for its kind.</summary>
    public abstract void Accept(INodeVisitor visitor, int id);
}

/// <summary>What a level below the graph does with each kind of node.</summary>
internal interface INodeVisitor
{
    void Visit(Nodes.InputNode node, int id);

    void Visit(Nodes.ParameterNode node, int id);

    void Visit(Nodes.ConstantNode node, int id);

    void Visit(Nodes.RandomNode node, int id);

    void Visit(Nodes.NestNode node, int id);

    void Visit(Nodes.GatherNode node, int id);

    void Visit(Nodes.ScatterNode node, int id);

    void Visit(Nodes.CarriedNode node, int id);

    void Visit(Nodes.LastNode node, int id);
}

/// <summary>A node's place among the phases of a batch; see <c>docs/ir.md</c>.</summary>
/// <param name="IsPart">Whether a micro-batch computes its part of a sum over the batch.</param>
/// <param name="IsLinear">Whether it is a sum of parts times wholes, so that parts that it reads may stay parts.</param>
/// <param name="Waits">Whether it is made when it is first read: until then its memory serves others.</param>
internal readonly record struct PhaseRole(bool IsPart, bool IsLinear, bool Waits)
{
    /// <summary>The same for all micro-batches, or a row per sample.</summary>
    public static readonly PhaseRole Whole = default;
}
