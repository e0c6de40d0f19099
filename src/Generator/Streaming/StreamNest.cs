using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Streaming;

/// <summary>
/// A nest of the whole sequence as a step computes it: the axis of its steps has one index, rows of steps before come from what the stream keeps. A
/// nest that looks at steps to come is refused, unless what stands there does not matter.
/// </summary>
internal sealed class StreamNest
{
    private const int None = StreamTensor.None;

    private readonly StreamSteps _network;
    private readonly NestNode _nest;
    private readonly int _now;
    private int _past = None;

    private StreamNest(StreamSteps network, NestNode nest)
    {
        (_network, _nest) = (network, nest);
        _now = Now();
    }

    public static (NestNode Nest, StreamTensor Tensor) Run(StreamSteps network, NestNode nest) => new StreamNest(network, nest).Run();

    private (NestNode Nest, StreamTensor Tensor) Run()
    {
        Expr body = Expressions.Rewrite(_nest.Body, Rule);
        StreamTensor tensor = Result();
        return (_nest with
        {
            Shape = new(_nest.Shape.Select((size, d) => d == tensor.Time ? 1 : size)),
            Box = new(_nest.Box.Select((axis, i) => i == _now ? axis with { Extent = 1 } : axis)),
            Body = body,
            Loop = Node.NoLoop,
        }, tensor);
    }

    /// <summary>The axis of the step at work: the first of the target's that some load's steps run along.</summary>
    private int Now()
    {
        var forms = Expressions.Loads(_nest.Body).Where(load => _network.IsStream(load.Node) && _network.TensorOf(load.Node).Time >= 0)
            .Select(load => load.Access[_network.TensorOf(load.Node).Time]).ToList();
        return _nest.Target.Select(AxisOfSteps).Where(axis => axis >= 0 && forms.Any(form => form[axis] == 1)).DefaultIfEmpty(None).First();
    }

    /// <summary>The axis that a form is, where that has an index for each step of the sequence; else -1.</summary>
    private int AxisOfSteps(Affine form) =>
        Moving(form) is { Constant: 0, Terms: { Count: 1 } terms } && terms[0].Coefficient == 1 && _nest.Box[terms[0].Index].Extent == _network.Steps
            ? terms[0].Index : None;

    /// <summary>A form without the axes that have one index only.</summary>
    private Affine Moving(Affine form) => form with { Terms = new(form.Terms.Where(term => _nest.Box[term.Index].Extent != 1)) };

    private Expr Rule(Expr part) => part switch
    {
        LoadExpr load when load.Access.Any(NamesNow) && _network.Inline(load) is { } computed => Expressions.Rewrite(computed, Rule),
        LoadExpr load => Load(load),
        IndexExpr index when NamesNow(index.Value) => Index(index.Value),
        _ => part,
    };

    /// <summary>The number of the step is known when it is taken only.</summary>
    private Expr Index(Affine form)
    {
        (Expr position, Affine rest) = (_network.Memory.PositionValue(), WithoutNow(form));
        Expr scaled = form[_now] == 1 ? position : Times(position, Number(form[_now]));
        return rest == Affine.Number(0) ? scaled : Add(scaled, new IndexExpr(rest));
    }

    private LoadExpr Load(LoadExpr load)
    {
        if (!_network.IsStream(load.Node))
        {
            return load.Access.Any(NamesNow) ? RowOfStep(load) : load with { Node = _network.Given(load.Node) };
        }

        StreamTensor tensor = _network.TensorOf(load.Node);
        for (int d = 0; d < load.Access.Count; d++)
        {
            if (d != tensor.Time && NamesNow(load.Access[d]))
            {
                throw Fault("reads '" + NameOf(load) + "' along another axis by the number of the step");
            }
        }

        if (tensor.Past >= 0)
        {
            SetPast(load, load.Access[tensor.Past]);
        }

        return tensor.Time < 0 ? load with { Node = _network.Current(load.Node) } : LoadStep(load, tensor.Time);
    }

    private LoadExpr LoadStep(LoadExpr load, int time)
    {
        Affine form = load.Access[time];
        if (NamesNow(form))
        {
            Affine rest = WithoutNow(form);
            (long low, long high) = Expressions.Range(rest, _nest.Box);
            return form[_now] != 1 ? throw Fault("takes the steps of '" + NameOf(load) + "' in another order, or only some of them")
                : high > 0 ? throw Fault("looks at steps of '" + NameOf(load) + "' that are still to come")
                : low == 0 ? load with { Node = _network.Current(load.Node) }
                : At(load, _network.Memory.Window(_network.Current(load.Node), time, load.Fill, -low), time, rest + Affine.Number(-low));
        }

        if (form == Affine.Number(_network.Steps - 1))
        {
            return At(load, _network.Current(load.Node), time, Affine.Number(0));
        }

        SetPast(load, form);
        return Past(load, time);
    }

    /// <summary>
    /// All steps until now. They stand last where the nest gives an element for each of them: then it works on whole vectors of steps, as it does on
    /// whole sequences, whose operands are packed so.
    /// </summary>
    private LoadExpr Past(LoadExpr load, int time)
    {
        bool isLast = time < load.Access.Count - 1 && _nest.Target.Any(form => form[_past] != 0);
        EquatableArray<Affine> access = isLast ? new(load.Access.Where((_, d) => d != time).Append(load.Access[time])) : load.Access;
        return load with { Node = _network.Memory.History(_network.Current(load.Node), time, isLast), Access = access };
    }

    private static LoadExpr At(LoadExpr load, int node, int time, Affine row) =>
        load with { Node = node, Access = new(load.Access.Select((form, d) => d == time ? row : form)) };

    /// <summary>A row of what is the same for all streams, by the step's number.</summary>
    private LoadExpr RowOfStep(LoadExpr load)
    {
        var dimensions = Enumerable.Range(0, load.Access.Count).Where(d => NamesNow(load.Access[d])).ToList();
        if (dimensions.Count == 1 && Moving(load.Access[dimensions[0]]) == Affine.Of(_now))
        {
            if (_network.IsTable(load.Node) && dimensions[0] == 0)
            {
                return load with { Node = _network.RowOf(load.Node), Access = new([Affine.Of(0), Affine.Number(0), load.Access[1]]) };
            }

            LoadExpr step = load with { Node = _network.PickedRow(load.Node, dimensions[0]) };
            return _network.IsBatched(load.Node) ? step : step with { Access = new(load.Access.Prepend(Affine.Of(0))) };
        }

        throw Fault("reads '" + NameOf(load) + "' by the number of the step");
    }

    private void SetPast(LoadExpr load, Affine form)
    {
        int axis = AxisOfSteps(form);
        if (axis < 0 || axis == _now || (_past >= 0 && axis != _past))
        {
            throw Fault("takes the steps of '" + NameOf(load) + "' in another order, or only some of them");
        }

        _past = axis;
    }

    private StreamTensor Result()
    {
        int time = _now < 0 ? None : DimensionOf(_now);
        FutureFacts future = _past < 0 ? FutureFacts.Known : new JudgeFuture(_now, _past, _nest.Box, _network.Inline, Future).Of(_nest.Body);
        if (_past < 0 || _nest.Target.All(form => form[_past] == 0))
        {
            return future.IsKnown ? new(time, None, FutureFacts.Known) : throw Fault("needs all steps of the sequence at once");
        }

        bool sums = _nest.Combine == Combine.Sum && _nest.Box.Select((_, i) => i).Any(i => _nest.Target.All(form => form[i] == 0));
        return new(time, DimensionOf(_past), sums ? future with { IsFar = false } : future);
    }

    /// <summary>The target's dimension that an axis is alone.</summary>
    private int DimensionOf(int axis)
    {
        var dimensions = Enumerable.Range(0, _nest.Target.Count).Where(d => _nest.Target[d][axis] != 0).ToList();
        return dimensions.Count == 1 && AxisOfSteps(_nest.Target[dimensions[0]]) == axis ? dimensions[0]
            : throw Fault("mixes the steps with another axis");
    }

    private FutureFacts Future(LoadExpr load)
    {
        if (!_network.IsStream(load.Node))
        {
            return FutureFacts.Known;
        }

        StreamTensor tensor = _network.TensorOf(load.Node);
        return tensor.Time >= 0 && load.Access[tensor.Time][_past] != 0 ? FutureFacts.Unknown
            : tensor.Past >= 0 ? tensor.Future : FutureFacts.Known;
    }

    private bool NamesNow(Affine form) => _now >= 0 && form[_now] != 0;

    private Affine WithoutNow(Affine form) => form + Affine.Of(_now, -form[_now]);

    private string NameOf(LoadExpr load) => StreamSteps.LayerOf(_network.Whole.Nodes[load.Node]);

    private StreamFault Fault(string what) => new("'" + StreamSteps.LayerOf(_nest) + "' " + what);
}
