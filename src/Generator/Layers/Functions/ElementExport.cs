using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;

namespace NetCompiler.Generator.Layers;

/// <summary>Functions of elements as ONNX operations; truth values are floats here, 1 or 0.</summary>
internal static class ElementExport
{
    // A function without a row does not compile. The compiler also asks for numbers that name no member: nothing makes those.
#pragma warning disable CS8524
    /// <summary>Adds the function.</summary>
    /// <param name="x">The names of what it reads.</param>
    /// <returns>Its value's name.</returns>
    public static string Run(ExportContext at, ElementFunction function, IReadOnlyList<string> x) => function switch
    {
        ElementFunction.Identity => Call(at, "Identity", x),
        ElementFunction.Add => Call(at, "Add", x),
        ElementFunction.Subtract => Call(at, "Sub", x),
        ElementFunction.Multiply => Call(at, "Mul", x),
        ElementFunction.Divide => Call(at, "Div", x),
        ElementFunction.Maximum => Call(at, "Max", x),
        ElementFunction.Minimum => Call(at, "Min", x),
        ElementFunction.Equal => Truth(at, "Equal", x),
        ElementFunction.Greater => Truth(at, "Greater", x),
        ElementFunction.GreaterOrEqual => Truth(at, "GreaterOrEqual", x),
        ElementFunction.Less => Truth(at, "Less", x),
        ElementFunction.LessOrEqual => Truth(at, "LessOrEqual", x),
        ElementFunction.Where => Call(at, "Where", [at.Add("condition", "Cast", [x[0]], OnnxTypes.To(OnnxTypes.Bool)), x[1], x[2]]),
        ElementFunction.Negate => Call(at, "Neg", x),
        ElementFunction.Exp => Call(at, "Exp", x),
        ElementFunction.Log => Call(at, "Log", x),
        ElementFunction.Log1p => Call(at, "Log", [at.Add("sum", "Add", [x[0], at.Graph.Float(1)])]),
        ElementFunction.Expm1 => Call(at, "Sub", [at.Add("exp", "Exp", x), at.Graph.Float(1)]),
        ElementFunction.Sqrt => Call(at, "Sqrt", x),
        ElementFunction.Abs => Call(at, "Abs", x),
        ElementFunction.Square => Call(at, "Mul", [x[0], x[0]]),
        ElementFunction.Erf => Call(at, "Erf", x),
        ElementFunction.Reciprocal => Call(at, "Reciprocal", x),
        ElementFunction.Sin => Call(at, "Sin", x),
        ElementFunction.Cos => Call(at, "Cos", x),
        ElementFunction.Floor => Call(at, "Floor", x),
        ElementFunction.Ceil => Call(at, "Ceil", x),
        ElementFunction.Round => Call(at, "Round", x),
        ElementFunction.Trunc => Call(at, "Mul", [at.Add("sign", "Sign", x), at.Add("floor", "Floor", [at.Add("abs", "Abs", x)])]),
        ElementFunction.Sign => Call(at, "Sign", x),
        ElementFunction.Mod => Call(at, "Sub", [x[0],
            at.Add("whole", "Mul", [x[1], at.Add("floor", "Floor", [at.Add("quotient", "Div", x)])])]),
        ElementFunction.Fmod => at.Graph.Add(at.Name, "Mod", x, OnnxAttribute.Int("fmod", 1)),
        ElementFunction.Pow => Call(at, "Pow", x),
        ElementFunction.Clip => Call(at, "Min", [at.Add("low", "Max", [x[0], x[1]]), x[2]]),
        ElementFunction.And => Truth(at, "And", Bools(at, x)),
        ElementFunction.Or => Truth(at, "Or", Bools(at, x)),
        ElementFunction.Xor => Truth(at, "Xor", Bools(at, x)),
        ElementFunction.Not => Truth(at, "Not", Bools(at, x)),
    };
#pragma warning restore CS8524

    private static string[] Bools(ExportContext at, IReadOnlyList<string> x) =>
        [.. x.Select((value, i) => at.Add("truth" + i, "Cast", [value], OnnxTypes.To(OnnxTypes.Bool)))];

    private static string Call(ExportContext at, string operation, IReadOnlyList<string> x) => at.Graph.Add(at.Name, operation, x);

    private static string Truth(ExportContext at, string operation, IReadOnlyList<string> x) =>
        OnnxMasks.Float(at.Graph, at.Name, at.Add("holds", operation, x));
}
