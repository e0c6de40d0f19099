using System.Globalization;

namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Products of matrices; those with constant ones are dense layers.</summary>
internal static class Products
{
    private const string WithoutBias = ", UseBias = false";

    public static IEnumerable<Operation> All =>
    [
        new("MatMul", 1, call => [call[0] is Flow && call[1] is Constant { Shape.Length: 2 } kernel && call[0].Shape.Length > 1
            ? Dense(call, call.Flow(0, keepFlattened: true), kernel, null) : Product(call.Flow(0), call.Flow(1))]),
        new("Gemm", 1, Gemm),
        new("MatMulInteger", 10, Integers),
    ];

    /// <summary>Adds a bias to a dense layer that has none.</summary>
    public static bool TryAddBias(LayerDraft layer, Flow output, Constant bias)
    {
        int units = layer.Output[^1];
        if (layer.Attributes is not [var attribute] || !attribute.StartsWith("Dense(", StringComparison.Ordinal)
            || !attribute.EndsWith(WithoutBias + ")", StringComparison.Ordinal)
            || bias.Count != units || bias.Shape.Length == 0 || bias.Shape[^1] != units || bias.Shape.Length > output.Shape.Length)
        {
            return false;
        }

        layer.Attributes[0] = attribute.Replace(WithoutBias, "", StringComparison.Ordinal);
        layer.Weights.Add(("bias", [units], bias.Floats()));
        return true;
    }

    /// <summary>x K + b over the last axis of the model, in whatever order the others are.</summary>
    private static Flow Dense(NodeCall call, Flow x, Constant kernel, Constant? bias)
    {
        Flattened? image = x.Flattened;
        int axis = x.Shape.Length - 1;
        if (image is null)
        {
            x = x.Last(axis);
        }

        (int inputs, int units) = (Ordering.Size(kernel.Shape[0]), Ordering.Size(kernel.Shape[1]));
        if (x.Term.Shape[^1] != inputs)
        {
            throw new RefusedException($"a matrix of {inputs} rows behind an axis of {x.Term.Shape[^1]}");
        }

        int[] output = [.. x.Term.Shape[..^1], units];
        LayerDraft layer = call.Draft.AddLayer(LayerName.Of(kernel, call.Node), "Dense", x.Term.Shape, output);
        layer.Attributes.Add($"Dense({units.ToString(CultureInfo.InvariantCulture)}{(bias is null ? WithoutBias : "")})");
        layer.Weights.Add(("kernel", [inputs, units], image is null ? kernel.Floats() : Rows(kernel.Floats(), units, image.Places())));
        if (bias is not null)
        {
            layer.Weights.Add(("bias", [units], bias.Floats()));
        }

        return x with { Term = ClassDraft.Call(layer, x.Term), Shape = [.. x.Shape[..^1], units], Flattened = null };
    }

    private static float[] Rows(float[] kernel, int units, int[] places)
    {
        float[] rows = new float[kernel.Length];
        for (int row = 0; row < places.Length; row++)
        {
            kernel.AsSpan(places[row] * units, units).CopyTo(rows.AsSpan(row * units));
        }

        return rows;
    }

    /// <summary>A product of two flows over the model's last two axes.</summary>
    private static Flow Product(Flow a, Flow b)
    {
        (bool isRow, bool isColumn) = (a.Shape.Length == 1, b.Shape.Length == 1);
        a = isRow ? a with { Shape = [1, .. a.Shape], Axes = [0, .. a.Axes.Select(axis => axis + 1)], Term = Terms.ExpandDims(a.Term, 0) } : a;
        b = isColumn ? b with { Shape = [.. b.Shape, 1], Axes = [.. b.Axes, 1], Term = Terms.ExpandDims(b.Term, b.Term.Shape.Length) } : b;
        long[] outer = Broadcasting.ShapeOf(a.Shape[..^2], b.Shape[..^2]);
        long[] shape = [.. outer, a.Shape[^2], b.Shape[^1]];

        // The batch may be the rows of the left matrix: a sample is then one row.
        bool isBatchRow = !Ordering.HasPlace(a.Shape[^2]);
        Term left = Matrix(a, outer, isBatchRow, out bool transposeLeft), right = Matrix(b, outer, false, out bool transposeRight);
        Term term = Terms.MatMul(left, right, transposeLeft, transposeRight);
        term = isBatchRow ? Terms.Reshape(term, [.. term.Shape[..^2], term.Shape[^1]]) : term;
        if (isRow || isColumn)
        {
            shape = [.. outer, .. isRow ? Array.Empty<long>() : [shape[^2]], .. isColumn ? Array.Empty<long>() : [shape[^1]]];
            term = Terms.Reshape(term, Ordering.SampleOf(shape));
        }

        return Flow.Natural(term, shape, a.Type);
    }

    /// <summary>Outer axes in the model's order, the last two in theirs or exchanged.</summary>
    private static Term Matrix(Flow x, long[] outer, bool isBatchRow, out bool transpose)
    {
        int rank = x.Shape.Length;
        int[] before = [.. x.Axes.Where(axis => axis < rank - 2).Order()];
        if (isBatchRow)
        {
            transpose = false;
            Term row = x.Ordered([.. before, rank - 1]).Term;
            return Terms.Reshape(row, [.. row.Shape[..^1], 1, row.Shape[^1]]);
        }

        transpose = x.Axes.Length >= 2 && x.Axes[^1] == rank - 2 && x.Axes[^2] == rank - 1 && x.Axes[..^2].SequenceEqual(before);
        Flow ordered = transpose ? x : x.Ordered([.. before, rank - 2, rank - 1]);
        Term term = ordered.Term;

        // Where the other has the batch, this one may have an axis of size 1 for it.
        int shift = outer.Length - (rank - 2);
        foreach (int place in Enumerable.Range(0, before.Length).Where(i => !Ordering.HasPlace(outer[before[i] + shift])).Reverse())
        {
            term = Terms.Squeeze(term, place);
        }

        return term;
    }

    private static IValue[] Gemm(NodeCall call)
    {
        float alpha = call.Float("alpha", 1), beta = call.Float("beta", 1);
        bool left = call.Int("transA", 0) != 0, right = call.Int("transB", 0) != 0;
        var bias = call.Optional(2) as Constant;
        if (call[0] is Flow && !left && call[1] is Constant kernel && (call.Optional(2) is null
            || (bias is not null && IsBias(bias, kernel, right))))
        {
            Constant matrix = right ? kernel.Transpose([1, 0]) : kernel;
            matrix.Name ??= kernel.Name;
            long[] units = [matrix.Shape[1]];
            return [Dense(call, call.Flow(0, keepFlattened: true), Scaled(matrix, alpha),
                bias is null ? null : Scaled(bias.Reshape([.. bias.Shape.SkipWhile(size => size == 1)]).BroadcastTo(units), beta))];
        }

        Arithmetic.RefuseSmall(call[0].Type);
        Flow a = Turned(call.Flow(0), left), b = Turned(call.Flow(1), right);
        Flow product = Product(a, b);
        product = alpha == 1 ? product : product.With(Elementwise.Times(alpha, product.Term));
        return [call.Optional(2) is not { } added ? product : Broadcasting.Apply(call.Draft, product.Type,
            terms => Terms.Add(terms[0], beta == 1 ? terms[1] : Elementwise.Times(beta, terms[1])), product, added)];
    }

    private static bool IsBias(Constant bias, Constant kernel, bool transposed) =>
        bias.Count == 1 || (bias.Count == bias.Shape[^1] && bias.Count == kernel.Shape[transposed ? 0 : 1]);

    private static Constant Scaled(Constant constant, float factor)
    {
        if (factor == 1)
        {
            return constant;
        }

        var scaled = Constant.Of(OnnxElementType.Float, constant.Shape, Array.ConvertAll(constant.Floats(), value => value * factor));
        scaled.Name = constant.Name;
        return scaled;
    }

    private static Flow Turned(Flow x, bool turn) => turn && x.Shape.Length == 2
        ? x with { Axes = [.. x.Axes.Select(axis => 1 - axis)], Shape = [x.Shape[1], x.Shape[0]] } : x;

    /// <summary>Whole numbers are exact in floats as far as 2^24; zero points go first.</summary>
    private static IValue[] Integers(NodeCall call)
    {
        Flow Centred(int i) => call.Optional(i + 2) is not { } zero ? call.Flow(i)
            : Broadcasting.Apply(call.Draft, OnnxElementType.Int32, terms => Terms.Subtract(terms[0], terms[1]), call.Flow(i), zero);
        return [Product(Centred(0), Centred(1)) with { Type = OnnxElementType.Int32 }];
    }
}
