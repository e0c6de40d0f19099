namespace NetCompiler;

/// <summary>
/// A row of a table for each whole number: [...] to [..., <paramref name="outputDim"/>]. Numbers are floats from 0 to <paramref name="inputDim"/> -
/// 1; where they come
/// straight from an input, others are refused.
/// </summary>
/// <param name="inputDim">Rows of the table, at least 1: the size of a vocabulary.</param>
/// <param name="outputDim">Floats of a row, at least 1.</param>
public sealed class EmbeddingAttribute(int inputDim, int outputDim) : ParameterLayerAttribute
{
    /// <summary>Rows of the table.</summary>
    public int InputDim { get; } = inputDim;

    /// <summary>Floats of a row.</summary>
    public int OutputDim { get; } = outputDim;

    /// <summary>
    /// Whether steps whose number is 0 are padding, which does not count for the layers behind: recurrent ones pass over them, and attention, pools
    /// over all steps and losses leave them out. False by default.
    /// </summary>
    public bool MaskZero { get; set; }

    /// <summary>
    /// Whether a training step touches only the rows that it reads: others keep their values, and their part of the optimizer's state, as they are,
    /// however large the table is. It is PyTorch's <c>sparse=True</c>, and for any optimizer; Keras has nothing like it. False by default.
    /// </summary>
    public bool SparseUpdates { get; set; }

    /// <summary>How the table is drawn; uniform from -0.05 to 0.05 by default.</summary>
    public Initializer EmbeddingsInitializer { get; set; } = Initializer.RandomUniform;

    /// <summary>Adds this times the sum of the table's absolute values to the loss; 0 by default.</summary>
    public float EmbeddingsL1 { get; set; }

    /// <summary>Adds this times the sum of the table's squares to the loss; 0 by default.</summary>
    public float EmbeddingsL2 { get; set; }

    /// <summary>After each update, each row of the table has at most this Euclidean norm; no limit by default.</summary>
    public float EmbeddingsMaxNorm { get; set; } = float.PositiveInfinity;
}

/// <summary>
/// A learned row for each place along the last axis but one: [..., places, width] to the same shape, the same for every sample. It is meant to be
/// added to the
/// input.
/// </summary>
/// <param name="sequenceLength">Rows of the table, at least as many as places.</param>
public sealed class PositionEmbeddingAttribute(int sequenceLength) : ParameterLayerAttribute
{
    /// <summary>Rows of the table.</summary>
    public int SequenceLength { get; } = sequenceLength;

    /// <summary>How the table is drawn; Glorot's uniform by default.</summary>
    public Initializer EmbeddingsInitializer { get; set; } = Initializer.GlorotUniform;
}

/// <summary>
/// A tensor that the network keeps and learns, the same for every sample: a class token, a learned query. It stands above a method without
/// parameters.
/// </summary>
/// <param name="shape">Its sizes, each at least 1.</param>
public sealed class ParameterAttribute(params int[] shape) : ParameterLayerAttribute
{
    /// <summary>Its sizes.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>How it is drawn; normal with a deviation of 0.05 by default.</summary>
    public Initializer Initializer { get; set; } = Initializer.RandomNormal;
}

/// <summary>
/// A dense layer whose kernel is the table of an embedding, transposed: weight tying (Press and Wolf, 2017). [..., width] to [..., rows].
/// </summary>
/// <param name="layer">
/// The name of the method whose embedding has the table; it is called before. One in a block is named by the methods on the way to it, as in
/// <c>Encode/Tokens</c>.
/// </param>
public sealed class TiedDenseAttribute(string layer) : ParameterLayerAttribute
{
    /// <summary>The method of the embedding.</summary>
    public string Layer { get; } = layer;

    /// <summary>Applied to the layer's output.</summary>
    public Activation Activation { get; set; }

    /// <summary>Whether a bias is added; false by default.</summary>
    public bool UseBias { get; set; }

    /// <summary>How the bias is drawn; zeros by default.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

/// <summary>
/// Attention with several heads (Vaswani et al., 2017): softmax(Q K^T / sqrt(keyDim)) V of each head, projected to <see cref="OutputDim"/> channels.
/// Its method takes
/// query [places, width], then optionally value and key [sources, width] (the query and the value by default), and a mask, 0 where a source is not
/// seen:
/// [sources], [places, sources] or [heads, places, sources].
/// </summary>
/// <param name="numHeads">Heads of queries, at least 1.</param>
/// <param name="keyDim">Size of each head's queries and keys, at least 1.</param>
public sealed class MultiHeadAttentionAttribute(int numHeads, int keyDim) : ParameterLayerAttribute
{
    /// <summary>Heads of queries.</summary>
    public int NumHeads { get; } = numHeads;

    /// <summary>Size of each head's queries and keys.</summary>
    public int KeyDim { get; } = keyDim;

    /// <summary>Size of each head's values; 0, the default, for the keys'.</summary>
    public int ValueDim { get; set; }

    /// <summary>Heads of keys and values, which divide those of queries; 0, the default, for as many (Ainslie et al., 2023).</summary>
    public int KeyValueHeads { get; set; }

    /// <summary>Channels of the output; 0, the default, for the query's width.</summary>
    public int OutputDim { get; set; }

    /// <summary>Whether place i sees sources 0 to i only.</summary>
    public bool Causal { get; set; }

    /// <summary>Share of the weights that training drops, from 0 to below 1.</summary>
    public float Dropout { get; set; }

    /// <summary>Whether the projections have biases; true by default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How the kernels are drawn; Glorot's uniform by default.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>How the biases are drawn; zeros by default.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;

    /// <summary>Adds this times the sum of the kernels' absolute values to the loss; 0 by default.</summary>
    public float KernelL1 { get; set; }

    /// <summary>Adds this times the sum of the kernels' squares to the loss; 0 by default.</summary>
    public float KernelL2 { get; set; }

    /// <summary>Adds this times the sum of the biases' absolute values to the loss; 0 by default.</summary>
    public float BiasL1 { get; set; }

    /// <summary>Adds this times the sum of the biases' squares to the loss; 0 by default.</summary>
    public float BiasL2 { get; set; }
}
