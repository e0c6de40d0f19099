using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes.Winograd;

/// <summary>
/// Convolutions that <see cref="WinogradForm"/> takes as four nests: the kernel's transform, which depends on weights only; the image's; the sixteen
/// products of matrices; and the output's transform with the epilogue. The choice is made by shapes alone, so that every machine adds in the same
/// order.
/// </summary>
internal sealed class ApplyWinograd
{
    /// <summary>Floats of transformed tiles, before and after the products, that stay in a second-level cache beside the kernels.</summary>
    private const int MostFloats = 96 * 1024;

    private readonly TensorGraph _graph;
    private readonly bool[] _isDerived;
    private readonly List<Node> _nodes = [];
    private readonly List<LoopRegion> _loops;
    private readonly Dictionary<int, int> _ids = [];
    private readonly Dictionary<(int Node, EquatableArray<Affine> Access), int> _kernels = [];
    private readonly HashSet<string> _names;

    private ApplyWinograd(TensorGraph graph) =>
        (_graph, _isDerived, _names, _loops) = (graph, ParameterOnly.Nests(graph), [.. graph.Nodes.Select(n => n.Name)], []);

    public static TensorGraph Run(TensorGraph graph) => new ApplyWinograd(graph).Apply();

    private TensorGraph Apply()
    {
        for (int id = 0; id < _graph.Nodes.Count; id++)
        {
            if (_graph.Nodes[id] is NestNode nest && WinogradForm.Of(_graph, _isDerived, nest) is { } form)
            {
                Replace(form);
            }
            else
            {
                _nodes.Add(_graph.Nodes[id].WithReads(node => _ids[node]));
            }

            _ids[id] = _nodes.Count - 1;
        }

        TensorGraph rebuilt = GraphRewriter.Rebuilt(_graph, _nodes, id => _ids[id]);
        return rebuilt with { Loops = new(rebuilt.Loops.Concat(_loops)) };
    }

    private void Replace(WinogradForm form)
    {
        (int rows, int columns) = ((form.Height + 1) / 2, (form.Width + 1) / 2);
        int together = RowsOfPart(form, rows, columns);
        var tiles = new Tiles(form, rows / together, together, columns);
        int kernel = Kernel(form);
        int loop = _graph.Loops.Count + _loops.Count;
        _loops.Add(tiles.Loop);
        int image = Add(tiles.Image(Unique(form.Nest.Name + ".tiles"), _ids[form.Image.Node]) with { Loop = loop });
        int products = Add(tiles.Products(Unique(form.Nest.Name + ".products"), image, kernel) with { Loop = loop });
        Add(tiles.Output(products, node => _ids[node]) with { Loop = loop });
    }

    /// <summary>Rows of tiles that are worked on together: a divisor of all, as many as the cache holds.</summary>
    private static int RowsOfPart(WinogradForm form, int rows, int columns) => Enumerable.Range(1, rows).Reverse()
        .First(part => rows % part == 0 && (part == 1 || 16 * part * columns * (form.Channels + form.Filters) <= MostFloats));

    /// <summary>The transformed kernel [16, channels, filters].</summary>
    private int Kernel(WinogradForm form)
    {
        (int _, int _, int o, int p, int q, int c) = form.Indices;
        int[] places = [0, 1, 2, 3, 4, 5, 6];
        (places[c], places[o]) = (0, 1);
        Expr Weight(int row, int column) => new LoadExpr(_ids[form.Kernel.Node], new(form.Kernel.Access.Select(a =>
            a[p] != 0 ? Affine.Number((a[p] * row) + a.Constant)
            : a[q] != 0 ? Affine.Number((a[q] * column) + a.Constant)
            : Affine.Of(places[a.Terms[0].Index]))));
        (int Node, EquatableArray<Affine>) key = (form.Kernel.Node, new EquatableArray<Affine>(((LoadExpr)Weight(0, 1)).Access));
        if (!_kernels.TryGetValue(key, out int known))
        {
            Axis[] box = [new("c", form.Channels), new("o", form.Filters), new("i", 4), new("j", 4)];
            _kernels[key] = known = Add(new NestNode(
                Unique(_graph.Nodes[form.Kernel.Node].Name + ".winograd"), new([16, form.Channels, form.Filters]), new(box),
                new([Affine.Of(2, 4) + Affine.Of(3), Affine.Of(0), Affine.Of(1)]), Combine.Assign,
                WinogradTransforms.Choose(WinogradTransforms.Kernel(Weight), 2, 3)));
        }

        return known;
    }

    private int Add(Node node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    private string Unique(string name)
    {
        for (int number = 2; !_names.Add(name); number++)
        {
            name = name.Split('_')[0] + "_" + Invariant.Text(number);
        }

        return name;
    }
}
