namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Rows that the inputs choose.</summary>
internal static class Lookups
{
    private const int MostChoices = 4096;

    /// <summary>Of a constant, an embedding; of what depends on the inputs, a product with rows of one 1.</summary>
    public static Flow Gather(NodeCall call, Flow numbers, int axis)
    {
        numbers = numbers.Natural();
        if (call[0] is Constant { Shape: [var rows, var width] } table && axis == 0)
        {
            return Embedding(call, numbers, table, rows, width);
        }

        Flow x = call.Flow(0);
        if (x.BatchAxis >= 0 && numbers.BatchAxis >= 0 && axis <= x.BatchAxis)
        {
            throw new RefusedException("it looks up samples of a batch");
        }

        if (x.BatchAxis >= 0 && (numbers.BatchAxis >= 0 || x.BatchAxis > axis))
        {
            throw new RefusedException("both what is looked up and where depend on the inputs of a batch");
        }

        // [before, size, after]: places x size times size x after, for each place before.
        x = x.Natural();
        int size = x.Term.Shape[x.Place(axis)];
        CheckChoices(size);
        int[] before = [.. x.Term.Shape[..x.Place(axis)]], after = [.. x.Term.Shape[(x.Place(axis) + 1)..]];
        int count = Product(numbers.Term.Shape);
        Term flat = Terms.Reshape(numbers.Term, [count]);
        Term wrapped = Wrapped(flat, size);
        Term chosen = new($"OneHot({{0}}, {Terms.Text(size)})", Level.Primary, [count, size], wrapped);
        Term found = Terms.MatMul(chosen, Terms.Reshape(x.Term, [.. before, size, Product(after)]));
        long[] shape = [.. x.Shape[..axis], .. numbers.Shape, .. x.Shape[(axis + 1)..]];
        return Flow.Natural(Terms.Reshape(found, Ordering.SampleOf(shape)), shape, x.Type);
    }

    /// <summary>Places below 0 count from the end.</summary>
    public static Term Wrapped(Term numbers, int size) =>
        Terms.Where(Terms.Compare("<", numbers, Terms.Number(0)), Terms.Add(numbers, Terms.Number(size)), numbers);

    public static void CheckChoices(int size)
    {
        if (size > MostChoices)
        {
            throw new RefusedException($"a choice of {size} places; {MostChoices} are the most");
        }
    }

    private static Flow Embedding(NodeCall call, Flow numbers, Constant table, long rows, long width)
    {
        (int height, int length) = (Ordering.Size(rows), Ordering.Size(width));
        int[] output = [.. numbers.Term.Shape, length];
        LayerDraft layer = call.Draft.AddLayer(LayerName.Of(table, call.Node), "Embedding", numbers.Term.Shape, output);
        layer.Attributes.Add($"Embedding({height}, {length})");
        layer.Weights.Add(("embeddings", [height, length], table.Floats()));
        return Flow.Natural(ClassDraft.Call(layer, numbers.Term), [.. numbers.Shape, width], table.Type);
    }

    private static int Product(int[] sizes) => sizes.Aggregate(1, (product, size) => checked(product * size));
}
