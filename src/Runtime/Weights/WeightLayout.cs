namespace NetCompiler;

/// <summary>Whose names and orders of axes the tensors of a file of weights have.</summary>
public enum WeightLayout
{
    /// <summary>
    /// <c>dense/kernel</c> [in, units], <c>conv2d/kernel</c> [height, width, in / groups, filters], <c>dense/bias</c> [units]: the layout of a
    /// network's parameters.
    /// </summary>
    Keras,

    /// <summary>
    /// <c>dense.weight</c> [units, in], <c>conv2d.weight</c> [filters, in / groups, height, width], <c>dense.bias</c> [units]. PyTorch's images are
    /// [channels, height, width]:
    /// a dense layer behind a flattened image, or before a vector that becomes one, has its features in that order.
    /// </summary>
    PyTorch,
}
