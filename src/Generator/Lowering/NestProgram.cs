using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Lowering;

/// <summary>A value of a <see cref="NestProgram"/>; operands are positions of earlier values.</summary>
internal abstract record NestValue;

internal sealed record LoadValue(int Access, float Fill) : NestValue;

/// <param name="Value">The constant.</param>
/// <param name="Negative">Tells -0 from 0, which compare as equal.</param>
internal sealed record ConstValue(float Value, bool Negative) : NestValue;

internal sealed record IndexValue(Affine Value) : NestValue;

internal sealed record AccumulatorValue : NestValue;

internal sealed record UnaryValue(UnaryKind Kind, int Operand) : NestValue;

internal sealed record BinaryValue(BinaryKind Kind, int Left, int Right) : NestValue;

internal sealed record SelectValue(CompareKind Kind, int Left, int Right, int Then, int Else) : NestValue;

/// <summary>Body and epilogue as one list in which equal expressions stand once.</summary>
internal sealed class NestProgram
{
    private readonly List<NestValue> _values = [];
    private readonly Dictionary<NestValue, int> _numbers = [];
    private readonly Dictionary<Expr, int> _known = new(new SameObject());

    public NestProgram(Expr body, Expr? epilogue)
    {
        Body = Add(body);
        Result = epilogue is null ? -1 : Add(epilogue);
    }

    private NestProgram(IEnumerable<NestValue> values, int body, int result)
    {
        _values.AddRange(values);
        (Body, Result) = (body, result);
    }

    public IReadOnlyList<NestValue> Values => _values;

    /// <summary>The value at a point of the box.</summary>
    public int Body { get; }

    /// <summary>The value to store, or -1 when it is the accumulator.</summary>
    public int Result { get; }

    /// <summary>Whether a value costs much more than an addition.</summary>
    public bool IsHeavy => _values.Any(v => v is UnaryValue unary && ElementaryFunctions.Has(unary.Kind));

    public static IEnumerable<int> Operands(NestValue value) => value switch
    {
        UnaryValue unary => [unary.Operand],
        BinaryValue binary => [binary.Left, binary.Right],
        SelectValue select => [select.Left, select.Right, select.Then, select.Else],
        _ => [],
    };

    /// <summary>The same program over other box indices.</summary>
    public NestProgram Reindex(IReadOnlyList<Affine> indices) =>
        new(_values.Select(v => v is IndexValue index ? new IndexValue(index.Value.Substitute(indices)) : v), Body, Result);

    /// <summary>How often each value is an operand, the body and the result counted too.</summary>
    public int[] CountUses()
    {
        int[] uses = new int[_values.Count];
        foreach (int operand in _values.SelectMany(Operands))
        {
            uses[operand]++;
        }

        uses[Body]++;
        if (Result >= 0)
        {
            uses[Result]++;
        }

        return uses;
    }

    private int Add(Expr expression)
    {
        if (_known.TryGetValue(expression, out int known))
        {
            return known;
        }

        NestValue value = expression switch
        {
            LoadExpr load => new LoadValue(load.Node, load.Fill),
            ConstExpr constant => new ConstValue(constant.Value, 1 / constant.Value < 0),
            IndexExpr index => new IndexValue(index.Value),
            AccumulatorExpr => new AccumulatorValue(),
            UnaryExpr unary => new UnaryValue(unary.Kind, Add(unary.Operand)),
            BinaryExpr binary => new BinaryValue(binary.Kind, Add(binary.Left), Add(binary.Right)),
            SelectExpr select =>
                new SelectValue(select.Kind, Add(select.Left), Add(select.Right), Add(select.Then), Add(select.Else)),
            _ => throw new System.ArgumentException("No value for an expression of type " + expression.GetType().Name + "."),
        };
        if (!_numbers.TryGetValue(value, out int number))
        {
            number = _values.Count;
            _values.Add(value);
            _numbers.Add(value, number);
        }

        _known.Add(expression, number);
        return number;
    }

    private sealed class SameObject : IEqualityComparer<Expr>
    {
        public bool Equals(Expr? x, Expr? y) => ReferenceEquals(x, y);

        public int GetHashCode(Expr obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
