using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>Numbers, names and places of a kernel as C# expressions.</summary>
internal static class CSharpText
{
    /// <summary>A literal that reads back as the same float.</summary>
    public static string Literal(float value)
    {
        if (float.IsNaN(value))
        {
            return "float.NaN";
        }

        if (float.IsInfinity(value))
        {
            return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        }

        return value == 0 ? (IsNegativeZero(value) ? "-0f" : "0f") : Invariant.Text(value) + "f";
    }

    public static bool IsNegativeZero(float value) => value == 0 && 1 / value < 0;

    /// <summary>An integer expression: <c>32 * y - x + 5</c>.</summary>
    public static string Integer(Offset offset)
    {
        if (offset.Terms.Count == 0)
        {
            return Invariant.Text(offset.Constant);
        }

        var text = new StringBuilder();
        foreach (OffsetTerm term in offset.Terms)
        {
            string size = Invariant.Text(System.Math.Abs(term.Coefficient));
            text.Append(Sign(term.Coefficient, text.Length == 0)).Append(size == "1" ? "" : size + " * ")
                .Append(term.By is null ? "" : term.By + " * ").Append(CSharpName.OfLocal(term.Variable));
        }

        return offset.Constant == 0
            ? text.ToString()
            : text.Append(Sign(offset.Constant, first: false)).Append(Invariant.Text(System.Math.Abs(offset.Constant))).ToString();
    }

    /// <summary>
    /// The float at a place, usable as a value, a target and behind <c>ref</c>. The constant is added last, on its own, so that it becomes the
    /// displacement of the instruction.
    /// </summary>
    public static string Float(Place place)
    {
        string text = CSharpName.OfLocal(place.Pointer);
        if (place.Offset.Terms.Count > 0)
        {
            text = "Unsafe.Add(ref " + text + ", " + Integer(place.Offset with { Constant = 0 }) + ")";
        }

        long constant = place.Offset.Constant;
        return constant == 0 ? text : "Unsafe.Add(ref " + text + ", " + Invariant.Text(constant) + ")";
    }

    /// <summary>Arguments separated by commas.</summary>
    public static string List(IEnumerable<float> values) => string.Join(", ", values.Select(Literal));

    private static string Sign(long value, bool first) => (value < 0, first) switch
    {
        (true, true) => "-",
        (true, false) => " - ",
        (false, true) => "",
        (false, false) => " + ",
    };
}
