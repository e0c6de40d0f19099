namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Functions of one element.</summary>
internal static class Elementwise
{
    public static IEnumerable<Operation> All =>
    [
        Of("Relu", x => Terms.Map("Relu", x)),
        Of("Sigmoid", x => Terms.Map("Sigmoid", x)),
        Of("Tanh", x => Terms.Map("Tanh", x)),
        Of("Exp", x => Terms.Map("Exp", x)),
        Of("Log", x => Terms.Map("Log", x)),
        Of("Sqrt", x => Terms.Map("Sqrt", x)),
        Of("Abs", x => Terms.Map("Abs", x)),
        Of("Neg", Terms.Negative),
        Of("Reciprocal", x => Terms.Map("Reciprocal", x)),
        Of("Softsign", x => Terms.Map("Softsign", x)),
        Of("Softplus", x => Terms.Map("Softplus", x)),
        Of("Erf", x => Terms.Map("Erf", x), 9),
        Of("Mish", x => Terms.Map("Mish", x), 18),
        Of("Sin", x => Terms.Map("Sin", x), 7),
        Of("Cos", x => Terms.Map("Cos", x), 7),
        Of("Tan", x => Terms.Divide(Terms.Map("Sin", x), Terms.Map("Cos", x)), 7),
        Of("Floor", x => Terms.Map("Floor", x)),
        Of("Ceil", x => Terms.Map("Ceil", x)),
        Of("Round", x => Terms.Map("Round", x), 11),
        Of("Sign", x => Terms.Map("Sign", x), 9),
        Of("Sinh", Sinh, 9),
        Of("Cosh", x => Times(0.5, Terms.Add(Terms.Map("Exp", x), Terms.Map("Exp", Terms.Negative(x)))), 9),
        Of("Asinh", Asinh, 9),
        Of("Acosh", Acosh, 9),
        Of("Atanh", x => Times(0.5, Terms.Subtract(Terms.Map("Log1p", x), Terms.Map("Log1p", Terms.Negative(x)))), 9),
        Of("HardSwish", x => Terms.Map("HardSilu", x), 14),
        With("LeakyRelu", (call, x) => Terms.Map("LeakyRelu", x, Alpha(call, 0.01f))),
        With("Elu", (call, x) => Terms.Map("Elu", x, Alpha(call, 1))),
        With("Celu", (call, x) => Terms.Map("Celu", x, Alpha(call, 1)), 12),
        With("Selu", Selu),
        With("HardSigmoid", HardSigmoid),
        With("ThresholdedRelu", Thresholded, 10),
        With("Shrink", Shrink, 9),
        With("Gelu", (call, x) => Terms.Map(call.Text("approximate", "none") == "tanh" ? "GeluTanh" : "Gelu", x), 20),
        new("Identity", 1, call => [call[0]]),
        new("Dropout", 1, Dropout),
        new("Clip", 6, Clip),
        new("Cast", 6, Cast),
        new("CastLike", 15, call => [Casts.To(call[0], call[1].Type)]),
    ];

    public static Term Times(double factor, Term x) => Terms.Multiply(Terms.Number(factor), x);

    private static Operation Of(string name, Func<Term, Term> function, int since = 1) => With(name, (_, x) => function(x), since);

    private static Operation With(string name, Func<NodeCall, Term, Term> function, int since = 1) => new(name, since, call =>
    {
        Flow x = call[0] as Flow ?? call.Flow(0);
        return [x.With(function(call, x.Term))];
    });

    private static string Alpha(NodeCall call, float missing) => $", {Terms.Text(call.Float("alpha", missing))}";

    private static Term Sinh(Term x) => Times(0.5, Terms.Subtract(Terms.Map("Expm1", x), Terms.Map("Expm1", Terms.Negative(x))));

    /// <summary>sign(x) log1p(|x| + x^2 / (1 + sqrt(x^2 + 1))), which loses no digits near 0.</summary>
    private static Term Asinh(Term x)
    {
        Term one = Terms.Number(1), zero = Terms.Number(0), square = Terms.Map("Square", x);
        Term inner = Terms.Add(Terms.Map("Abs", x), Terms.Divide(square, Terms.Add(Terms.Map("Sqrt", Terms.Add(square, one)), one)));
        Term size = Terms.Map("Log1p", inner);
        return Terms.Where(Terms.Compare("<", x, zero), Terms.Negative(size), size);
    }

    /// <summary>log1p(t + sqrt(2t + t^2)) of t = x - 1, which loses no digits near 1.</summary>
    private static Term Acosh(Term x)
    {
        Term t = Terms.Subtract(x, Terms.Number(1));
        Term root = Terms.Map("Sqrt", Terms.Add(Times(2, t), Terms.Map("Square", t)));
        return Terms.Map("Log1p", Terms.Add(t, root));
    }

    /// <summary>ONNX says gamma (alpha e^x - alpha) below 0 and gamma x above.</summary>
    private static Term Selu(NodeCall call, Term x)
    {
        float alpha = call.Float("alpha", 1.67326319f), gamma = call.Float("gamma", 1.05070102f);
        return alpha == 1.67326319f && gamma == 1.05070102f ? Terms.Map("Selu", x)
            : Times(gamma, Terms.Map("Elu", x, $", {Terms.Text(alpha)}"));
    }

    private static Term HardSigmoid(NodeCall call, Term x)
    {
        float alpha = call.Float("alpha", 0.2f), beta = call.Float("beta", 0.5f);
        return alpha is > 0.16666f and < 0.16667f && beta == 0.5f ? Terms.Map("HardSigmoid", x)
            : Clipped(Terms.Add(Times(alpha, x), Terms.Number(beta)), 0, 1);
    }

    private static Term Thresholded(NodeCall call, Term x) =>
        Terms.Where(Terms.Compare(">", x, Terms.Number(call.Float("alpha", 1))), x, Terms.Number(0));

    private static Term Shrink(NodeCall call, Term x)
    {
        float lambda = call.Float("lambd", 0.5f), bias = call.Float("bias", 0);
        Term above = Terms.Where(Terms.Compare(">", x, Terms.Number(lambda)), Terms.Subtract(x, Terms.Number(bias)), Terms.Number(0));
        return Terms.Where(Terms.Compare("<", x, Terms.Number(-lambda)), Terms.Add(x, Terms.Number(bias)), above);
    }

    private static Term Clipped(Term x, double low, double high) => low == 0 && high == 6 ? Terms.Map("Relu6", x)
        : Terms.Minimum(Terms.Maximum(x, Terms.Number(low)), Terms.Number(high));

    /// <summary>In inference nothing is dropped, and the mask is true everywhere.</summary>
    private static IValue[] Dropout(NodeCall call)
    {
        bool trains = call.Optional(2) switch
        {
            null => false,
            Constant { Count: 1 } constant => constant[0] != 0 && !(call.Optional(1) is Constant ratio && ratio[0] == 0),
            _ => throw new RefusedException("whether it trains must be known while importing"),
        };
        call.RefuseOutput(trains ? 0 : 2, "what is left in training");
        return trains ? throw new RefusedException("it drops values at random in predictions, too")
            : [call[0], Constant.Splat(OnnxElementType.Bool, call[0].Shape, 1)];
    }

    private static IValue[] Clip(NodeCall call)
    {
        Flow x = call.Flow(0);
        IValue? low = Bound(call, "min", 1), high = Bound(call, "max", 2);
        if (low is null or Constant { Count: 1 } && high is null or Constant { Count: 1 })
        {
            double from = low is Constant least ? least[0] : double.NegativeInfinity, to = high is Constant most ? most[0] : double.PositiveInfinity;
            return [x.With(from == 0 && to == 6 ? Terms.Map("Relu6", x.Term)
                : Bounded(x.Term, low is null ? null : from, high is null ? null : to))];
        }

        Flow result = low is null ? x : Broadcasting.Apply(call.Draft, x.Type, terms => Terms.Maximum(terms[0], terms[1]), x, low);
        return [high is null ? result : Broadcasting.Apply(call.Draft, x.Type, terms => Terms.Minimum(terms[0], terms[1]), result, high)];
    }

    private static Term Bounded(Term x, double? low, double? high)
    {
        Term least = low is { } from ? Terms.Maximum(x, Terms.Number(from)) : x;
        return high is { } to ? Terms.Minimum(least, Terms.Number(to)) : least;
    }

    private static IValue? Bound(NodeCall call, string name, int input) => call.Find(name) is { } attribute
        ? Constant.Splat(OnnxElementType.Float, [], attribute.Float) : call.Optional(input);

    private static IValue[] Cast(NodeCall call) => [Casts.To(call[0], (OnnxElementType)call.Int("to", 0))];
}
