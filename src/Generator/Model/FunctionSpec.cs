using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>The same number at every place; of shape [].</summary>
internal sealed record ConstantOp(float Value) : OpSpec;

/// <summary>0, 1, 2, ...; the same for every sample.</summary>
internal sealed record ArangeOp : OpSpec;

/// <summary>An element from the elements at its place; inputs are broadcast to the output's shape.</summary>
internal sealed record ElementOp(ElementFunction Function) : OpSpec;

/// <summary>Combines all places along <c>Axes</c>, which are rising.</summary>
internal sealed record ReduceOp(ReduceFunction Function, EquatableArray<int> Axes, bool KeepDims) : OpSpec;

/// <summary>The product of the last two axes; the axes before them are broadcast.</summary>
internal sealed record MatMulOp(bool TransposeLeft, bool TransposeRight) : OpSpec;

/// <summary>The inputs one after the other along an axis.</summary>
internal sealed record ConcatOp(int Axis) : OpSpec;

/// <summary>The places from <c>Starts</c> on, for each axis as many as the output's; an axis that <c>Dropped</c> names has one and is left out.</summary>
internal sealed record SliceOp(EquatableArray<int> Starts, EquatableArray<int> Dropped) : OpSpec;

/// <summary>Axis i of the output is axis <c>Axes[i]</c> of the input.</summary>
internal sealed record TransposeOp(EquatableArray<int> Axes) : OpSpec;

/// <summary>1 where the class number of the input is the index along the last axis, else 0.</summary>
internal sealed record OneHotOp : OpSpec;

/// <summary>The same values; the gradient is multiplied by <c>Scale</c> on its way back, 0 stops it.</summary>
internal sealed record GradientOp(float Scale) : OpSpec;

/// <summary>The loss of each sample, of shape []; the inputs are output and target.</summary>
internal sealed record LossOp(LossSpec Loss) : OpSpec;

/// <summary>Functions of elements. Comparisons give 1 or 0 and have no gradient.</summary>
internal enum ElementFunction
{
    Identity,
    Add,
    Subtract,
    Multiply,
    Divide,
    Maximum,
    Minimum,
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Where,
    Negate,
    Exp,
    Log,
    Log1p,
    Expm1,
    Sqrt,
    Abs,
    Square,
    Erf,
    Reciprocal,
}

internal enum ReduceFunction
{
    Sum,
    Mean,
    Max,
    Min,
    ArgMax,
}
