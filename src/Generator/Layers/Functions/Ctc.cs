using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// Connectionist temporal classification (Graves et al., 2006), of shape []: minus the logarithm of the probability that a sequence of classes, with
/// repeats made one and blanks left out, is the labels. The inputs are logits [steps, classes], labels [labels] and, where they are given, the
/// numbers of steps and of labels.
/// </summary>
/// <param name="Blank">The class that stands between labels, and behind the last one.</param>
internal sealed record CtcOp(int Blank, bool HasSteps, bool HasLabels) : FunctionOp
{
    public override StepRule Steps => StepRule.Own;

    public override SummaryRow Row => SummaryRow.None;

    public override long Flops(OpShapes shapes) => 0;

    public override WholeNumbers? Numbers(OpShapes shapes) => new(1, shapes.Inputs[0].Last());

    public override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => null;

    public override int Build(BuildContext at) => new CtcEquations(at, this).Build();

    public override OnnxValue Export(ExportContext at) => throw new ExportRefused("a loss, which is not exported");
}

/// <summary>
/// The equations: with logarithms y of probabilities, a step makes of the probabilities b[j] that what was read so far is the first j labels and ends
/// with a blank, and l[j] that it ends with label j itself,
/// <code>
/// b'[j] = y[blank] + log(exp b[j] + exp l[j - 1])
/// l'[j] = y[label j] + log(exp l[j] + exp b[j] + exp l[j - 1]), the last only where label j is not label j - 1
/// </code>
/// where label j stands behind j others. The gradient is that of these equations.
/// </summary>
internal sealed class CtcEquations
{
    /// <summary>
    /// In place of the logarithm of 0, which would make no numbers of differences: below whatever steps add up to, and far from the end of floats.
    /// </summary>
    private const float Never = -1e30f;

    /// <summary>Below it, there is no way through the steps.</summary>
    private const float Impossible = -1e29f;

    private readonly BuildContext _at;
    private readonly CtcOp _op;
    private readonly GraphBuilder _graph;
    private readonly int _labels;
    private readonly int _steps;
    private readonly int _count;

    public CtcEquations(BuildContext at, CtcOp op)
    {
        (_at, _op, _graph, _labels) = (at, op, at.Graph, at.Inputs[1]);
        (_steps, _count) = (_graph[at.Inputs[0]].Shape[1], _graph[_labels].Shape[1]);
    }

    public int Build()
    {
        int logarithms = Softmax.BuildLog(_graph, Name("log"), _at.Inputs[0]);
        int possible = _graph.Map(Name("possible"), logarithms, Max(Number(Never), _graph.Same(logarithms)));
        (int blank, int label, int skip) = (OfBlank(possible), OfLabels(possible), Skip());
        int? mask = _op.HasSteps ? StepMasks.Until(_graph, _at.Name, _at.Inputs[2], _steps) : _at.MaskOf(_at.Inputs[0]);
        int bound = mask is { } lengths ? StepMasks.Lengths(_graph, _at.Name, lengths) : LoopRegion.NoBound;
        (int firstBlanks, int firstLabels) = (First("blanks", _count + 1, 0), First("labels", _count, Never));
        var scope = new StepScope(_graph, _steps, LoopDirection.Forward, bound);
        int blanks = scope.Carry(Name("before.blanks"), Rows(_count + 1), firstBlanks);
        int labels = scope.Carry(Name("before.labels"), Rows(_count), firstLabels);
        int? counts = mask is { } steps ? scope.StepOf(steps) : (int?)null;
        (int nextBlanks, int nextLabels) = Step(blanks, labels, scope.StepOf(blank), scope.StepOf(label), skip);
        scope.SetNext(blanks, counts is { } first ? StepMasks.Hold(_graph, first, nextBlanks, blanks) : nextBlanks);
        scope.SetNext(labels, counts is { } second ? StepMasks.Hold(_graph, second, nextLabels, labels) : nextLabels);
        IReadOnlyList<LoopCarry> carries = scope.End();
        return Loss(Last("blanks", _count + 1, carries[0]), Last("labels", _count, carries[1]));
    }

    /// <summary>y of the blank in each step: [N, steps].</summary>
    private int OfBlank(int logarithms) => _graph.Map(
        Name("blank"), Rows(_steps), new LoadExpr(logarithms, new([Affine.Of(0), Affine.Of(1), Affine.Number(_op.Blank)])));

    /// <summary>y of each label in each step, by a product with the labels' rows of a one: [N, steps, labels].</summary>
    private int OfLabels(int logarithms)
    {
        int classes = _graph[logarithms].Shape[2];
        Expr isClass = Where(new IndexExpr(Affine.Of(2)), CompareKind.Equal, new LoadExpr(_labels, GraphBuilder.Identity(2)), Number(1), Number(0));
        int ones = _graph.Map(Name("classes"), Rows(_count, classes), isClass, gradientScale: 0);
        (Affine n, Affine i, Affine j, Affine k) = (Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(3));
        return _graph.Add(new NestNode(
            Name("label"), Rows(_steps, _count),
            new([new Axis("n", TensorGraph.Batch), new Axis("i", _steps), new Axis("j", _count), new Axis("k", classes)]),
            new([n, i, j]), Combine.Sum, Times(new LoadExpr(logarithms, new([n, i, k])), new LoadExpr(ones, new([n, j, k])))));
    }

    /// <summary>What is added for a label that follows another without a blank: nothing, or too much for one that repeats it.</summary>
    private int Skip()
    {
        var before = new LoadExpr(_labels, new([Affine.Of(0), Affine.Of(1, 1, -1)]), Fill: -1);
        return _graph.Map(
            Name("skip"), Rows(_count), Where(_graph.Same(_labels), CompareKind.Equal, before, Number(Never), Number(0)), gradientScale: 0);
    }

    /// <summary>Before the first step, nothing was read, which is as if a blank had been.</summary>
    /// <param name="none">The logarithm for no label; for others it is that of 0.</param>
    private int First(string state, int places, float none) => _graph.Map(
        Name("first." + state), Rows(places),
        Where(new IndexExpr(Affine.Of(1)), CompareKind.Greater, Number(0), Number(Never), Number(none)), gradientScale: 0);

    private (int Blanks, int Labels) Step(int blanks, int labels, int blank, int label, int skip)
    {
        var shifted = new LoadExpr(labels, new([Affine.Of(0), Affine.Of(1, 1, -1)]), Fill: Never);
        var ofBlank = new LoadExpr(blank, new([Affine.Of(0)]));
        return (
            Sum("next.blanks", blanks, ofBlank, _graph.Same(blanks), shifted),
            Sum("next.labels", labels, _graph.Same(label), _graph.Same(labels), _graph.Same(blanks), Add(shifted, _graph.Same(skip))));
    }

    /// <summary>A term and the logarithm of a sum of exponentials, of which the largest is taken out.</summary>
    private int Sum(string name, int like, Expr term, params Expr[] logarithms)
    {
        int largest = _graph.Map(Name(name + ".largest"), like, logarithms.Aggregate(Max), gradientScale: 0);
        Expr sum = logarithms.Select(logarithm => Apply(UnaryKind.Exp, Subtract(logarithm, _graph.Same(largest)))).Aggregate(Add);
        return _graph.Map(Name(name), like, Add(term, Add(_graph.Same(largest), Apply(UnaryKind.Log, sum))));
    }

    private int Last(string state, int places, LoopCarry carry) =>
        _graph.Add(new LastNode(Name("last." + state), Rows(places), carry.Source, carry.Carried));

    /// <summary>
    /// All labels are read, and the last step is a blank or the last of them. Where no way leads there, since there are fewer steps than labels and
    /// blanks between equal ones, the sample has no loss and no gradient.
    /// </summary>
    private int Loss(int blanks, int labels)
    {
        int count = LabelCount();
        int byBlank = At(blanks, count, 0);
        int byLabel = At(labels, count, -1);
        int none = _graph.Map(Name("none"), count, Where(_graph.Same(count), CompareKind.Greater, Number(0), Number(0), Number(Never)), 0);
        int likelihood = Sum("likelihood", count, Number(0), _graph.Same(byBlank), Add(_graph.Same(byLabel), _graph.Same(none)));
        Expr loss = Apply(UnaryKind.Negate, _graph.Same(likelihood));
        return _graph.Map(
            _at.Name, likelihood, Where(Number(Impossible), CompareKind.Greater, _graph.Same(likelihood), Number(0), loss));
    }

    /// <summary>How many labels there are: as many as are no blanks, or as are said.</summary>
    private int LabelCount()
    {
        if (_op.HasLabels)
        {
            LoadExpr given = StepMasks.OfSample(_graph, _at.Inputs[_at.Inputs.Count - 1]);
            return _graph.Map(Name("count"), Rows(), given, gradientScale: 0);
        }

        Expr counts = Where(_graph.Same(_labels), CompareKind.Equal, Number(_op.Blank), Number(0), Number(1));
        return _graph.Reduce(Name("count"), _labels, Combine.Sum, counts, gradientScale: 0);
    }

    /// <summary>The element of each sample whose number is the count of labels and an offset; 0 where there is none.</summary>
    private int At(int state, int count, int offset) => _graph.Reduce(
        _graph[state].Name + ".end", state, Combine.Sum,
        Where(new IndexExpr(Affine.Of(1, 1, -offset)), CompareKind.Equal, new LoadExpr(count, new([Affine.Of(0)])), _graph.Same(state), Number(0)));

    private string Name(string part) => _at.Name + "." + part;

    private static EquatableArray<int> Rows(params int[] shape) => new(shape.Prepend(TensorGraph.Batch));
}
