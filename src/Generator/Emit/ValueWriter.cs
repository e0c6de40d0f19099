using System;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>Values of a kernel -> C# expressions: vectors in the operations of <c>IFloats</c>, which kernels are generic over.</summary>
/// <param name="bind">Given a type and an expression, binds a new local and returns its name.</param>
/// <param name="inStep">Whether the statements are those of a step.</param>
/// <param name="call">The method that an elementary function is called by, or null where it is to be put in.</param>
internal sealed class ValueWriter(Func<string, string, string> bind, bool inStep, Func<UnaryKind, string?> call)
{
    public string Vector(Vec value) => value switch
    {
        VectorName name => CSharpName.OfLocal(name.Name),
        VectorLoad load => "V.Load(" + At(load.Place) + ")",
        VectorBroadcast load => "V.Spread(" + At(load.Place) + ")",
        VectorConst constant => Constant(constant.Value),
        VectorSplat splat => "V.Spread(" + CSharpName.OfLocal(splat.Name) + ")",
        VectorIota iota => Iota(iota),
        VectorUnary unary => Function(unary.Kind) + "(" + Vector(unary.Operand) + ")",
        VectorBinary binary => "V." + binary.Kind + "(" + Vector(binary.Left) + ", " + Vector(binary.Right) + ")",
        VectorMultiplyAdd fused => "V.MultiplyAdd(" + Vector(fused.A) + ", " + Vector(fused.B) + ", " + Vector(fused.C) + ")",
        VectorSelect select => "V.Select(V." + select.Kind + "(" + Vector(select.Left) + ", " + Vector(select.Right) + "), "
            + Vector(select.Then) + ", " + Vector(select.Else) + ")",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>
    /// The arguments that say where a vector's floats are. A constant stands on its own, so that it becomes the displacement of the instruction; in a
    /// step all offsets are constants.
    /// </summary>
    public string At(Place place)
    {
        if (inStep)
        {
            return "ref " + place.Pointer + ", " + CSharpText.Integer(place.Offset);
        }

        Offset terms = place.Offset with { Constant = 0 };
        string pointer = place.Offset is { Constant: not 0, Terms.Count: > 0 }
            ? CSharpText.Float(place with { Offset = terms }) : CSharpName.OfLocal(place.Pointer);
        Offset offset = place.Offset.Constant != 0 ? place.Offset with { Terms = EquatableArray<OffsetTerm>.Empty } : terms;
        return "ref " + pointer + (offset is { Constant: 0, Terms.Count: 0 } ? "" : ", " + CSharpText.Integer(offset));
    }

    public string Scalar(Scalar value) => value switch
    {
        ScalarName name => CSharpName.OfLocal(name.Name),
        ScalarLoad load => CSharpText.Float(load.Place),
        ScalarConst constant => CSharpText.Literal(constant.Value),
        ScalarIndex index => "(float)(" + CSharpText.Integer(index.Value) + ")",
        ScalarUnary unary => Unary(unary),
        ScalarBinary binary => Binary(binary),

        // Not MathF's: native code that decides about FMA at run time would call the C library for it.
        ScalarMultiplyAdd fused => "MathScalar.MultiplyAdd(" + Scalar(fused.A) + ", " + Scalar(fused.B) + ", " + Scalar(fused.C) + ")",
        ScalarSelect select => Condition(select) + " ? " + Operand(select.Then) + " : " + Operand(select.Else),
        HorizontalReduce reduce => (reduce.Kind == BinaryKind.Add ? "V.Sum(" : "V.Largest(") + CSharpName.OfLocal(reduce.Vector) + ")",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private string Function(UnaryKind kind) => (ElementaryFunctions.Has(kind) ? call(kind) : null) ?? "V." + kind;

    /// <summary>
    /// What a vector is at first. Half of all are accumulators, and the C# compiler looks <c>V.Zero</c> up in an interface each time, but knows what
    /// is meant by this.
    /// </summary>
    public string First(Vec value) => value is VectorConst { Value: 0 } zero && !CSharpText.IsNegativeZero(zero.Value)
        ? "default" : Vector(value);

    private static string Constant(float value) =>
        value == 0 && !CSharpText.IsNegativeZero(value) ? "V.Zero" : "V.Spread(" + CSharpText.Literal(value) + ")";

    private static string Iota(VectorIota iota)
    {
        string steps = "V.Multiples(" + CSharpText.Integer(iota.Step) + ")";
        return iota.Start == 0 ? steps : "V.Add(V.Spread((float)(" + CSharpText.Integer(iota.Start) + ")), " + steps + ")";
    }

    /// <summary>What is compared with itself is asked whether it is a number: C# warns of the comparison.</summary>
    private string Condition(ScalarSelect select)
    {
        (string left, string right) = (Operand(select.Left), Operand(select.Right));
        return select.Kind == CompareKind.Equal && left == right ? "!float.IsNaN(" + left + ")" : left + SignOf(select.Kind) + right;
    }

    private string Operand(Scalar value)
    {
        string text = Scalar(value);
        return value is ScalarBinary or ScalarSelect ? "(" + text + ")" : text;
    }

    private string Named(Scalar value) => value is ScalarName or ScalarConst ? Scalar(value) : bind("float", Scalar(value));

    private string Unary(ScalarUnary unary) => unary.Kind switch
    {
        UnaryKind.Negate => Operand(unary.Operand) is var operand && operand[0] == '-' ? "-(" + operand + ")" : "-" + operand,
        UnaryKind.Abs or UnaryKind.Sqrt or UnaryKind.Round => "MathF." + unary.Kind + "(" + Scalar(unary.Operand) + ")",
        _ => "MathScalar." + unary.Kind + "(" + Scalar(unary.Operand) + ")",
    };

    private string Binary(ScalarBinary binary)
    {
        if (binary.Kind is BinaryKind.Max or BinaryKind.Min)
        {
            (string left, string right) = (Named(binary.Left), Named(binary.Right));
            return left + (binary.Kind == BinaryKind.Max ? " > " : " < ") + right + " ? " + left + " : " + right;
        }

        return binary.Kind is BinaryKind.Largest or BinaryKind.Smallest
            ? "MathScalar." + binary.Kind + "(" + Scalar(binary.Left) + ", " + Scalar(binary.Right) + ")"
            : Operand(binary.Left) + SignOf(binary.Kind) + Operand(binary.Right);
    }

    private static string SignOf(BinaryKind kind) => kind switch
    {
        BinaryKind.Add => " + ",
        BinaryKind.Subtract => " - ",
        BinaryKind.Multiply => " * ",
        BinaryKind.Divide => " / ",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string SignOf(CompareKind kind) => kind switch
    {
        CompareKind.Equal => " == ",
        CompareKind.Greater => " > ",
        CompareKind.GreaterOrEqual => " >= ",
        CompareKind.Less => " < ",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
