using static NetCompiler.Generator.Tests.Layers.LayerFormulas;

namespace NetCompiler.Generator.Tests.Layers;

/// <content>Pools in one and two dimensions, and over everything. Cells outside never count.</content>
internal static partial class LayerCases
{
    private static IEnumerable<LayerCase> Pools()
    {
        foreach ((string name, Func<IEnumerable<double>, double> function) in new[] { ("Max", (Func<IEnumerable<double>, double>)Enumerable.Max),
            ("Average", Enumerable.Average) })
        {
            LayerCase Case(string kind, string layer, int[] input, int height, int width, Slide rows, Slide columns) =>
                Of($"{name}Pool{kind}", $"{name}Pool2D({layer})", input, (x, _) => Pool(x, height, width, rows, columns, function));
            yield return Case("Square", "", [5, 7, 3], 2, 2, new(2), new(2));
            yield return Case("Overlapping", "3, Strides = [2], Padding = Padding.Same", [6, 5, 5], 3, 3, Same(2), Same(2));
            yield return Case("Wide", "2, 3, Strides = [1, 2]", [4, 7, 3], 2, 3, Plain, new(2));
            yield return Case("Same", "3, 2, Padding = Padding.Same", [4, 5, 1], 3, 2, Same(3), Same(2));
            yield return Of($"{name}OfChannels", $"Global{name}Pool2D()", [3, 5, 7], (x, _) => Channels(x, false, function));
            yield return Of($"{name}OfChannelsKept", $"Global{name}Pool2D(KeepDims = true)", [5, 3, 1], (x, _) => Channels(x, true, function));
        }
    }

    private static IEnumerable<LayerCase> SequencePools()
    {
        foreach ((string name, Func<IEnumerable<double>, double> function) in new[] { ("Max", (Func<IEnumerable<double>, double>)Enumerable.Max),
            ("Average", Enumerable.Average) })
        {
            LayerCase Case(string kind, string layer, int[] input, int size, Slide slide) =>
                Of($"{name}Steps{kind}", $"{name}Pool1D({layer})", input, (x, _) => Steps(Pool(Tall(x), size, 1, slide, Plain, function)));
            yield return Case("Pairs", "", [7, 3], 2, new(2));
            yield return Case("Overlapping", "3, Strides = 2, Padding = Padding.Same", [8, 5], 3, Same(2));
            yield return Case("Dense", "4, Strides = 1", [9, 1], 4, Plain);
            yield return Of($"{name}OfSteps", $"Global{name}Pool1D()", [5, 7], (x, _) => Channels(x, false, function));
            yield return Of($"{name}OfStepsKept", $"Global{name}Pool1D(KeepDims = true)", [9, 3], (x, _) => Channels(x, true, function));
        }
    }
}
