namespace NetCompiler.Onnx.Import.Operations;

/// <summary>
/// Interpolation. It goes along one axis after the other, and along each it is a product with a matrix that is known while importing, or, for the
/// nearest
/// places, a choice of places.
/// </summary>
internal static class Resizing
{
    public static Flow Of(NodeCall call)
    {
        Flow x = call.Flow(0);
        string mode = call.Text("mode", "nearest");
        (long[] sizes, double[] scales) = Sizes(call, x.Shape);
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] == x.Shape[axis] && (scales[axis] == 1 || Batch.Has(sizes[axis])))
            {
                continue;
            }

            int from = Ordering.Size(x.Shape[axis]), to = Ordering.Size(sizes[axis]), place = x.Place(axis);
            var line = new Interpolation(call, from, to, scales[axis]);
            Term term = mode == "nearest" ? Indexing.Pick(x.Term, place, line.Nearest()) : Product(call, x.Term, place, line.Weights(mode), to);
            long[] shape = [.. x.Shape];
            shape[axis] = to;
            x = x with { Term = term, Shape = shape };
        }

        return x;
    }

    /// <summary>The sizes that come out, and what they are multiplied by, which need not be the same to the last digit.</summary>
    private static (long[] Sizes, double[] Scales) Sizes(NodeCall call, long[] shape)
    {
        if (call.Text("coordinate_transformation_mode", "") == "tf_crop_and_resize" || call.Has("axes") || call.Int("antialias", 0) != 0)
        {
            throw new RefusedException("parts that are cut out and resized, axes of their own or smoothing");
        }

        int place = call.Operation == "Upsample" || call.Opset < 11 ? 1 : 2;
        if (call.Operation == "Resize" && call.Optional(3) is Constant { Count: > 0 } wanted)
        {
            long[] sizes = wanted.Wholes();
            return (sizes, [.. sizes.Select((size, axis) => (double)size / shape[axis])]);
        }

        double[] scales = call.Find("scales") is { } attribute ? [.. attribute.Floats.Select(scale => (double)scale)]
            : [.. call.Known(place, "the scales").Floats().Select(scale => (double)scale)];
        if (scales.Length != shape.Length || scales.Any(scale => !(scale > 0)))
        {
            throw new RefusedException($"scales [{Listing.FirstOf(scales)}] for {shape.Length} axes");
        }

        return ([.. shape.Select((size, axis) => scales[axis] == 1 ? size : (long)Math.Floor(size * scales[axis]))], scales);
    }

    /// <summary>A product with the weights [from, to] along one axis.</summary>
    private static Term Product(NodeCall call, Term x, int axis, float[] weights, int to)
    {
        int from = x.Shape[axis], rank = x.Shape.Length;
        Term matrix = call.Draft.Table(Constant.Of(OnnxElementType.Float, [from, to], weights), [from, to]);
        int[] last = [.. Enumerable.Range(0, rank).Where(other => other != axis), axis];
        int[] back = [.. Enumerable.Range(0, rank).Select(other => Array.IndexOf(last, other))];
        Term moved = Terms.Transpose(x, last);
        Term rows = moved.Shape.Length == 1 ? Terms.ExpandDims(moved, 0) : moved;
        return Terms.Transpose(Terms.Reshape(Terms.MatMul(rows, matrix), [.. moved.Shape[..^1], to]), back);
    }
}
