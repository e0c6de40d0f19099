namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Layers that take one image of a sample.</summary>
internal static class Images
{
    private const int MostAtOnce = 32;

    /// <summary>The sizes of an image without its channels.</summary>
    public static int[] SizesOf(Flow x) => x.Shape.Length >= 3 ? [.. x.Shape[2..].Select(Ordering.Size)]
        : throw new RefusedException($"an image of the shape {Batch.Print(x.Shape)}");

    /// <summary>Applies layers to each image; one after the other where a sample has several.</summary>
    /// <param name="x">[N, channels, ...] of the model.</param>
    /// <param name="shape">What comes out in the model's order.</param>
    /// <param name="layers">From [..., channels] to [..., channels].</param>
    public static Flow Apply(Flow x, long[] shape, Func<Term, Term> layers)
    {
        Flow images = x.Images();
        Term term = images.Term;
        if (images.Axes[0] == 0)
        {
            int count = term.Shape[0];
            if (count > MostAtOnce)
            {
                throw new RefusedException($"{count} images within a sample; {MostAtOnce} are the most");
            }

            Term[] each = [.. Enumerable.Range(0, count).Select(i => layers(Terms.At(term, 0, i)))];
            term = count == 1 ? Terms.ExpandDims(each[0], 0) : Terms.Call("Stack", [count, .. each[0].Shape], each);
        }
        else
        {
            term = layers(term);
        }

        return new Flow(term, images.Axes, shape, x.Type);
    }

    /// <summary>Numbers around an image [..., channels].</summary>
    public static Term Pad(Term x, int[] before, int[] after, double value)
    {
        for (int axis = 0; axis < before.Length; axis++)
        {
            x = Padding.Axis(x, axis, before[axis], after[axis], "constant", value);
        }

        return x;
    }
}
