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
