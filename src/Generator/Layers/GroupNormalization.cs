using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// (x - mean) / sqrt(variance + Epsilon) over all places and the channels of a group, that is of neighbours; Groups may be
/// <see cref="EachChannel"/>. Times gamma [channels] if Scale, plus beta [channels] if Center.
/// </summary>
internal sealed record GroupNormalizationOp(int Groups, float Epsilon, bool Center, bool Scale) : ComputingLayer
{
    /// <summary>Keras' number of groups where nothing is said.</summary>
    private const int DefaultGroups = 32;

    /// <summary>In place of a number: as many groups as channels.</summary>
    private const int EachChannel = -1;

    public static LayerCard Attribute { get; } = new("GroupNormalization", "GroupNormalization", InputRule.One, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Kept;

    public override ImageOrder Order => ImageOrder.KeptInImages;

    private static LayerDraft Read(ILayerArguments arguments)
    {
        bool each = arguments.Value("Groups", DefaultGroups) == EachChannel;
        int groups = each ? EachChannel : arguments.Size("Groups", DefaultGroups);
        (bool center, bool scale) = (arguments.Value("Center", true), arguments.Value("Scale", true));
        return LayerDraft.Of(new GroupNormalizationOp(groups, arguments.Epsilon(1e-3f), center, scale));
    }

    public override ShapeResult Shape(LayerInputs inputs)
    {
        LayerInput input = inputs.First;
        return Groups == EachChannel || input.Channels % Groups == 0 ? ShapeResult.Of(input.Shape) : ShapeResult.Refuse(
            Descriptors.GroupsDoNotDivide, ["Groups"],
            Invariant.Text(Groups), Invariant.Text(input.Channels) + " channels of the " + input.Text + " that '" + input.Name + "' gives");
    }

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) =>
        LayerParameter.Affine(Scale, Center, inputs[0].Last(), Along.Neither);

    public override long Flops(OpShapes shapes) => 0;

    public override int Build(BuildContext at) => new GroupNormalization(at, Groups == EachChannel ? at.InputRows.Last() : Groups).Build(this);

    /// <summary>An instance normalization, where each channel is a group; else that of groups as if they were channels.</summary>
    public override OnnxValue Export(ExportContext at)
    {
        int channels = at.InputShape.Last();
        string gamma = Scale ? at.Parameters[0] : at.Graph.Fill(channels, 1), beta = Center ? at.Parameters.Last() : at.Graph.Fill(channels, 0);
        if ((Groups == EachChannel || Groups == channels) && at.InputShape.Count > 1)
        {
            return at.GiveImage("InstanceNormalization", [at.Image, gamma, beta], OnnxAttribute.Float("epsilon", Epsilon));
        }

        int groups = Groups == EachChannel ? channels : Groups;
        int values = (int)(ShapeRules.Elements(at.InputShape) / groups);
        string rows = at.Reshape("groups", at.Image, [groups, values]);
        string normalised = at.Add(
            "normalized", "InstanceNormalization", [rows, at.Graph.Fill(groups, 1), at.Graph.Fill(groups, 0)],
            OnnxAttribute.Float("epsilon", Epsilon));
        string value = at.Reshape("image", normalised, at.InputShape.Take(at.InputShape.Count - 1).Prepend(channels));
        long[] wide = [channels, .. Enumerable.Repeat(1L, at.InputShape.Count - 1)];
        value = Scale ? at.Add("scaled", "Mul", [value, at.Add("gamma", "Reshape", [gamma, at.Graph.Ints(wide)])]) : value;
        return Center ? at.GiveImage("Add", [value, at.Add("beta", "Reshape", [beta, at.Graph.Ints(wide)])]) : at.GiveImage("Identity", [value]);
    }
}

/// <summary>
/// The equations over each sample's places and the channels of a group. Sums are taken per channel first, and the group's values spread over its
/// channels again, so that the work on images runs along whole vectors of channels, however small a group is.
/// </summary>
internal sealed class GroupNormalization(BuildContext at, int groups)
{
    private readonly EquatableArray<int> _shape = at.InputRows;

    private int Channels => _shape.Last();

    public int Build(GroupNormalizationOp op)
    {
        // As in a layer normalization, each group's first value is taken away before.
        Affine[] places = [Affine.Of(0), .. Enumerable.Repeat(Affine.Number(0), _shape.Count - 2), Affine.Of(1, Channels / groups)];
        Expr moved = Subtract(at.Same, OfChannel(Spread(".starts", new LoadExpr(at.Input, new(places)), gradientScale: 0)));
        int means = Spread(".means", new LoadExpr(Mean(".mean", moved), Group));
        int centered = at.Graph.Map(at.Name + ".centered", at.Input, Subtract(moved, OfChannel(means)));
        int variance = Mean(".variance", Times(at.Graph.Same(centered), at.Graph.Same(centered)));
        int inverse = RowMeans.Inverse(at.Graph, at.Name, variance, op.Epsilon);
        Expr factor = new LoadExpr(inverse, Group);
        int factors = Spread(".factors", op.Scale ? Times(factor, new LoadExpr(at.Parameters[0], new([ChannelOfGroup]))) : factor);
        Expr value = Times(at.Graph.Same(centered), OfChannel(factors));
        return at.Map(op.Center ? Add(value, at.Channel(at.Parameters.Last())) : value);
    }

    /// <summary>The mean of a value over each group: [N, groups].</summary>
    private int Mean(string what, Expr value)
    {
        int channel = _shape.Count - 1;
        EquatableArray<int> perChannel = new([TensorGraph.Batch, Channels]), perGroup = new([TensorGraph.Batch, groups]);
        int sums = at.Graph.Add(new NestNode(
            at.Name + what + ".channels", perChannel, GraphBuilder.Box(_shape), new([Affine.Of(0), Affine.Of(channel)]),
            channel == 1 ? Combine.Assign : Combine.Sum, value));
        int sum = at.Graph.Add(new NestNode(
            at.Name + what + ".sum", perGroup, Box, Group, Combine.Sum, new LoadExpr(sums, new([Affine.Of(0), ChannelOfGroup]))));
        long values = _shape.Skip(1).Aggregate(1L, (product, size) => product * size) / groups;
        return at.Graph.Map(at.Name + what, sum, Over(at.Graph.Same(sum), Number(values)));
    }

    /// <summary>A value of a group's channels, as a vector of all channels: [N, channels].</summary>
    private int Spread(string what, Expr value, float gradientScale = 1) => at.Graph.Add(new NestNode(
        at.Name + what, new([TensorGraph.Batch, Channels]), Box, new([Affine.Of(0), ChannelOfGroup]), Combine.Assign, value,
        GradientScale: gradientScale));

    /// <summary>Sample, group, and channel of the group.</summary>
    private EquatableArray<Axis> Box => new([new Axis("n", TensorGraph.Batch), new Axis("g", groups), new Axis("c", Channels / groups)]);

    private static EquatableArray<Affine> Group => new([Affine.Of(0), Affine.Of(1)]);

    private Affine ChannelOfGroup => Affine.Of(1, Channels / groups) + Affine.Of(2);

    private LoadExpr OfChannel(int vectors) => new(vectors, new([Affine.Of(0), Affine.Of(_shape.Count - 1)]));
}
