namespace NetCompiler;

/// <summary>What recurrent layers share. They go through a sequence [steps, features] and carry a state of some values from step to step.</summary>
/// <remarks>
/// The output is the last state, [units], or that of every step. A method of such a layer may take the first states behind the sequence, [units]
/// each, and gives the last ones beside the output where <see cref="ReturnState"/> says so. Steps that do not count
/// (<see cref="EmbeddingAttribute.MaskZero"/>, <see cref="MaskingAttribute"/>) leave the state as it is.
/// </remarks>
/// <param name="units">Values of the state, at least 1.</param>
public abstract class RecurrentLayerAttribute(int units) : ParameterLayerAttribute
{
    /// <summary>Values of the state.</summary>
    public int Units { get; } = units;

    /// <summary>Of the candidate and the output: one that works on each value by itself; tanh by default.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>Whether the output has all steps, [steps, units]; false by default: only the last, [units].</summary>
    public bool ReturnSequences { get; set; }

    /// <summary>Whether the layer's method also returns the last states, in a tuple behind the output; false by default.</summary>
    public bool ReturnState { get; set; }

    /// <summary>Whether the steps are taken from the last to the first, and given in that order; false by default.</summary>
    public bool GoBackwards { get; set; }

    /// <summary>Whether biases are added; true by default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Share of the inputs that training drops, the same ones in all steps, from 0 to below 1.</summary>
    public float Dropout { get; set; }

    /// <summary>Share of the state that training drops where it is multiplied, the same in all steps (Gal and Ghahramani, 2016).</summary>
    public float RecurrentDropout { get; set; }

    /// <summary>Steps after which no gradient passes on to the ones before; 0, the default, for never.</summary>
    public int Truncate { get; set; }

    /// <summary>
    /// Whether a training step begins with the states that the one before has left, so that sample i of a batch goes on where sample i of the batch
    /// before has ended; no gradient passes from one to the other. False by default. Predictions and evaluations begin with zeros.
    /// <see cref="TrainableNetwork.ResetStates"/> lets training do so, too. Not with <see cref="BidirectionalAttribute"/>.
    /// </summary>
    public bool Stateful { get; set; }

    /// <summary>Whether steps that do not count give zeros; false by default: they repeat the output before them.</summary>
    public bool ZeroOutputForMask { get; set; }

    /// <summary>How the kernel of the inputs, [features, gates units], is drawn; Glorot's uniform by default.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>How the kernel of the state, [units, gates units], is drawn; an orthogonal matrix by default.</summary>
    public Initializer RecurrentInitializer { get; set; } = Initializer.Orthogonal;

    /// <summary>How the bias is drawn; zeros by default.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;

    /// <summary>Adds this times the sum of the kernel's absolute values to the loss; 0 by default.</summary>
    public float KernelL1 { get; set; }

    /// <summary>Adds this times the sum of the kernel's squares to the loss; 0 by default.</summary>
    public float KernelL2 { get; set; }

    /// <summary>After each update, each column of the kernel has at most this Euclidean norm; no limit by default.</summary>
    public float KernelMaxNorm { get; set; } = float.PositiveInfinity;

    /// <summary>Adds this times the sum of the recurrent kernel's absolute values to the loss; 0 by default.</summary>
    public float RecurrentL1 { get; set; }

    /// <summary>Adds this times the sum of the recurrent kernel's squares to the loss; 0 by default.</summary>
    public float RecurrentL2 { get; set; }

    /// <summary>After each update, each column of the recurrent kernel has at most this Euclidean norm; no limit by default.</summary>
    public float RecurrentMaxNorm { get; set; } = float.PositiveInfinity;

    /// <summary>Adds this times the sum of the bias' absolute values to the loss; 0 by default.</summary>
    public float BiasL1 { get; set; }

    /// <summary>Adds this times the sum of the bias' squares to the loss; 0 by default.</summary>
    public float BiasL2 { get; set; }
}

/// <summary>A recurrent layer whose state is its output: h' = tanh(x W + b + h U).</summary>
/// <param name="units">Values of the state, at least 1.</param>
public sealed class SimpleRNNAttribute(int units) : RecurrentLayerAttribute(units)
{
    /// <summary>Whether h U has a bias of its own, as in PyTorch, where it is one more parameter to train; false by default, as in Keras.</summary>
    public bool RecurrentBias { get; set; }
}

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber, 1997). With z = x W + b + h U, whose columns are the blocks i, f, c, o of Keras and PyTorch:
/// c' = sigmoid(f) c + sigmoid(i) tanh(c), h' = sigmoid(o) tanh(c'). Its states are h and c.
/// </summary>
/// <param name="units">Values of each state, at least 1.</param>
public sealed class LSTMAttribute(int units) : RecurrentLayerAttribute(units)
{
    /// <summary>Of the gates: one that works on each value by itself; sigmoid by default.</summary>
    public Activation RecurrentActivation { get; set; } = Activation.Sigmoid;

    /// <summary>Whether a bias of zeros begins with ones for the forget gates; true by default.</summary>
    public bool UnitForgetBias { get; set; } = true;

    /// <summary>Whether h U has a bias of its own, as in PyTorch, where it is one more parameter to train; false by default, as in Keras.</summary>
    public bool RecurrentBias { get; set; }
}

/// <summary>
/// Gated recurrent unit (Cho et al., 2014): h' = z h + (1 - z) g, with the gates z and r and the candidate g, the blocks of its kernels' columns in
/// Keras' order.
/// </summary>
/// <param name="units">Values of the state, at least 1.</param>
public sealed class GRUAttribute(int units) : RecurrentLayerAttribute(units)
{
    /// <summary>Of the gates: one that works on each value by itself; sigmoid by default.</summary>
    public Activation RecurrentActivation { get; set; } = Activation.Sigmoid;

    /// <summary>
    /// Whether the reset gate stands behind the product, g = tanh(x W + b + r (h U + c)), as in cuDNN and PyTorch, or before it,
    /// g = tanh(x W + b + (r h) U); true by default, as in Keras. Behind it, h U has a bias of its own.
    /// </summary>
    public bool ResetAfter { get; set; } = true;
}

/// <summary>
/// Before a recurrent layer's attribute: the layer goes through the sequence in both directions, with parameters for each. An output of all steps has
/// both directions' outputs of the same step side by side.
/// </summary>
/// <param name="merge">How the two outputs become one; behind one another by default.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class BidirectionalAttribute(Merge merge = Merge.Concat) : Attribute
{
    /// <summary>How the two outputs become one.</summary>
    public Merge Merge { get; } = merge;
}

/// <summary>
/// Before a layer's attribute: the layer is applied to each step of [steps, ...] by itself, with the same parameters. Layers that work along the last
/// axis, such as <see cref="DenseAttribute"/>, need it not.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class TimeDistributedAttribute : Attribute;

/// <summary>
/// Steps of [steps, features] all of whose values are <see cref="MaskValue"/> do not count for the layers behind: recurrent ones pass over them, and
/// attention, pools over all steps and losses leave them out. Their values become 0.
/// </summary>
public sealed class MaskingAttribute : LayerAttribute
{
    /// <summary>What all values of a step are that does not count; 0 by default.</summary>
    public float MaskValue { get; set; }
}
