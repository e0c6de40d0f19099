namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Truth values, which are 1 and 0 here, and comparisons, which give them.</summary>
internal static class Logic
{
    public static IEnumerable<Operation> All =>
    [
        Of("And", Terms.Multiply, 1),
        Of("Or", Terms.Maximum, 1),
        Of("Xor", (a, b) => Terms.Subtract(Terms.Number(1), Terms.Equal(a, b)), 1),
        Of("Equal", Terms.Equal, 1),
        Of("Less", (a, b) => Terms.Compare("<", a, b), 1),
        Of("Greater", (a, b) => Terms.Compare(">", a, b), 1),
        Of("LessOrEqual", (a, b) => Terms.Compare("<=", a, b), 12),
        Of("GreaterOrEqual", (a, b) => Terms.Compare(">=", a, b), 12),
        new("Not", 1, call => call[0] is Flow x ? [x.With(Terms.Subtract(Terms.Number(1), x.Term))] : [call.Flow(0)]),
        new("IsNaN", 9, call => [Test(call.Flow(0), x => Terms.Subtract(Terms.Number(1), Terms.Equal(x, x)))]),
        new("IsInf", 10, IsInfinite),
        new("Where", 9, Where),
    ];

    private static Operation Of(string name, Func<Term, Term, Term> function, int since) => new(name, since, call =>
    {
        (IValue a, IValue b) = Arithmetic.Operands(call);
        return [Broadcasting.Apply(call.Draft, OnnxElementType.Bool, terms => function(terms[0], terms[1]), a, b)];
    });

    private static Flow Test(Flow x, Func<Term, Term> function) => x.With(function(x.Term), OnnxElementType.Bool);

    private static IValue[] IsInfinite(NodeCall call)
    {
        bool positive = call.Int("detect_positive", 1) != 0, negative = call.Int("detect_negative", 1) != 0;
        Term infinity = Terms.Number(double.PositiveInfinity), minus = Terms.Number(double.NegativeInfinity);
        return [Test(call.Flow(0), x => (positive, negative) switch
        {
            (true, true) => Terms.Equal(Terms.Map("Abs", x), infinity),
            (true, false) => Terms.Equal(x, infinity),
            (false, true) => Terms.Equal(x, minus),
            _ => throw new RefusedException("a test for no infinity"),
        })];
    }

    private static IValue[] Where(NodeCall call) => call[0] is Constant { IsSplat: true } known && known.Shape.Length == 0
        ? [call[known[0] != 0 ? 1 : 2]]
        : [Broadcasting.Apply(call.Draft, call[1].Type, terms => Terms.Where(terms[0], terms[1], terms[2]), call[0], call[1], call[2])];
}
