using NetCompiler.Generator.Tests.Functions;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>A network's parameters in their public shapes, by name without that of the layer's method.</summary>
internal sealed class Weights(IReadOnlyDictionary<string, Grid> grids)
{
    public IReadOnlyDictionary<string, Grid> All => grids;

    public Grid this[string name] => grids[name];

    /// <summary>Null where the layer was told to do without.</summary>
    public Grid? Find(string name) => grids.GetValueOrDefault(name);

    /// <summary>With another value at one place of a parameter.</summary>
    public Weights Moved(string name, int place, double by)
    {
        double[] values = [.. grids[name].Values];
        values[place] += by;
        return new(new Dictionary<string, Grid>(grids) { [name] = Grid.Of(grids[name].Shape, values) });
    }

    /// <summary>Sum of absolute values.</summary>
    public double L1(string name) => grids[name].Values.Sum(Math.Abs);

    /// <summary>Sum of squares.</summary>
    public double L2(string name) => grids[name].Values.Sum(v => v * v);
}
