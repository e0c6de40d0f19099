namespace NetCompiler.Reports;

/// <summary>An arrow from one box of the graph to another; boxes are the inputs, the layers and the loss, in order.</summary>
/// <param name="From">The box that is read.</param>
/// <param name="To">The box that reads.</param>
/// <param name="Lane">Beside the boxes, counted from them; -1 for an arrow to the next box.</param>
internal sealed record LayerEdge(int From, int To, int Lane)
{
    public static List<LayerEdge> Of(NetworkDescription network)
    {
        var edges = new List<LayerEdge>();
        foreach ((int from, int to) in Reads(network).OrderBy(edge => Math.Abs(edge.To - edge.From)))
        {
            edges.Add(new(from, to, to == from + 1 ? -1 : FreeLane(edges, from, to)));
        }

        return edges;
    }

    private static IEnumerable<(int From, int To)> Reads(NetworkDescription network)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (TensorDescription input in network.Inputs)
        {
            places.Add(network.Inputs.Length == 1 ? "input" : "input/" + input.Name, places.Count);
        }

        foreach (LayerDescription layer in network.Layers)
        {
            places.Add(layer.Name, places.Count);
        }

        foreach (LayerDescription layer in network.Layers)
        {
            foreach (string name in layer.Inputs)
            {
                yield return (places[name], places[layer.Name]);
            }
        }

        foreach (string name in network.Loss is null ? [] : network.Outputs.SelectMany(output => output.Sources).Distinct())
        {
            yield return (places[name], places.Count);
        }
    }

    /// <summary>The first lane where no other arrow passes any of the boxes between.</summary>
    private static int FreeLane(List<LayerEdge> edges, int from, int to)
    {
        (int first, int last) = (Math.Min(from, to), Math.Max(from, to));
        int lane = 0;
        while (edges.Any(edge => edge.Lane == lane && Math.Min(edge.From, edge.To) <= last && Math.Max(edge.From, edge.To) >= first))
        {
            lane++;
        }

        return lane;
    }
}
