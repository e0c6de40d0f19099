using NetCompiler.Onnx.Import.Recognition;

namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Operations on elements at the same places.</summary>
internal static class Arithmetic
{
    public static IEnumerable<Operation> All =>
    [
        new("Add", 6, Add),
        new("Sub", 6, call => [Two(call, Terms.Subtract)]),
        new("Mul", 6, Multiply),
        new("Div", 6, Divide),
        new("Mod", 10, Modulo),
        new("Pow", 1, Power),
        new("PRelu", 6, PRelu),
        new("Sum", 6, call => [Many(call, Terms.Add)]),
        new("Max", 6, call => [Many(call, Terms.Maximum, mayBeWhole: true)]),
        new("Min", 6, call => [Many(call, Terms.Minimum, mayBeWhole: true)]),
        new("Mean", 6, call => [Many(call, Terms.Add) is { } sum
            ? sum.With(Terms.Divide(sum.Term, Terms.Number(call.Count))) : throw new RefusedException("nothing to take the mean of")]),
    ];

    private static IValue[] Add(NodeCall call)
    {
        return [Absorbed(call, (layer, flow, bias) => Products.TryAddBias(layer, flow, bias) || LayerNormRecognition.TryShift(layer, flow, bias))
            ?? Two(call, Terms.Add)];
    }

    private static IValue[] Multiply(NodeCall call)
    {
        if (Absorbed(call, LayerNormRecognition.TryScale) is { } scaled)
        {
            return [scaled];
        }

        Flow product = Two(call, Terms.Multiply);
        return [product.With(ActivationRecognition.Of(product.Term))];
    }

    /// <summary>
    /// What a layer gives that takes a constant for a weight of its own; null where none does. Nobody else may read the layer, by this name or by
    /// another.
    /// </summary>
    private static Flow? Absorbed(NodeCall call, Func<LayerDraft, Flow, Constant, bool> tryAdd)
    {
        for (int side = 0; side < call.Count; side++)
        {
            if (call[side] is Flow { Term.Layer: { } layer } flow && call[1 - side] is Constant weights && call.UsesOf(side) == 1
                && flow.Term.Hint == call.Node.Inputs[side] && tryAdd(layer, flow, weights))
            {
                flow.Term.Hint = call.Node.Outputs[0];
                layer.Wanted = LayerName.Of(weights) ?? layer.Wanted;
                return flow;
            }
        }

        return null;
    }

    /// <summary>Numbers of 8 and 16 bits begin again at their ends, which floats do not.</summary>
    public static void RefuseSmall(OnnxElementType type)
    {
        if (type.IsWhole() && (type.Bits() < 32 || Casts.IsUnsigned(type)))
        {
            throw new RefusedException($"arithmetic of {type} begins again at its ends, which that of floats does not");
        }
    }

    private static Flow Two(NodeCall call, Func<Term, Term, Term> function)
    {
        RefuseSmall(call[0].Type);
        (IValue a, IValue b) = Operands(call);
        return Broadcasting.Apply(call.Draft, call[0].Type, terms => function(terms[0], terms[1]), a, b);
    }

    /// <summary>Before version 7 the second operand's axes begin at one that an attribute names.</summary>
    public static (IValue A, IValue B) Operands(NodeCall call)
    {
        (IValue a, IValue b) = (call[0], call[1]);
        if (a is Constant && b is Constant)
        {
            a = call.Flow(0);
        }

        if (call.Opset < 7 && call.Int("broadcast", 0) != 0 && call.Has("axis"))
        {
            int behind = a.Shape.Length - NodeCall.Axis(call.Int("axis", 0), a.Shape.Length) - b.Shape.Length;
            b = b is Constant constant ? constant.Reshape([.. b.Shape, .. Enumerable.Repeat(1L, Math.Max(0, behind))])
                : behind == 0 ? b : throw new RefusedException("a second operand that depends on the inputs and begins at an axis");
        }

        return (a, b);
    }

    private static Flow Many(NodeCall call, Func<Term, Term, Term> function, bool mayBeWhole = false)
    {
        if (!mayBeWhole)
        {
            RefuseSmall(call[0].Type);
        }

        if (call.Inputs.All(input => input is Constant))
        {
            return call.Flow(0);
        }

        return call.Count == 1 ? call.Flow(0)
            : Broadcasting.Apply(call.Draft, call[0].Type, terms => terms.Aggregate(function), [.. call.Inputs.Select((_, i) => call[i])]);
    }

    private static IValue[] Divide(NodeCall call)
    {
        if (call[0].Type.IsFloat())
        {
            return [LayerNormRecognition.Of(call, Two(call, Terms.Divide))];
        }

        (IValue a, IValue b) = Operands(call);
        return [Broadcasting.Apply(call.Draft, call[0].Type, terms => Terms.Map("Trunc", Terms.Divide(terms[0], terms[1])), a, b)];
    }

    private static IValue[] Modulo(NodeCall call)
    {
        string function = call.Int("fmod", 0) != 0 ? "Fmod" : "Mod";
        return [Broadcasting.Apply(call.Draft, call[0].Type, terms => Terms.Pair(function, terms[0], terms[1]), call[0], call[1])];
    }

    private static IValue[] Power(NodeCall call)
    {
        RefuseSmall(call[0].Type);
        if (!call[0].Type.IsFloat() && !IsWhole(call.Optional(1)))
        {
            throw new RefusedException("a power of whole numbers whose exponent is not known to be a whole one");
        }

        if (call[1] is Constant { IsSplat: true } exponent && call[0] is Flow x
            && Broadcasting.ShapeOf(x.Shape, exponent.Shape).SequenceEqual(x.Shape))
        {
            return [x.With(Power(x.Term, exponent[0]))];
        }

        (IValue a, IValue b) = Operands(call);
        return [Broadcasting.Apply(call.Draft, call[0].Type, terms => Terms.Pair("Pow", terms[0], terms[1]), a, b)];
    }

    private static bool IsWhole(IValue? exponent) =>
        exponent is Constant known && Array.TrueForAll(known.Floats(), value => value >= 0 && value == MathF.Floor(value));

    private static Term Power(Term x, double exponent) => exponent switch
    {
        0.5 => Terms.Map("Sqrt", x),
        -0.5 => Terms.Map("Reciprocal", Terms.Map("Sqrt", x)),
        -1 => Terms.Map("Reciprocal", x),
        1 => x,
        2 => Terms.Map("Square", x),
        3 => Terms.Multiply(Terms.Map("Square", x), x),
        4 => Terms.Map("Square", Terms.Map("Square", x)),
        _ => Terms.Pair("Pow", x, Terms.Number(exponent)),
    };

    private static IValue[] PRelu(NodeCall call)
    {
        // The slopes of old versions belong to channels.
        IValue slope = call[1] is Constant given && given.Shape.Length == 1 && call[0].Shape.Length > 2 && given.Shape[0] == call[0].Shape[1]
            && call.Opset < 7 ? Named(given.Reshape([given.Shape[0], .. Enumerable.Repeat(1L, call[0].Shape.Length - 2)]), given.Name) : call[1];
        Term zero = Terms.Number(0);
        return [Broadcasting.Apply(call.Draft, call[0].Type, terms =>
            Terms.Add(Terms.Maximum(terms[0], zero), Terms.Multiply(terms[1], Terms.Minimum(terms[0], zero))), call[0], slope)];
    }

    private static Constant Named(Constant constant, string? name)
    {
        constant.Name ??= name;
        return constant;
    }
}
