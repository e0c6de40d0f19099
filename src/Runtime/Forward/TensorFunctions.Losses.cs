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
    /// <param name="output">What the network gives.</param>
    /// <param name="target">What it should give, of the same shape.</param>
    /// <param name="weights">Factors for the losses of places, of the output's shape or of its first axes; by default 1.</param>
    protected static Tensor MeanSquaredError(Tensor output, Tensor target, Tensor? weights = null) => throw Tensor.NeverRuns();

    /// <summary>The mean of the absolute differences of a sample.</summary>
    /// <param name="output">What the network gives.</param>
    /// <param name="target">What it should give, of the same shape.</param>
    /// <param name="weights">Factors for the losses of places, of the output's shape or of its first axes; by default 1.</param>
    protected static Tensor MeanAbsoluteError(Tensor output, Tensor target, Tensor? weights = null) => throw Tensor.NeverRuns();

    /// <summary>Huber's loss of a sample: squares up to delta, linear beyond.</summary>
    /// <param name="output">What the network gives.</param>
    /// <param name="target">What it should give, of the same shape.</param>
    /// <param name="delta">Where it turns; above 0.</param>
    /// <param name="weights">Factors for the losses of places, of the output's shape or of its first axes; by default 1.</param>
    protected static Tensor Huber(Tensor output, Tensor target, float delta = 1f, Tensor? weights = null) => throw Tensor.NeverRuns();

    /// <summary>The cross-entropy of a sample's probabilities, or logits, with targets from 0 to 1; the mean of its places.</summary>
    /// <param name="output">What the network gives.</param>
    /// <param name="target">What it should give, of the same shape.</param>
    /// <param name="fromLogits">Whether the output is not yet a probability.</param>
    /// <param name="labelSmoothing">The share of a target that is spread evenly, 0 to 1.</param>
    /// <param name="weights">Factors for the losses of places, of the output's shape or of its first axes; by default 1.</param>
    protected static Tensor BinaryCrossentropy(
        Tensor output, Tensor target, bool fromLogits = false, float labelSmoothing = 0f, Tensor? weights = null) => throw Tensor.NeverRuns();

    /// <summary>
    /// The cross-entropy of a sample's distributions over the last axis, or logits, with target distributions; the mean of its rows.
    /// </summary>
    /// <param name="output">What the network gives.</param>
    /// <param name="target">What it should give, of the same shape.</param>
    /// <param name="fromLogits">Whether the output is not yet a distribution.</param>
    /// <param name="labelSmoothing">The share of a target that is spread evenly, 0 to 1.</param>
    /// <param name="weights">Factors for the losses of rows, of the output's shape without its last axis or of its first axes; by default 1.</param>
    protected static Tensor CategoricalCrossentropy(
        Tensor output, Tensor target, bool fromLogits = false, float labelSmoothing = 0f, Tensor? weights = null) => throw Tensor.NeverRuns();

    /// <summary>The cross-entropy of a sample's distributions over the last axis, or logits, with class numbers; the mean of its rows.</summary>
    /// <param name="output">What the network gives.</param>
    /// <param name="target">A class number for each row, of the output's shape without its last axis.</param>
    /// <param name="fromLogits">Whether the output is not yet a distribution.</param>
    /// <param name="ignoreClass">The class number of rows that do not count, which need be no class, such as -1; by default all count.</param>
    /// <param name="weights">Factors for the losses of rows, of the target's shape or of its first axes; by default 1.</param>
    protected static Tensor SparseCategoricalCrossentropy(
        Tensor output, Tensor target, bool fromLogits = false, int ignoreClass = int.MinValue, Tensor? weights = null) => throw Tensor.NeverRuns();

    /// <summary>
    /// Connectionist temporal classification (Graves et al., 2006): minus the logarithm of the probability of the labels, summed over all ways to
    /// spread them over the steps. Each step has a class; classes that repeat count once, and blanks, which part labels, are left out. Where the
    /// steps are too few for the labels and a blank between equal ones, the sample has no loss and no gradient. The best path of a prediction is
    /// <see cref="CtcDecoding.BestPath"/>.
    /// </summary>
    /// <param name="scores">Logits of each step, [steps, classes]; a log-softmax is part of the loss.</param>
    /// <param name="labels">Class numbers, [labels], filled up with blanks behind the last.</param>
    /// <param name="blank">The class that is the blank; 0 by default, as in Keras and PyTorch.</param>
    /// <param name="steps">How many steps of a sample count, of shape [] or [1]; by default all, or those that a mask of the scores says.</param>
    /// <param name="count">How many labels a sample has, of shape [] or [1]; by default as many as are no blanks.</param>
    protected static Tensor Ctc(Tensor scores, Tensor labels, int blank = 0, Tensor? steps = null, Tensor? count = null) =>
        throw Tensor.NeverRuns();
}
