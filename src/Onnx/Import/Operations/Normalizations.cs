namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Normalisations, as layers where their weights are known.</summary>
internal static class Normalizations
{
    public static IEnumerable<Operation> All =>
    [
        new("BatchNormalization", 6, BatchNormalization),
        new("InstanceNormalization", 6, InstanceNormalization),
        new("LayerNormalization", 17, LayerNormalization),
        new("LRN", 1, LocalResponse),
        new("LpNormalization", 1, LpNormalization),
    ];

    private static IValue[] BatchNormalization(NodeCall call)
    {
        if (call.Int("training_mode", 0) != 0)
        {
            throw new RefusedException("it normalises by the batch in predictions, too");
        }

        float epsilon = call.Float("epsilon", 1e-5f);
        Flow x = call.Flow(0, keepFlattened: true);
        if (call.Inputs.Skip(1).Take(4).Any(input => input is not Constant))
        {
            return [Composed(call, call.Flow(0), epsilon)];
        }

        Flattened? image = x.Flattened;
        x = image is null ? x.ChannelsLast() : x;
        int channels = x.Term.Shape[^1];
        LayerDraft layer = call.Draft.AddLayer(LayerName.Of(call[1] as Constant, call.Node), "Norm", x.Term.Shape, x.Term.Shape);
        float momentum = call.Float("momentum", 0.9f);
        layer.Attributes.Add($"BatchNormalization(Momentum = {Terms.Text(momentum)}, Epsilon = {Terms.Text(epsilon)})");
        string[] names = ["gamma", "beta", "moving_mean", "moving_variance"];
        for (int i = 0; i < names.Length; i++)
        {
            float[] values = call.Known(i + 1, names[i]).Floats();
            layer.Weights.Add((names[i], [channels], image is null ? values : Array.ConvertAll(image.Places(), place => values[place])));
        }

        return [x.With(ClassDraft.Call(layer, x.Term))];
    }

    /// <summary>(x - mean) / sqrt(variance + epsilon) * scale + shift, where not all are known.</summary>
    private static Flow Composed(NodeCall call, Flow x, float epsilon)
    {
        long[] sizes = [.. Enumerable.Repeat(1L, Math.Max(0, x.Shape.Length - 2))];
        IValue Of(int i) => Reshaping.To(call.Flow(i), [call[i].Shape[0], .. sizes]);
        return Broadcasting.Apply(call.Draft, x.Type, terms =>
        {
            Term deviation = Terms.Map("Sqrt", Terms.Add(terms[4], Terms.Number(epsilon)));
            return Terms.Add(Terms.Multiply(Terms.Divide(Terms.Subtract(terms[0], terms[3]), deviation), terms[1]), terms[2]);
        }, x, Of(1), Of(2), Of(3), Of(4));
    }

    private static IValue[] InstanceNormalization(NodeCall call)
    {
        Flow x = call.Flow(0);
        long[] axes = [.. Enumerable.Range(2, Images.SizesOf(x).Length).Select(axis => (long)axis)];
        Flow centred = Normalized(x, axes, call.Float("epsilon", 1e-5f), out _, out _);
        IValue Of(int i) => call[i] is Constant known ? known.Reshape([known.Count, .. axes.Select(_ => 1L)])
            : Reshaping.To(call.Flow(i), [call[i].Shape[0], .. axes.Select(_ => 1L)]);
        return [Broadcasting.Apply(call.Draft, x.Type, terms => Terms.Add(Terms.Multiply(terms[0], terms[1]), terms[2]), centred, Of(1), Of(2))];
    }

    /// <summary>(x - mean) / sqrt(variance + epsilon) along axes.</summary>
    private static Flow Normalized(Flow x, long[] axes, float epsilon, out Flow mean, out Flow inverse)
    {
        mean = Reductions.Along(x, axes, true, (term, places, _) => Terms.Reduce("Mean", term, places, true));
        Term centred = Terms.Subtract(x.Term, mean.Term);
        inverse = Reductions.Along(x, axes, true, (_, places, _) => Terms.Map("Reciprocal",
            Terms.Map("Sqrt", Terms.Add(Terms.Reduce("Mean", Terms.Map("Square", centred), places, true), Terms.Number(epsilon)))));
        return x.With(Terms.Multiply(centred, inverse.Term));
    }

    private static IValue[] LayerNormalization(NodeCall call)
    {
        Flow x = call.Flow(0);
        int axis = call.Axis("axis", -1, x.Shape.Length);
        float epsilon = call.Float("epsilon", 1e-5f);
        bool isLast = axis == x.Shape.Length - 1 && !call.Wants(1) && !call.Wants(2);
        if (isLast && call[1] is Constant && call.Optional(2) is null or Constant)
        {
            return [Layer(call, x.Last(axis), (Constant)call[1], (Constant?)call.Optional(2), epsilon)];
        }

        long[] axes = [.. Enumerable.Range(axis, x.Shape.Length - axis).Select(place => (long)place)];
        Flow normal = Normalized(x, axes, epsilon, out Flow mean, out Flow inverse);
        Flow scaled = Broadcasting.Apply(call.Draft, x.Type, terms => Terms.Multiply(terms[0], terms[1]), normal, call[1]);
        Flow result = call.Optional(2) is not { } shift ? scaled
            : Broadcasting.Apply(call.Draft, x.Type, terms => Terms.Add(terms[0], terms[1]), scaled, shift);
        return [result, mean, inverse];
    }

    /// <summary>A layer over the last axis of the class.</summary>
    public static Flow Layer(NodeCall call, Flow x, Constant scale, Constant? shift, float epsilon)
    {
        int width = x.Term.Shape[^1];
        LayerDraft layer = call.Draft.AddLayer(LayerName.Of(scale, call.Node), "LayerNorm", x.Term.Shape, x.Term.Shape);
        layer.Attributes.Add($"LayerNormalization(Epsilon = {Terms.Text(epsilon)}{(shift is null ? ", Center = false" : "")})");
        layer.Weights.Add(("gamma", [width], scale.BroadcastTo([width]).Floats()));
        if (shift is not null)
        {
            layer.Weights.Add(("beta", [width], shift.BroadcastTo([width]).Floats()));
        }

        return x.With(ClassDraft.Call(layer, x.Term));
    }

    private static IValue[] LocalResponse(NodeCall call)
    {
        Flow x = call.Flow(0);
        int size = (int)call.Int("size", 0);
        if (size < 1)
        {
            throw new RefusedException("no size");
        }

        x = x.Images();
        LayerDraft layer = call.Draft.AddLayer(LayerName.Of(null, call.Node), "Lrn", x.Term.Shape, x.Term.Shape);
        layer.Attributes.Add($"LocalResponseNormalization({size}, Alpha = {Terms.Text(call.Float("alpha", 1e-4f))}, "
            + $"Beta = {Terms.Text(call.Float("beta", 0.75f))}, K = {Terms.Text(call.Float("bias", 1))})");
        return [x.With(ClassDraft.Call(layer, x.Term))];
    }

    private static IValue[] LpNormalization(NodeCall call)
    {
        Flow x = call.Flow(0);
        long p = call.Int("p", 2);
        Flow size = Reductions.Along(x, [call.Int("axis", -1)], true, (term, axes, _) => p == 1
            ? Terms.Reduce("Sum", Terms.Map("Abs", term), axes, true) : Terms.Reduce("Norm", term, axes, true));
        return p is 1 or 2 ? [x.With(Terms.Divide(x.Term, size.Term))] : throw new RefusedException($"the norm of order {p}");
    }
}
