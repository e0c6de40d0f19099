using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// A contraction with weights whose sums are then multiplied by a factor of their channel gets weights that are multiplied already:
/// <c>f[o] * sum(x * w[.., o]) + s[o]
/// ->  sum(x * w'[.., o]) + s'[o]</c>, where f and s depend on parameters only. The new weights are computed once after
/// each change of the parameters, so a batch normalisation costs nothing in a network that predicts. For inference: rounding differs, and gradients
/// would.
/// </summary>
internal sealed class FoldScales
{
    private readonly List<Node> _nodes = [];
    private readonly List<bool> _isConstant = [];
    private readonly List<int> _readers = [];
    private readonly GraphBuilder _names;

    private FoldScales(TensorGraph graph) => _names = new(graph.Nodes);

    public static TensorGraph Run(TensorGraph graph) => DropUnused.Run(new FoldScales(graph).Fold(graph));

    /// <summary>Copies the nodes in their order, new ones before the node that uses them; what has lost its readers stays.</summary>
    private TensorGraph Fold(TensorGraph graph)
    {
        int[] ids = new int[graph.Nodes.Count];
        (bool[] constants, int[] readers) = (ParameterOnly.Nests(graph), GraphRewriter.CountReaders(graph));
        for (int id = 0; id < ids.Length; id++)
        {
            Node node = graph.Nodes[id].WithReads(read => ids[read]);
            node = node is NestNode { Loop: Node.NoLoop } nest && Folded(nest) is { } folded ? folded : node;
            ids[id] = Append(node, constants[id] || node is ParameterNode, readers[id]);
        }

        return GraphRewriter.Rebuilt(graph, _nodes, id => ids[id]);
    }

    private int Append(Node node, bool isConstant, int readers)
    {
        _nodes.Add(node);
        _isConstant.Add(isConstant);
        _readers.Add(readers);
        return _nodes.Count - 1;
    }

    private int AppendNew(NestNode node, bool isConstant) => Append(_names[_names.Add(node)], isConstant, readers: 1);

    /// <summary>
    /// What computes the same from weights that are multiplied already, which are added before it; null where there is nothing to fold.
    /// </summary>
    private NestNode? Folded(NestNode user)
    {
        if (user.Epilogue is { } epilogue)
        {
            if (Fold(user, epilogue, new AccumulatorExpr(), user.Target.LastOrDefault()) is not { } inside)
            {
                return null;
            }

            (int inner, int bias) = (AppendNew(inside.Weights, isConstant: true), AppendNew(inside.Summand, isConstant: true));
            return user with { Body = inside.Body(inner), Epilogue = inside.Value(bias) };
        }

        // A sum that adds several points in memory has its epilogue in a map behind it.
        EquatableArray<Affine> identity = GraphBuilder.Identity(user.Shape.Count);
        if (user.Combine != Combine.Assign || user.Target != identity
            || Expressions.Loads(user.Body).FirstOrDefault(load =>
            _nodes[load.Node] is NestNode sum && Expressions.IsContraction(sum)) is not { } source
            || _readers[source.Node] != 1 || source.Access != identity || _nodes[source.Node] is not NestNode { Epilogue: null } nest
            || Fold(nest, user.Body, source, Affine.Of(user.Shape.Count - 1)) is not { } before)
        {
            return null;
        }

        (int weights, int summand) = (AppendNew(before.Weights, isConstant: true), AppendNew(before.Summand, isConstant: true));
        int copy = AppendNew(nest with { Name = nest.Name + ".folded", Body = before.Body(weights) }, isConstant: false);
        return user with { Body = Expressions.Replace(before.Value(summand), source, source with { Node = copy }) };
    }

    /// <param name="Weights">The new weights.</param>
    /// <param name="Summand">The new summand per channel.</param>
    /// <param name="Body">The contraction's body, from the id of the weights.</param>
    /// <param name="Value">What is computed of the new sums, from the id of the summand.</param>
    private sealed record Folding(NestNode Weights, NestNode Summand, System.Func<int, Expr> Body, System.Func<int, Expr> Value);

    /// <param name="nest">The contraction.</param>
    /// <param name="value">What is computed of its sums.</param>
    /// <param name="sum">Stands for a sum there.</param>
    /// <param name="channel">The channel there.</param>
    private Folding? Fold(NestNode nest, Expr value, Expr sum, Affine? channel)
    {
        if (channel is null || !Expressions.IsContraction(nest) || WeightsOf(nest) is not { } weights || Scaled(value, sum, channel) is not { } scaled
            || InWeights(weights, nest.Target[nest.Target.Count - 1]) is not { } place)
        {
            return null;
        }

        AffineForm form = AffineForm.Of(scaled, sum)!;
        EquatableArray<int> shape = _nodes[weights.Node].Shape;
        var box = new EquatableArray<Axis>(shape.Select((size, d) => new Axis("i" + Invariant.Text(d), size)));
        EquatableArray<Affine> identity = GraphBuilder.Identity(shape.Count);
        var folded = new NestNode(
            _nodes[weights.Node].Name + ".folded", shape, box, identity, Combine.Assign,
            Times(new LoadExpr(weights.Node, identity), At(form.Factor!, place)));
        EquatableArray<int> channels = new([nest.Shape[nest.Shape.Count - 1]]);
        var summand = new NestNode(
            nest.Name + ".summand", channels, GraphBuilder.Box(channels), GraphBuilder.Identity(1), Combine.Assign,
                At(form.Summand ?? Number(0), Affine.Of(0)));
        return new(
            folded, summand,
            node => Expressions.Replace(nest.Body, weights, weights with { Node = node }),
            node => Expressions.Replace(value, scaled, Add(sum, new LoadExpr(node, new([channel])))));
    }

    /// <summary>The load of the factor that depends on parameters only, if just one does.</summary>
    private LoadExpr? WeightsOf(NestNode nest)
    {
        var constants = Expressions.Loads(nest.Body).Where(load => _isConstant[load.Node] && load.Access.Count > 1).ToList();
        return constants.Count == 1 ? constants[0] : null;
    }

    /// <summary>
    /// The largest part that is a multiple of the sum by a factor of the channel, plus a summand, and through which alone the value depends on the
    /// sum.
    /// </summary>
    private Expr? Scaled(Expr value, Expr sum, Affine channel) => Expressions.SelfAndParts(value).FirstOrDefault(part =>
        AffineForm.Of(part, sum) is { Factor: { } factor } form
        && Expressions.Loads(factor).Any() && IsOfChannel(factor, channel) && (form.Summand is null || IsOfChannel(form.Summand, channel))
        && !AffineForm.Uses(Expressions.Replace(value, part, Number(0)), sum));

    private bool IsOfChannel(Expr expression, Affine channel) =>
        Expressions.SelfAndParts(expression).All(part => part is not (IndexExpr or AccumulatorExpr))
        && Expressions.Loads(expression).All(load => _isConstant[load.Node] && load.Access.Count == 1 && load.Access[0] == channel);

    private static Expr At(Expr expression, Affine place) =>
        Expressions.Rewrite(expression, part => part is LoadExpr load ? load with { Access = new([place]) } : part);

    /// <summary>The channel of an element of the weights, over their own indices; null where they do not tell it.</summary>
    private static Affine? InWeights(LoadExpr weights, Affine channel)
    {
        var place = Affine.Number(channel.Constant);
        foreach (Term term in channel.Terms)
        {
            int dimension = weights.Access.ToList().IndexOf(Affine.Of(term.Index));
            if (dimension < 0)
            {
                int whole = weights.Access.ToList().IndexOf(channel);
                return whole < 0 ? null : Affine.Of(whole);
            }

            place += Affine.Of(dimension, term.Coefficient);
        }

        return place;
    }
}
