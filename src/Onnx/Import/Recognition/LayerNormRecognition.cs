using NetCompiler.Onnx.Import.Operations;

namespace NetCompiler.Onnx.Import.Recognition;

/// <summary>Layer normalisations that exporters spell out: what is centred, over its deviation, then scaled and shifted.</summary>
internal static class LayerNormRecognition
{
    private const string Bare = ", Center = false, Scale = false", Scaled = ", Center = false";

    /// <summary>The layer that a quotient is, or the quotient.</summary>
    public static Flow Of(NodeCall call, Flow quotient)
    {
        if (!quotient.Term.IsOperator('/', out Term centred, out Term deviation) || !deviation.Is("Sqrt", out Term sum)
            || !sum.IsWithNumber('+', out Term variance, out float epsilon) || !(epsilon > 0) || !IsMean(variance, out Term square)
            || !IsSquare(square, centred) || !centred.IsOperator('-', out Term x, out Term mean) || !IsMean(mean, out Term same) || same != x)
        {
            return quotient;
        }

        LayerDraft layer = call.Draft.AddLayer(LayerName.Of(null, call.Node), "LayerNorm", x.Shape, x.Shape);
        layer.Attributes.Add($"LayerNormalization(Epsilon = {Terms.Text(epsilon)}{Bare})");
        return quotient.With(ClassDraft.Call(layer, x));
    }

    /// <summary>Gives a layer without a scale one.</summary>
    public static bool TryScale(LayerDraft layer, Flow output, Constant scale) => TryAdd(layer, output, scale, Bare, Scaled, "gamma");

    /// <summary>Gives a layer with a scale a shift.</summary>
    public static bool TryShift(LayerDraft layer, Flow output, Constant shift) =>
        !layer.Attributes[0].Contains(Bare, StringComparison.Ordinal) && TryAdd(layer, output, shift, Scaled, "", "beta");

    private static bool TryAdd(LayerDraft layer, Flow output, Constant values, string from, string to, string name)
    {
        int width = layer.Output[^1];
        string attribute = layer.Attributes[0];
        if (!attribute.StartsWith("LayerNormalization(", StringComparison.Ordinal) || !attribute.EndsWith(from + ")", StringComparison.Ordinal)
            || values.Count != width || values.Shape is not [.., var last] || last != width || values.Shape.Length > output.Shape.Length
            || output.Axes[^1] != output.Shape.Length - 1)
        {
            return false;
        }

        layer.Attributes[0] = attribute.Replace(from + ")", to + ")", StringComparison.Ordinal);
        layer.Weights.Add((name, [width], values.Floats()));
        return true;
    }

    /// <summary>A mean along the last axis, which stays.</summary>
    private static bool IsMean(Term term, out Term of)
    {
        of = term.Arguments.Length == 1 ? term.Arguments[0] : term;
        return term.Arguments.Length == 1 && term.Format == $"Mean({{0}}, {Terms.Text(of.Shape.Length - 1)}, keepDims: true)";
    }

    private static bool IsSquare(Term term, Term of) =>
        (term.Is("Square", out Term squared) && squared == of) || (term.IsOperator('*', out Term left, out Term right) && left == of && right == of);
}
