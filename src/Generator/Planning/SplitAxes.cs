using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// The box of a nest whose indices along panels are cut in two, and every index's padded extent: how far a vector may run over its end.
/// </summary>
internal sealed class SplitAxes
{
    private readonly NestNode _nest;
    private readonly Affine[] _substitutes;
    private readonly long[] _padded;
    private readonly HashSet<int> _cut;

    private SplitAxes(NestNode nest, long[] padded, Dictionary<int, int> widths)
    {
        (_nest, _padded, _cut) = (nest, padded, new(widths.Keys));
        var box = new List<FlatAxis>();
        _substitutes = new Affine[nest.Box.Count];
        for (int i = 0; i < nest.Box.Count; i++)
        {
            (string name, int extent) = (nest.Box[i].Name, nest.Box[i].Extent);
            if (widths.TryGetValue(i, out int width))
            {
                box.Add(new(name + "b", Panels(extent, width), Panels(extent, width)));
                box.Add(new(name, width, width));
                _substitutes[i] = Affine.Of(box.Count - 2, width) + Affine.Of(box.Count - 1);
                continue;
            }

            box.Add(new(name, extent, Math.Max(extent, padded[i])));
            _substitutes[i] = Affine.Of(box.Count - 1);
        }

        Box = new(box);
    }

    public EquatableArray<FlatAxis> Box { get; }

    public static SplitAxes Of(NestNode nest, int id, IReadOnlyList<TensorLayout> layouts)
    {
        var accesses = Expressions.Loads(nest).Distinct().Select(l => (l.Access, Layout: layouts[l.Node]))
            .Append((Access: nest.Target, Layout: layouts[id])).ToList();
        IEnumerable<long> padded = nest.Box.Select((axis, i) => axis.Extent == TensorGraph.Batch ? axis.Extent
            : accesses.Min(a => Reach(a.Access, a.Layout, i, axis.Extent)) is var reach && reach < long.MaxValue ? reach : axis.Extent);
        var widths = new Dictionary<int, int>();
        foreach ((EquatableArray<Affine> access, TensorLayout layout) in accesses.Where(a => a.Layout.PanelDimension >= 0))
        {
            int? term = Unit(nest, access[layout.PanelDimension], layout);
            if (term is { } index && nest.Box[index].Extent > layout.PanelWidth)
            {
                widths[index] = layout.PanelWidth;
            }
        }

        return new(nest, padded.ToArray(), widths);
    }

    /// <summary>The affine form over the cut box.</summary>
    public Affine Apply(Affine value) => value.Substitute(_substitutes);

    /// <summary>Offset along the panels of a layout.</summary>
    public Affine InPanels(Affine access, TensorLayout layout)
    {
        if (layout.PaddedLast == layout.PanelWidth)
        {
            return Apply(access);
        }

        int? unit = Unit(_nest, access, layout);
        EquatableArray<Term> terms = Apply(access).Terms;
        int lane = unit is { } index ? _substitutes[index].Terms.Last().Index : -1;
        var sum = Affine.Number(Exact(access.Constant, layout) * layout.PanelStride);
        return terms.Aggregate(sum, (s, t) => s + (t.Index == lane ? Affine.Of(lane)
            : Affine.Of(t.Index, Exact(t.Coefficient, layout) * layout.PanelStride)));
    }

    /// <summary>
    /// Guards against the end of cut indices whose last panel is not full: everywhere when they are summed over, else where the tensor
    /// has no padding for it.
    /// </summary>
    public IEnumerable<Guard> Guards(EquatableArray<Affine> access, TensorLayout layout, EquatableArray<Affine> target)
    {
        foreach (int index in _cut.Where(i => access.Any(a => a[i] != 0)).OrderBy(i => i))
        {
            int extent = _nest.Box[index].Extent;
            long end = End(index);
            if (end > extent && (target.All(a => a[index] == 0) || Reach(access, layout, index, extent) < end))
            {
                yield return new(_substitutes[index], extent);
            }
        }
    }

    /// <summary>
    /// What a point computes. Behind the end of a cut index that is reduced, loads give 0, of which a function may make anything: there it is what
    /// changes no sum and no maximum.
    /// </summary>
    public Expr Inside(Expr body)
    {
        foreach (int index in _cut.Where(i => _nest.Target.All(a => a[i] == 0) && End(i) > _nest.Box[i].Extent).OrderBy(i => i))
        {
            if (_nest.Combine != Combine.Sum || !IsNothingBehind(index, body))
            {
                double neutral = _nest.Combine == Combine.Sum ? 0 : double.NegativeInfinity;
                body = Scalars.Where(
                    new IndexExpr(Affine.Of(index)), CompareKind.Less, Scalars.Number(_nest.Box[index].Extent), body, Scalars.Number(neutral));
            }
        }

        return body;
    }

    /// <summary>Whether an expression is 0 where its loads along the index give what lies behind their tensors' end.</summary>
    private static bool IsNothingBehind(int index, Expr expression) => expression switch
    {
        LoadExpr load => load.Fill == 0 && load.Access.Any(a => a[index] != 0),
        ConstExpr constant => constant.Value == 0,
        UnaryExpr { Kind: UnaryKind.Negate or UnaryKind.Abs or UnaryKind.Sqrt } unary => IsNothingBehind(index, unary.Operand),
        BinaryExpr { Kind: BinaryKind.Multiply } product => (IsNothingBehind(index, product.Left) && IsFinite(index, product.Right))
            || (IsNothingBehind(index, product.Right) && IsFinite(index, product.Left)),
        BinaryExpr { Kind: BinaryKind.Add or BinaryKind.Subtract } sum => IsNothingBehind(index, sum.Left) && IsNothingBehind(index, sum.Right),
        SelectExpr select => IsNothingBehind(index, select.Then) && IsNothingBehind(index, select.Else),
        _ => false,
    };

    /// <summary>
    /// Whether an expression stays finite there as long as what is loaded before the end is. 0 times a pole of a function is NaN and no 0: x * Log(x)
    /// at 0 is one, and so is what is divided by 0.
    /// </summary>
    private static bool IsFinite(int index, Expr expression) => IsNothingBehind(index, expression) || expression switch
    {
        LoadExpr load => IsFinite(load.Fill),
        ConstExpr constant => IsFinite(constant.Value),
        IndexExpr => true,
        UnaryExpr { Kind: UnaryKind.Sqrt or UnaryKind.Log or UnaryKind.Log1p } => false,
        UnaryExpr unary => IsFinite(index, unary.Operand),
        BinaryExpr { Kind: BinaryKind.Divide } => false,
        BinaryExpr binary => IsFinite(index, binary.Left) && IsFinite(index, binary.Right),
        SelectExpr select => IsFinite(index, select.Then) && IsFinite(index, select.Else),
        _ => false,
    };

    private static bool IsFinite(float value) => !float.IsInfinity(value) && !float.IsNaN(value);

    /// <summary>How far the two indices run that a cut one became.</summary>
    private long End(int index) => Box[_substitutes[index].Terms[0].Index].Extent * Box[_substitutes[index].Terms[1].Index].Extent;

    private static long Panels(long extent, int width) => (extent + width - 1) / width;

    private static long Exact(long value, TensorLayout layout) => value % layout.PanelWidth == 0
        ? value / layout.PanelWidth
        : throw new InvalidOperationException("An access of " + Invariant.Text(value) + " does not fit panels of " + Invariant.Text(layout.PanelWidth)
        + ".");

    /// <summary>The index that runs within a panel: coefficient 1; among several, one that fits into a panel, else the last.</summary>
    private static int? Unit(NestNode nest, Affine access, TensorLayout layout)
    {
        var units = access.Terms.Where(t => t.Coefficient == 1).Select(t => t.Index).ToList();
        return units.Count == 0 ? null : units.OrderBy(i => nest.Box[i].Extent <= layout.PanelWidth ? 0 : 1).ThenByDescending(i => i).First();
    }

    /// <summary>How far the index may run in this access, from its extent on, without leaving the padding of the tensor's last dimension.</summary>
    private static long Reach(EquatableArray<Affine> access, TensorLayout layout, int index, int extent)
    {
        long reach = long.MaxValue;
        for (int d = 0; d < access.Count; d++)
        {
            if (access[d][index] == 0)
            {
                continue;
            }

            bool isLast = d == (layout.PanelDimension >= 0 ? layout.PanelDimension : access.Count - 1);
            bool alone = access[d].Terms.Count == 1 && access[d][index] == 1 && access[d].Constant == 0;
            reach = Math.Min(reach, isLast && alone && extent == layout.LastSize ? layout.PaddedLast : extent);
        }

        return reach;
    }
}
