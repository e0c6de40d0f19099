namespace NetCompiler.Onnx.Import.Operations;

/// <summary>The same numbers in another shape.</summary>
internal static class Reshaping
{
    public static Flow To(Flow x, long[] wanted)
    {
        long[] shape = Complete(x.Shape, wanted);
        int batch = x.BatchAxis;
        if (batch >= 0 && Before(x.Shape) != Before(shape))
        {
            throw new RefusedException($"from {Batch.Print(x.Shape)} to {Batch.Print(shape)} it mixes the batch with other axes");
        }

        int[] sizes = Ordering.SampleOf(shape);
        if (shape.SequenceEqual(x.Shape))
        {
            return x;
        }

        return Flattening(x, sizes) is { } image
            ? new Flow(Terms.Reshape(x.Term, sizes), Ordering.AxesOf(shape), shape, x.Type) { Flattened = image }
            : Flow.Natural(Terms.Reshape(x.Natural().Term, sizes), shape, x.Type);
    }

    /// <summary>An image with the channels last that becomes one axis: who reads that may have its weights in any order.</summary>
    private static Flattened? Flattening(Flow x, int[] sizes)
    {
        if (x.Flattened is not null || sizes.Length is < 1 or > 2 || x.Axes.Length < 2)
        {
            return null;
        }

        int kept = sizes.Length - 1;
        int[] image = [.. x.Axes[kept..]];
        bool isWhole = x.Term.Shape[kept..].Aggregate(1L, (product, size) => product * size) == sizes[^1]
            && (kept == 0 || (x.Axes[0] == x.Axes.Min() && x.Term.Shape[0] == sizes[0]));
        int[] order = [.. image.Order()];
        int[] moving = [.. image.Where((_, place) => x.Term.Shape[kept + place] > 1)];
        return isWhole && !moving.SequenceEqual(moving.Order())
            ? new Flattened([.. order.Select(axis => x.Term.Shape[x.PlaceOf(axis)])], [.. image.Select(axis => Array.IndexOf(order, axis))]) : null;
    }

    /// <summary>Finds the size that is left open, and the batch where a model was traced with a number for it.</summary>
    private static long[] Complete(long[] from, long[] wanted)
    {
        long[] shape = [.. wanted];
        long count = Product(from), known = Product([.. wanted.Where(size => size != -1)]);
        if (wanted.Count(size => size == -1) > 1 || wanted.Any(size => size < -1))
        {
            throw new RefusedException($"[{Listing.FirstOf(wanted)}] is no shape");
        }

        int open = Array.IndexOf(wanted, -1);
        bool isTraced = from.Any(Batch.Has) && shape.Length > 1 && !shape.Any(Batch.Has) && (open > 0 ? wanted[0] == 1 : open < 0);
        if (isTraced)
        {
            shape[0] = Batch.Size;
            known = known / Math.Max(1, wanted[0]) * Batch.Size;
        }

        if (open >= 0 && known != 0 && count % known == 0)
        {
            shape[open] = count / known;
        }

        return shape.All(size => size > 0) && Product(shape) == count ? shape
            : throw new RefusedException($"{Batch.Print(from)} cannot become {Batch.Print(wanted)}");
    }

    private static long Product(long[] sizes) => sizes.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>How many elements stand before the batch's axis.</summary>
    private static long Before(long[] shape) => Product(shape[..Math.Max(0, Array.FindIndex(shape, Batch.Has))]);
}
