using System;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Emit;

/// <summary>Values of a kernel -> C# expressions. An operand that its dialect repeats is bound to a local first.</summary>
/// <param name="vectors">The dialect.</param>
/// <param name="names">The kernel's names.</param>
/// <param name="bind">Given a type and an expression, binds a new local and returns its name.</param>
internal sealed class ValueWriter(VectorText vectors, KernelNames names, Func<string, string, string> bind)
{
    /// <summary>C# vector number <c>part</c> of a vector.</summary>
    public string Vector(Vec value, int part) => value switch
    {
        VectorName name => names.Part(name.Name, part, vectors.Parts),
        VectorLoad load => VectorAt(load.Place, part),
        VectorBroadcast load => vectors.Spread(CSharpText.Float(load.Place)),
        VectorConst constant => vectors.Constant(constant.Value),
        VectorSplat splat => vectors.Spread(CSharpText.Name(splat.Name)),
        VectorIota iota => Iota(iota, part),
        VectorUnary unary => vectors.Unary(unary.Kind, Operand(unary.Operand, part, vectors.Repeats(unary.Kind))),
        VectorBinary binary => vectors.Binary(
            binary.Kind, Operand(binary.Left, part, vectors.Repeats(binary.Kind)), Operand(binary.Right, part, vectors.Repeats(binary.Kind))),
        VectorMultiplyAdd fused => vectors.MultiplyAdd(Vector(fused.A, part), Vector(fused.B, part), Vector(fused.C, part)),
        VectorSelect select => vectors.Select(
            select.Kind, Vector(select.Left, part), Vector(select.Right, part), Vector(select.Then, part), Vector(select.Else, part)),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>C# vector number <c>part</c> of the floats at a place, to read or to assign.</summary>
    public string VectorAt(Place place, int part) =>
        "Unsafe.As<float, " + vectors.Type + ">(ref " + CSharpText.Float(place, part * vectors.Lanes) + ")";

    public string Scalar(Scalar value) => value switch
    {
        ScalarName name => CSharpText.Name(name.Name),
        ScalarLoad load => CSharpText.Float(load.Place),
        ScalarConst constant => CSharpText.Literal(constant.Value),
        ScalarIndex index => "(float)(" + CSharpText.Integer(index.Value) + ")",
        ScalarUnary unary => Unary(unary),
        ScalarBinary binary => Binary(binary),

        // Not MathF's: native code that decides about FMA at run time would call the C library for it.
        ScalarMultiplyAdd fused => "MathScalar.MultiplyAdd(" + Scalar(fused.A) + ", " + Scalar(fused.B) + ", " + Scalar(fused.C) + ")",
        ScalarSelect select =>
            Operand(select.Left) + SignOf(select.Kind) + Operand(select.Right) + " ? " + Operand(select.Then) + " : " + Operand(select.Else),
        HorizontalReduce reduce => vectors.Join(
            reduce.Kind, [.. Enumerable.Range(0, vectors.Parts).Select(part => names.Part(reduce.Vector, part, vectors.Parts))], bind),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private string Iota(VectorIota iota, int part)
    {
        var steps = vectors.Create([.. Enumerable.Range(part * vectors.Lanes, vectors.Lanes).Select(lane => (float)(iota.Step * lane))]);
        return iota.Start == 0 ? steps
            : vectors.Binary(BinaryKind.Add, vectors.Spread("(float)(" + CSharpText.Integer(iota.Start) + ")"), steps);
    }

    private string Operand(Vec value, int part, bool asName)
    {
        var text = Vector(value, part);
        return asName && value is not VectorName ? bind(vectors.Type, text) : text;
    }

    private string Operand(Scalar value)
    {
        var text = Scalar(value);
        return value is ScalarBinary or ScalarSelect ? "(" + text + ")" : text;
    }

    private string Named(Scalar value) => value is ScalarName or ScalarConst ? Scalar(value) : bind("float", Scalar(value));

    private string Unary(ScalarUnary unary) => unary.Kind switch
    {
        UnaryKind.Negate => Operand(unary.Operand) is var operand && operand[0] == '-' ? "-(" + operand + ")" : "-" + operand,
        UnaryKind.Abs or UnaryKind.Sqrt => "MathF." + unary.Kind + "(" + Scalar(unary.Operand) + ")",
        _ => "MathScalar." + VectorText.FunctionOf(unary.Kind) + "(" + Scalar(unary.Operand) + ")",
    };

    private string Binary(ScalarBinary binary)
    {
        if (binary.Kind is BinaryKind.Max or BinaryKind.Min)
        {
            var (left, right) = (Named(binary.Left), Named(binary.Right));
            return left + (binary.Kind == BinaryKind.Max ? " > " : " < ") + right + " ? " + left + " : " + right;
        }

        return Operand(binary.Left) + SignOf(binary.Kind) + Operand(binary.Right);
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
