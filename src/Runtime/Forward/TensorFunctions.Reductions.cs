namespace NetCompiler;

public abstract partial class TensorFunctions
{
    /// <summary>The sum along an axis.</summary>
    protected static Tensor Sum(Tensor x, int axis, bool keepDims = false) => throw Tensor.NeverRuns();

    /// <summary>The sum along the given axes; along all of them, if none is given.</summary>
    protected static Tensor Sum(Tensor x, params int[] axes) => throw Tensor.NeverRuns();

    /// <summary>The mean along an axis.</summary>
    protected static Tensor Mean(Tensor x, int axis, bool keepDims = false) => throw Tensor.NeverRuns();

    /// <summary>The mean along the given axes; along all of them, if none is given.</summary>
    protected static Tensor Mean(Tensor x, params int[] axes) => throw Tensor.NeverRuns();

    /// <summary>The largest element along an axis.</summary>
    protected static Tensor Max(Tensor x, int axis, bool keepDims = false) => throw Tensor.NeverRuns();

    /// <summary>The largest element along the given axes; along all of them, if none is given.</summary>
    protected static Tensor Max(Tensor x, params int[] axes) => throw Tensor.NeverRuns();

    /// <summary>The smallest element along an axis.</summary>
    protected static Tensor Min(Tensor x, int axis, bool keepDims = false) => throw Tensor.NeverRuns();

    /// <summary>The smallest element along the given axes; along all of them, if none is given.</summary>
    protected static Tensor Min(Tensor x, params int[] axes) => throw Tensor.NeverRuns();

    /// <summary>The product along an axis.</summary>
    protected static Tensor Prod(Tensor x, int axis, bool keepDims = false) => throw Tensor.NeverRuns();

    /// <summary>The product along the given axes; along all of them, if none is given.</summary>
    protected static Tensor Prod(Tensor x, params int[] axes) => throw Tensor.NeverRuns();

    /// <summary>
    /// The sum of all elements up to each one along an axis; without the element itself if <paramref name="exclusive"/>, from the end if
    /// <paramref name="reverse"/>.
    /// </summary>
    protected static Tensor CumSum(Tensor x, int axis = -1, bool exclusive = false, bool reverse = false) => throw Tensor.NeverRuns();

    /// <summary>
    /// The largest elements along an axis, the largest first, and their places; of equal ones the first counts as larger. Gradients flow through the
    /// values.
    /// </summary>
    protected static (Tensor Values, Tensor Places) TopK(Tensor x, int count, int axis = -1) => throw Tensor.NeverRuns();

    /// <summary>
    /// Einstein's sum: the letters of a pattern such as <c>bij,bjk-&gt;bik</c> name the axes, and what the result does not have is summed over;
    /// <c>...</c> stands for any first axes, which are broadcast.
    /// </summary>
    protected static Tensor Einsum(string pattern, params Tensor[] operands) => throw Tensor.NeverRuns();

    /// <summary>The Euclidean norm along an axis: the root of the sum of squares. Where all elements are 0, so is its gradient.</summary>
    protected static Tensor Norm(Tensor x, int axis, bool keepDims = false) => throw Tensor.NeverRuns();

    /// <summary>The Euclidean norm along the given axes; along all of them, if none is given. Where all elements are 0, so is its gradient.</summary>
    protected static Tensor Norm(Tensor x, params int[] axes) => throw Tensor.NeverRuns();

    /// <summary>The mean square of the distances from the mean, along an axis.</summary>
    protected static Tensor Variance(Tensor x, int axis = -1, bool keepDims = false) => throw Tensor.NeverRuns();

    /// <summary>The number of the first largest element along an axis; no gradient flows.</summary>
    protected static Tensor ArgMax(Tensor x, int axis = -1) => throw Tensor.NeverRuns();

    /// <summary>The matrix product of the last two axes; the axes before them agree or are broadcast.</summary>
    protected static Tensor MatMul(Tensor left, Tensor right, bool transposeLeft = false, bool transposeRight = false) => throw Tensor.NeverRuns();
}
