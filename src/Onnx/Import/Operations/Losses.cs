namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Losses that are part of a graph.</summary>
internal static class Losses
{
    public static IEnumerable<Operation> All =>
    [
        new("NegativeLogLikelihoodLoss", 12, call => [Loss(call, call.Flow(0))]),
        new("SoftmaxCrossEntropyLoss", 12, CrossEntropy),
    ];

    private static IValue[] CrossEntropy(NodeCall call)
    {
        Flow scores = call.Flow(0);
        int place = scores.Place(1);
        Flow logarithms = scores.With(Terms.Map("LogSoftmax", scores.Term, $", {Terms.Text(place)}"));
        return [Loss(call, logarithms), logarithms];
    }

    /// <summary>-w[t] x[t] for each target t, and their sum or mean by the weights.</summary>
    private static Flow Loss(NodeCall call, Flow logarithms)
    {
        Flow scores = logarithms.Natural().ChannelsLast(), targets = call.Flow(1).Natural();
        string reduction = call.Text("reduction", "mean");
        if (reduction != "none" && scores.BatchAxis >= 0)
        {
            throw new RefusedException("a sum over the samples of a batch");
        }

        int classes = scores.Term.Shape[^1];
        Lookups.CheckChoices(classes);
        (Term hot, Term? counts) = Chosen(call, targets.Term, classes);
        Term? weights = call.Optional(2) is { } given ? call.Draft.AsFlow(given).Term : null;
        Term counted = weights is null ? hot : Terms.Multiply(hot, weights);
        int last = hot.Shape.Length - 1;
        Term each = Terms.Negative(Terms.Reduce("Sum", Terms.Multiply(counted, scores.Term), [last], false));
        if (reduction == "none")
        {
            return targets.With(each, scores.Type);
        }

        int[] all = [.. Enumerable.Range(0, last)];
        Term sum = Terms.Reduce("Sum", each, all, false);
        Term count = weights is null && counts is null ? Terms.Number(targets.Term.Count)
            : Terms.Reduce("Sum", weights is null ? counts! : Terms.Reduce("Sum", counted, [last], false), all, false);
        return new Flow(reduction == "mean" ? Terms.Divide(sum, count) : sum, [], [], scores.Type);
    }

    /// <summary>Rows with a 1 at the target, and whether each target counts; null where all do.</summary>
    private static (Term Hot, Term? Counts) Chosen(NodeCall call, Term targets, int classes)
    {
        if (!call.Has("ignore_index"))
        {
            return (Hot(targets, classes), null);
        }

        Term ignored = Terms.Equal(targets, Terms.Number(call.Int("ignore_index", 0)));
        Term counts = Terms.Subtract(Terms.Number(1), ignored);
        Term hot = Hot(Terms.Where(ignored, Terms.Number(0), targets), classes);
        return (Terms.Multiply(hot, Terms.ExpandDims(counts, counts.Shape.Length)), counts);
    }

    private static Term Hot(Term targets, int classes) =>
        new($"OneHot({{0}}, {Terms.Text(classes)})", Level.Primary, [.. targets.Shape, classes], targets);
}
