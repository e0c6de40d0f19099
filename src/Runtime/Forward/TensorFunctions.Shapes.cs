namespace NetCompiler;

public abstract partial class TensorFunctions
{
    /// <summary>Tensors one after the other along the last axis; the other sizes agree.</summary>
    protected static Tensor Concat(params Tensor[] parts) => throw Tensor.NeverRuns();

    /// <summary>Tensors one after the other along an axis; the other sizes agree.</summary>
    protected static Tensor Concat(int axis, params Tensor[] parts) => throw Tensor.NeverRuns();

    /// <summary>Tensors of one shape along a new first axis.</summary>
    protected static Tensor Stack(params Tensor[] parts) => throw Tensor.NeverRuns();

    /// <summary>The same numbers, row-major, under another shape; one size may be -1 and is inferred.</summary>
    protected static Tensor Reshape(Tensor x, params int[] shape) => throw Tensor.NeverRuns();

    /// <summary>All axes into one, row-major.</summary>
    protected static Tensor Flatten(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The axes in another order: axis i of the result is axis <c>axes[i]</c>; without any, the last two axes exchanged.</summary>
    protected static Tensor Transpose(Tensor x, params int[] axes) => throw Tensor.NeverRuns();

    /// <summary>A new axis of size 1.</summary>
    protected static Tensor ExpandDims(Tensor x, int axis) => throw Tensor.NeverRuns();

    /// <summary>Without an axis of size 1.</summary>
    protected static Tensor Squeeze(Tensor x, int axis) => throw Tensor.NeverRuns();

    /// <summary>Repeated along axes of size 1 and new first axes, to a shape.</summary>
    protected static Tensor BroadcastTo(Tensor x, params int[] shape) => throw Tensor.NeverRuns();

    /// <summary>Repeated so often along each axis.</summary>
    protected static Tensor Tile(Tensor x, params int[] repeats) => throw Tensor.NeverRuns();

    /// <summary>
    /// The parts of x at places along an axis: the axes of <paramref name="places"/> stand where that axis was. Other numbers than those of places
    /// give 0.
    /// </summary>
    protected static Tensor Gather(Tensor x, Tensor places, int axis = 0) => throw Tensor.NeverRuns();

    /// <summary>Zeros, the same for every sample; with no size, a single number.</summary>
    protected static Tensor Zeros(params int[] shape) => throw Tensor.NeverRuns();

    /// <summary>Ones, the same for every sample; with no size, a single number.</summary>
    protected static Tensor Ones(params int[] shape) => throw Tensor.NeverRuns();

    /// <summary>0, 1, ... up to count - 1, shape [count].</summary>
    protected static Tensor Arange(int count) => throw Tensor.NeverRuns();

    /// <summary>1 at the place that a class number names, else 0: [...] to [..., classes]; no gradient flows.</summary>
    protected static Tensor OneHot(Tensor x, int classes) => throw Tensor.NeverRuns();

    /// <summary>In training, zeroes each value with probability rate and scales the others by 1 / (1 - rate).</summary>
    protected static Tensor Dropout(Tensor x, float rate) => throw Tensor.NeverRuns();

    /// <summary>
    /// Numbers of the standard normal distribution, others for each sample and training step; in predictions and evaluations their mean, 0.
    /// </summary>
    protected static Tensor RandomNormal(params int[] shape) => throw Tensor.NeverRuns();

    /// <summary>Even numbers from 0 to 1, others for each sample and training step; in predictions and evaluations their mean, 0.5.</summary>
    protected static Tensor RandomUniform(params int[] shape) => throw Tensor.NeverRuns();

    /// <summary>
    /// 1 with the probability that each element says, else 0, drawn for each sample and training step; in predictions and evaluations the
    /// probability. No gradient flows.
    /// </summary>
    protected static Tensor Bernoulli(Tensor probability) => throw Tensor.NeverRuns();

    /// <summary>The same values, but a constant for the gradient.</summary>
    protected static Tensor StopGradient(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The same values; the gradient is multiplied by -scale on its way back (Ganin and Lempitsky, 2015).</summary>
    protected static Tensor ReverseGradient(Tensor x, float scale = 1f) => throw Tensor.NeverRuns();
}
