using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering;

/// <summary>What stands directly inside of a statement or a value, for walks over kernels.</summary>
internal static class KernelParts
{
    /// <summary>All nodes below, and the node: statements, values, places.</summary>
    public static IEnumerable<object> All(object node) => new[] { node }.Concat(Of(node).SelectMany(All));

    /// <summary>The variable, vector, scalar or pointer that the node itself reads, or null.</summary>
    public static string? NameReadBy(object node) => node switch
    {
        VectorName name => name.Name,
        VectorSplat splat => splat.Name,
        ScalarName name => name.Name,
        HorizontalReduce reduce => reduce.Vector,
        Place place => place.Pointer,
        _ => null,
    };

    private static IEnumerable<object> Of(object node) => node switch
    {
        For loop => loop.Body,
        IfLess branch => branch.Body,
        LetPointer let => [let.Place],
        LetVector let => [let.Value],
        SetVector set => [set.Value],
        StoreVector store => [store.Place, store.Value],
        LetScalar let => [let.Value],
        SetScalar set => [set.Value],
        StoreScalar store => [store.Place, store.Value],
        Fill fill => [fill.Place],
        VectorLoad load => [load.Place],
        VectorBroadcast load => [load.Place],
        VectorUnary unary => [unary.Operand],
        VectorBinary binary => [binary.Left, binary.Right],
        VectorMultiplyAdd fused => [fused.A, fused.B, fused.C],
        VectorSelect select => [select.Left, select.Right, select.Then, select.Else],
        ScalarLoad load => [load.Place],
        ScalarUnary unary => [unary.Operand],
        ScalarBinary binary => [binary.Left, binary.Right],
        ScalarMultiplyAdd fused => [fused.A, fused.B, fused.C],
        ScalarSelect select => [select.Left, select.Right, select.Then, select.Else],
        _ => [],
    };
}
