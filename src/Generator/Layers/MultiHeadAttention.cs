using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// softmax(Q K^T / sqrt(KeyDim)) V of each head, then a projection to Output channels (Vaswani et al., 2017). Inputs: query [places, width], value
/// and key [sources, width], and a mask that is broadcast to [heads, places, sources]; a missing value is the query, a missing key the value.
/// </summary>
/// <param name="SourceHeads">Heads of keys and values; each serves Heads / SourceHeads heads of queries.</param>
/// <param name="Output">0 for the query's width.</param>
internal sealed record MultiHeadAttentionOp(
    int Heads, int SourceHeads, int KeyDim, int ValueDim, int Output, bool UseBias, bool Causal, float Dropout,
    InitializerKind Kernel, InitializerKind Bias)
    : ComputingLayer
{
    public static LayerCard Attribute { get; } = new(
        "MultiHeadAttention", "MultiHeadAttention", InputRule.Between(1, 4), PenaltyRule.KernelAndBias, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Own;

    public override ImageOrder Order => ImageOrder.Lost;

    private static LayerDraft Read(ILayerArguments arguments)
    {
        (int heads, int keyDim) = (arguments.Size("numHeads"), arguments.Size("keyDim"));
        int valueDim = arguments.NotNegative("ValueDim", 0) is > 0 and var size ? size : keyDim;
        int sourceHeads = arguments.NotNegative("KeyValueHeads", 0) is > 0 and var few ? few : heads;
        if (heads % sourceHeads != 0)
        {
            arguments.Report(Descriptors.HeadsDoNotDivide, "KeyValueHeads", Invariant.Text(sourceHeads), Invariant.Text(heads));
        }

        float dropout = arguments.Rate("Dropout");
        int output = arguments.NotNegative("OutputDim", 0);
        (bool bias, bool causal, (InitializerKind Kernel, InitializerKind Bias) initializers) =
            (arguments.Value("UseBias", true), arguments.Value("Causal", false), arguments.Initializers());
        return LayerDraft.Of(new MultiHeadAttentionOp(
            heads, sourceHeads, keyDim, valueDim, output, bias, causal, dropout, initializers.Kernel, initializers.Bias));
    }

    /// <summary>[places, width] and [sources, width] -> [places, output].</summary>
    public override ShapeResult Shape(LayerInputs inputs)
    {
        (EquatableArray<int> query, EquatableArray<int> value, EquatableArray<int> key) = Roles(inputs.Shapes);
        if (query.Count != 2 || value.Count != 2 || key.Count != 2 || key[0] != value[0])
        {
            return ShapeResult.Refuse(
                Descriptors.AttentionShapes, [], inputs.Text, "queries, values and keys are [places, width], with as many values as keys");
        }

        var pairs = new EquatableArray<int>([Heads, query[0], value[0]]);
        return inputs.Count > 3 && ShapeRules.Broadcast(inputs[3].Shape, pairs) != pairs
            ? ShapeResult.Refuse(Descriptors.AttentionShapes, [], inputs.Text, "a mask is [sources], [places, sources] or [heads, places, sources]")
            : ShapeResult.Of([query[0], OutputOf(query)]);
    }

    private int OutputOf(EquatableArray<int> query) => Output > 0 ? Output : query.Last();

    /// <summary>What is given for query, value and key.</summary>
    public static (T Query, T Value, T Key) Roles<T>(IReadOnlyList<T> inputs)
    {
        T? value = inputs.Count > 1 ? inputs[1] : inputs[0];
        return (inputs[0], value, inputs.Count > 2 ? inputs[2] : value);
    }

    /// <summary>Kernel and bias of query, key, value and output.</summary>
    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs)
    {
        (EquatableArray<int> query, EquatableArray<int> value, EquatableArray<int> key) = Roles(inputs);
        return
        [
            .. Projection("query", 0, query[1], Heads, KeyDim),
            .. Projection("key", 1, key[1], SourceHeads, KeyDim),
            .. Projection("value", 2, value[1], SourceHeads, ValueDim),
            .. Merge(OutputOf(query)),
        ];
    }

    /// <param name="part">PyTorch stacks the three projections in one tensor.</param>
    private IEnumerable<LayerParameter> Projection(string name, int part, int width, int heads, int size)
    {
        string number = "[" + Invariant.Text(part) + "]";

        // Keras' fans of a kernel with three axes: all sizes but the last, and the last times the first.
        yield return new(
            name + "/kernel", new([width, heads, size]), Kernel, width * heads, width * size,
            TorchTensor.Of("in_proj_weight" + number, Along.Neither, [1, 2], [0]));
        if (UseBias)
        {
            yield return new(name + "/bias", new([heads, size]), Bias, heads, size, TorchTensor.Of("in_proj_bias" + number, Along.Neither, [0, 1]));
        }
    }

    private IEnumerable<LayerParameter> Merge(int output)
    {
        var torch = TorchTensor.Of("out_proj.weight", Along.Neither, [2], [0, 1]);
        yield return new("attention_output/kernel", new([Heads, ValueDim, output]), Kernel, Heads * ValueDim, Heads * output, torch);
        if (UseBias)
        {
            yield return new("attention_output/bias", new([output]), Bias, output, output, TorchTensor.Vector("out_proj.bias", Along.Neither));
        }
    }

    /// <summary>Projections of places and sources, and the products of each pair of them.</summary>
    public override long Flops(OpShapes shapes)
    {
        (EquatableArray<int> query, EquatableArray<int> value, EquatableArray<int> key) = Roles(shapes.Inputs);
        long places = query[0], sources = value[0], keys = (long)SourceHeads * KeyDim, values = (long)SourceHeads * ValueDim;
        long ofPlaces = Saturating.Product(places, Heads, ((long)query[1] * KeyDim) + ((long)ValueDim * OutputOf(query)));
        long ofSources = Saturating.Product(sources, (key[1] * keys) + (value[1] * values));
        long ofPairs = Saturating.Product(places, sources, Heads, (long)KeyDim + ValueDim);
        return Saturating.Of(2 * (new System.Numerics.BigInteger(ofPlaces) + ofSources + ofPairs));
    }

    public override int Build(BuildContext at) => new Attention(at, this).Build();

    public override OnnxValue Export(ExportContext at) => new AttentionExport(at, this).Run();
}
