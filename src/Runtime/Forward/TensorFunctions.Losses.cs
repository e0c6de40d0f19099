namespace NetCompiler;

public abstract partial class TensorFunctions
{
    /// <summary>
    /// The sum of the elements times a target: the loss whose gradient with respect to the output is the target. It trains a network through another
    /// one, which
    /// gives the gradient of its input.
    /// </summary>
    protected static Tensor GivenGradient(Tensor output, Tensor gradient) => throw Tensor.NeverRuns();

    /// <summary>The mean of the squared differences of a sample.</summary>
    protected static Tensor MeanSquaredError(Tensor output, Tensor target) => throw Tensor.NeverRuns();

    /// <summary>The mean of the absolute differences of a sample.</summary>
    protected static Tensor MeanAbsoluteError(Tensor output, Tensor target) => throw Tensor.NeverRuns();

    /// <summary>Huber's loss of a sample: squares up to delta, linear beyond.</summary>
    protected static Tensor Huber(Tensor output, Tensor target, float delta = 1f) => throw Tensor.NeverRuns();

    /// <summary>The cross-entropy of a sample's probabilities, or logits, with targets from 0 to 1; the mean of its places.</summary>
    protected static Tensor BinaryCrossentropy(Tensor output, Tensor target, bool fromLogits = false, float labelSmoothing = 0f) =>
        throw Tensor.NeverRuns();

    /// <summary>
    /// The cross-entropy of a sample's distributions over the last axis, or logits, with target distributions; the mean of its rows.
    /// </summary>
    protected static Tensor CategoricalCrossentropy(Tensor output, Tensor target, bool fromLogits = false, float labelSmoothing = 0f) =>
        throw Tensor.NeverRuns();

    /// <summary>The cross-entropy of a sample's distributions over the last axis, or logits, with class numbers; the mean of its rows.</summary>
    protected static Tensor SparseCategoricalCrossentropy(Tensor output, Tensor target, bool fromLogits = false) => throw Tensor.NeverRuns();
}
