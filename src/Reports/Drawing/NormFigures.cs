namespace NetCompiler.Reports;

/// <summary>The norms by layer over the epochs.</summary>
internal static class NormFigures
{
    public static IEnumerable<Figure> Create(NormsRecorder norms)
    {
        if (norms.Epochs.Count > 0 && norms.Layers.Count > 0)
        {
            yield return Charts.Curves("weight_norms", "Weights", "norm", norms.Epochs, Lines(norms, layer => layer.Weights));
            yield return Charts.Curves("gradient_norms", "Gradients", "norm (logarithmic)", norms.Epochs, Lines(norms, layer => layer.Gradients),
                logarithmic: true);
        }
    }

    private static List<Series> Lines(NormsRecorder norms, Func<LayerNorms, IReadOnlyList<double>> values) =>
        [.. norms.Layers.Select((layer, i) => new Series(layer.Name, values(layer), Ink.OfSeries(i, norms.Layers.Count)))];
}
