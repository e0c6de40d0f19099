using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>
/// A <see cref="NestNode"/> whose tensors have places: every access is one affine offset, in floats, into a buffer. In <c>Body</c> and
/// <c>Epilogue</c>, <see cref="LoadExpr.Node"/> is the position in <c>Accesses</c> and <see cref="LoadExpr.Access"/> is empty.
/// </summary>
/// <param name="Name">Of the kernel to be, without tile and instruction set.</param>
/// <param name="Box">Indices, outermost first.</param>
/// <param name="Target">Where point i of the box goes.</param>
/// <param name="Combine">As in the graph.</param>
/// <param name="Accumulate">For Sum: add to what the target holds, instead of starting from 0.</param>
/// <param name="Accesses">What the expressions load.</param>
/// <param name="Elements">
/// For a Sum, Max or ArgMax: the box indices that number the target's elements, when each element belongs to one setting of
/// them; empty when several settings write one element (scatter) or none does: then the target is cleared first, unless Accumulate, and added to in
/// memory.
/// </param>
/// <param name="Buffers">All buffers, the target's first; each is a <c>ref float</c> of the kernel.</param>
internal sealed record FlatNest(
    string Name,
    EquatableArray<FlatAxis> Box,
    FlatAccess Target,
    Combine Combine,
    bool Accumulate,
    Expr Body,
    Expr? Epilogue,
    EquatableArray<FlatAccess> Accesses,
    EquatableArray<int> Elements,
    EquatableArray<FlatBuffer> Buffers)
{
    /// <summary>For an ArgMax: the number of each point, in the order of the graph's indices, whatever became of them.</summary>
    public Affine? Number { get; init; }
}

/// <summary>
/// A box index. <c>Extent</c> may be <see cref="TensorGraph.Batch"/>. <c>Padded</c> is at least Extent: up to it, every access stays in memory of its
/// own tensor (padding lanes, whose values do not matter), so a vector may run over the end.
/// </summary>
internal sealed record FlatAxis(string Name, long Extent, long Padded);

/// <summary>
/// An element's place: offset in floats from the buffer's start, valid where every guard holds; the others read Fill or drop the write.
/// </summary>
internal sealed record FlatAccess(int Buffer, Affine Offset, EquatableArray<Guard> Guards);

/// <summary>0 &lt;= Value &lt; Extent.</summary>
internal sealed record Guard(Affine Value, long Extent);

/// <summary>Length is <c>Fixed + PerSample * count</c> floats.</summary>
internal sealed record FlatBuffer(string Name, long Fixed, long PerSample);
