using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Loops;

/// <summary>One generated method: loops, loads, accumulators and stores over vectors of <c>Lanes</c> floats.</summary>
/// <param name="Name">What it is, without the instruction set: <c>Conv2d_Forward_6x16</c>.</param>
/// <param name="Summary">What it computes, with shapes and tile; a line each.</param>
/// <param name="Buffers">The <c>ref float</c> parameters, in order.</param>
/// <param name="HasCount">Whether the method takes <c>int count</c>, the samples in this micro-batch (index variable <c>count</c>).</param>
/// <param name="Block">Floats of the method's own, for what it puts aside; null for none.</param>
/// <param name="Widens">Whether its text is as right for vectors of the next width, see <see cref="Widened"/>.</param>
/// <param name="Numbers">
/// Parameters behind the others, in a kernel that stands for several that differ in numbers only. Kernels are lowered and verified without any: they
/// come where text is written.
/// </param>
internal sealed record Kernel(
    string Name, EquatableArray<string> Summary, EquatableArray<BufferSpec> Buffers, bool HasCount, int Lanes, EquatableArray<Stmt> Body,
    BufferSpec? Block = null, bool Widens = false, EquatableArray<string> Numbers = default)
{
    /// <summary>The index variable that holds the number of samples.</summary>
    public const string Count = "count";

    /// <summary>The same text for vectors of sixteen: loops that go by vectors then take as many floats as these have.</summary>
    public Kernel Widened()
    {
        int factor = Processor.Sixteen.Lanes / Lanes;
        return this with { Lanes = Lanes * factor, Body = new(Body.Select(Widen)) };

        Stmt Widen(Stmt statement) => KernelParts.WithBody(
            statement is For { ByVectors: true } loop ? loop with { Step = loop.Step * factor } : statement, inner => [.. inner.Select(Widen)]);
    }

    /// <summary>All that its places may lie in.</summary>
    public IReadOnlyList<BufferSpec> Memory => Block is null ? [.. Buffers] : [.. Buffers, Block];
}

/// <summary>A parameter and the floats that may be touched behind it: <c>Fixed + PerSample * count</c>.</summary>
internal sealed record BufferSpec(string Name, long Fixed, long PerSample);

/// <summary>Sum of integer variables with constant coefficients (loop variables, <c>count</c>).</summary>
internal sealed record Offset(EquatableArray<OffsetTerm> Terms, long Constant)
{
    public static implicit operator Offset(long constant) => new(EquatableArray<OffsetTerm>.Empty, constant);

    public static Offset Of(string variable, long coefficient = 1, long constant = 0) =>
        new(new([new OffsetTerm(variable, coefficient)]), constant);
}

/// <summary><c>Coefficient * Variable</c>, or <c>Coefficient * By * Variable</c>.</summary>
/// <param name="By">Only in a kernel that stands for several: the parameter that the coefficient is there, see <see cref="Kernel.Numbers"/>.</param>
internal sealed record OffsetTerm(string Variable, long Coefficient, string? By = null);

/// <summary>A place in memory: a buffer or a pointer bound by <see cref="LetPointer"/>, and an offset in floats.</summary>
internal sealed record Place(string Pointer, Offset Offset);

internal abstract record Stmt;

/// <summary><c>for (int Variable = From; Variable &lt; To; Variable += Step)</c>.</summary>
/// <param name="ByVectors">Whether the step is the lanes of a vector, however many these are.</param>
internal sealed record For(string Variable, Offset From, Offset To, long Step, EquatableArray<Stmt> Body, bool ByVectors = false) : Stmt;

/// <summary><c>if (Left &lt; Right)</c>.</summary>
internal sealed record IfLess(Offset Left, Offset Right, EquatableArray<Stmt> Body) : Stmt;

/// <summary>Binds an integer; <c>Min</c> other than null gives the smaller of both.</summary>
internal sealed record LetIndex(string Name, Offset Value, Offset? Min = null) : Stmt;

internal sealed record LetPointer(string Name, Place Place) : Stmt;

internal sealed record MovePointer(string Name, long Floats) : Stmt;

internal sealed record LetVector(string Name, Vec Value) : Stmt;

internal sealed record SetVector(string Name, Vec Value) : Stmt;

internal sealed record StoreVector(Place Place, Vec Value) : Stmt;

internal sealed record LetScalar(string Name, Scalar Value) : Stmt;

internal sealed record SetScalar(string Name, Scalar Value) : Stmt;

internal sealed record StoreScalar(Place Place, Scalar Value) : Stmt;

/// <summary>Fills <c>Floats</c> floats with a value.</summary>
internal sealed record Fill(Place Place, Offset Floats, float Value) : Stmt;

/// <summary>Comment line in the emitted text.</summary>
internal sealed record Remark(string Text) : Stmt;

/// <summary>A vector value.</summary>
internal abstract record Vec;

internal sealed record VectorName(string Name) : Vec;

internal sealed record VectorLoad(Place Place) : Vec;

/// <summary>One float of memory in every lane.</summary>
internal sealed record VectorBroadcast(Place Place) : Vec;

internal sealed record VectorConst(float Value) : Vec;

/// <summary>A scalar name in every lane.</summary>
internal sealed record VectorSplat(string Name) : Vec;

/// <summary>Lane k holds float(Start) + Step * k.</summary>
internal sealed record VectorIota(Offset Start, long Step) : Vec;

internal sealed record VectorUnary(UnaryKind Kind, Vec Operand) : Vec;

internal sealed record VectorBinary(BinaryKind Kind, Vec Left, Vec Right) : Vec;

/// <summary>A * B + C, fused where the processor can.</summary>
internal sealed record VectorMultiplyAdd(Vec A, Vec B, Vec C) : Vec;

internal sealed record VectorSelect(CompareKind Kind, Vec Left, Vec Right, Vec Then, Vec Else) : Vec;

/// <summary>A scalar value.</summary>
internal abstract record Scalar;

internal sealed record ScalarName(string Name) : Scalar;

internal sealed record ScalarLoad(Place Place) : Scalar;

internal sealed record ScalarConst(float Value) : Scalar;

/// <summary>An integer as a float.</summary>
internal sealed record ScalarIndex(Offset Value) : Scalar;

internal sealed record ScalarUnary(UnaryKind Kind, Scalar Operand) : Scalar;

internal sealed record ScalarBinary(BinaryKind Kind, Scalar Left, Scalar Right) : Scalar;

internal sealed record ScalarMultiplyAdd(Scalar A, Scalar B, Scalar C) : Scalar;

internal sealed record ScalarSelect(CompareKind Kind, Scalar Left, Scalar Right, Scalar Then, Scalar Else) : Scalar;

/// <summary>The eight lanes of a vector by the fixed tree ((0+4)+(2+6))+((1+5)+(3+7)), or the same tree of Max.</summary>
internal sealed record HorizontalReduce(BinaryKind Kind, string Vector) : Scalar;
