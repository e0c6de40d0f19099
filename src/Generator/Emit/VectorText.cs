using System;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Emit;

/// <summary>How one dialect writes operations on one C# vector; operands are C# expressions.</summary>
internal abstract class VectorText
{
    /// <summary>Alias of the vector's type, from <see cref="EmitKernel.Usings"/>.</summary>
    public abstract string Type { get; }

    /// <summary>Floats in a C# vector.</summary>
    public abstract int Lanes { get; }

    /// <summary>C# vectors that make up a vector of the kernel.</summary>
    public virtual int Parts => 1;

    /// <summary>The writer of a kernel's vectors.</summary>
    /// <exception cref="InvalidOperationException">The dialect has no vectors of that width.</exception>
    public static VectorText For(Kernel kernel, Dialect dialect) => (dialect, kernel.Lanes) switch
    {
        (Dialect.Avx2 or Dialect.Avx512, 8) => new Avx2Text(),
        (Dialect.Avx512, 16) => new Avx512Text(),
        (Dialect.Portable, 8) => new PortableText(),
        _ => throw new InvalidOperationException(
            "Kernel " + kernel.Name + " has vectors of " + kernel.Lanes + " floats, which the dialect " + dialect + " does not have."),
    };

    /// <summary>One float in every lane.</summary>
    public abstract string Spread(string scalar);

    /// <summary>A constant in each lane.</summary>
    public abstract string Create(float[] lanes);

    public string Constant(float value) =>
        value == 0 && !CSharpText.IsNegativeZero(value) ? Type + ".Zero" : Spread(CSharpText.Literal(value));

    public abstract string Unary(UnaryKind kind, string x);

    public abstract string Binary(BinaryKind kind, string a, string b);

    public abstract string MultiplyAdd(string a, string b, string c);

    public abstract string Select(CompareKind kind, string a, string b, string then, string otherwise);

    /// <summary>Whether the operand occurs more than once in the text, so that it must be a name.</summary>
    public virtual bool Repeats(UnaryKind kind) => false;

    /// <summary>Whether operands occur more than once in the text, so that they must be names.</summary>
    public virtual bool Repeats(BinaryKind kind) => false;

    /// <summary>The eight lanes of a vector joined by the fixed tree.</summary>
    /// <param name="kind">Add or Max.</param>
    /// <param name="parts">Names of the C# vectors.</param>
    /// <param name="bind">Given a type and an expression, binds a new local and returns its name.</param>
    public virtual string Join(BinaryKind kind, string[] parts, Func<string, string, string> bind) =>
        throw new InvalidOperationException("Vectors of " + Lanes + " floats are not joined.");

    /// <summary>Name of a function of <c>Math256</c>, <c>Math128</c> and <c>MathScalar</c>.</summary>
    public static string FunctionOf(UnaryKind kind) => kind switch
    {
        UnaryKind.Exp or UnaryKind.Expm1 or UnaryKind.Log or UnaryKind.Log1p or UnaryKind.Tanh or UnaryKind.Sigmoid or UnaryKind.Erf
            or UnaryKind.Softplus => kind.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
