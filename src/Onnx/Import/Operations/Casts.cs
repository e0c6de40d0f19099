namespace NetCompiler.Onnx.Import.Operations;

/// <summary>From one type of elements to another. Here all are floats, so only what changes no number is for free.</summary>
internal static class Casts
{
    public static IValue To(IValue value, OnnxElementType type)
    {
        if (value is not Flow flow)
        {
            return ((Constant)value).As(type);
        }

        return (flow.Type, type) switch
        {
            var (from, to) when from == to => flow,
            (_, OnnxElementType.Float or OnnxElementType.Double) => flow with { Type = type },
            (OnnxElementType.Bool, _) when type.IsWhole() || type.IsFloat() => flow with { Type = type },
            var (from, to) when from.IsWhole() && to.IsWhole() && to != OnnxElementType.Bool && IsWider(from, to) => flow with { Type = type },
            var (from, _) when type == OnnxElementType.Bool && (from.IsWhole() || from.IsFloat()) =>
                flow.With(Terms.Subtract(Terms.Number(1), Terms.Equal(flow.Term, Terms.Number(0))), type),
            (_, OnnxElementType.Float16 or OnnxElementType.BFloat16) => throw new RefusedException($"numbers are not rounded to {type} here"),
            var (from, _) when from.IsFloat() && type.IsWhole() => throw new RefusedException("floats are not cut off to whole numbers here"),
            var (from, _) => throw new RefusedException($"a cast from {from} to {type}"),
        };
    }

    /// <summary>Whether each number of one type is one of the other; 64 bits are taken to be enough for all.</summary>
    private static bool IsWider(OnnxElementType from, OnnxElementType to) =>
        to == OnnxElementType.Int64 || (to.Bits() >= from.Bits() && IsUnsigned(from) == IsUnsigned(to))
            || (IsUnsigned(from) && to.Bits() > from.Bits());

    public static bool IsUnsigned(OnnxElementType type) =>
        type is OnnxElementType.UInt8 or OnnxElementType.UInt16 or OnnxElementType.UInt32 or OnnxElementType.UInt64;
}
