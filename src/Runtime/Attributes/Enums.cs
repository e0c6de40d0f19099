namespace NetCompiler;

/// <summary>How a window meets the edge of an image.</summary>
public enum Padding
{
    /// <summary>Windows stay inside the image.</summary>
    Valid,

    /// <summary>One window for every stride-th cell; the image is extended evenly, the odd cell at the end, as Keras does.</summary>
    Same,

    /// <summary>For sequences: one window for every stride-th step, each ending at its step, so that none looks at a later one.</summary>
    Causal,
}

/// <summary>What training minimises. Per-sample values are the mean over the output's elements, a batch's loss is their weighted mean.</summary>
public enum Loss
{
    /// <summary>Mean of (y - t)^2.</summary>
    MeanSquaredError,

    /// <summary>Mean of |y - t|.</summary>
    MeanAbsoluteError,

    /// <summary>Mean of e^2 / 2 for |e| up to <see cref="LossAttribute.Delta"/>, beyond it delta (|e| - delta / 2).</summary>
    Huber,

    /// <summary>Mean of -t log y - (1 - t) log(1 - y).</summary>
    BinaryCrossentropy,

    /// <summary>-sum of t log y over the last axis; targets are distributions.</summary>
    CategoricalCrossentropy,

    /// <summary>-log y[t] over the last axis; a target is the class's index.</summary>
    SparseCategoricalCrossentropy,

    /// <summary>What a method of the network with <see cref="LossAttribute"/> computes; not for the attribute itself.</summary>
    Custom,
}

/// <summary>How a parameter's first values are drawn; the rules are Keras'.</summary>
public enum Initializer
{
    /// <summary>Uniform within sqrt(6 / (fanIn + fanOut)).</summary>
    GlorotUniform,

    /// <summary>Truncated normal of variance 2 / (fanIn + fanOut).</summary>
    GlorotNormal,

    /// <summary>Uniform within sqrt(6 / fanIn).</summary>
    HeUniform,

    /// <summary>Truncated normal of variance 2 / fanIn.</summary>
    HeNormal,

    /// <summary>Uniform within sqrt(3 / fanIn).</summary>
    LecunUniform,

    /// <summary>Truncated normal of variance 1 / fanIn.</summary>
    LecunNormal,

    /// <summary>All 0.</summary>
    Zeros,

    /// <summary>All 1.</summary>
    Ones,

    /// <summary>Normal of standard deviation 0.05.</summary>
    RandomNormal,

    /// <summary>Uniform within 0.05.</summary>
    RandomUniform,

    /// <summary>Normal of standard deviation 0.05, redrawn beyond two of them.</summary>
    TruncatedNormal,

    /// <summary>A random orthogonal matrix over all axes but the last and the last.</summary>
    Orthogonal,

    /// <summary>For a bias of four blocks, as an LSTM's: 1 for the second one, the forget gates, else 0.</summary>
    UnitForget,
}

/// <summary>How the outputs of a layer's two directions become one.</summary>
public enum Merge
{
    /// <summary>Behind one another, the forward one first: [..., 2 units].</summary>
    Concat,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their product.</summary>
    Mul,

    /// <summary>Their mean.</summary>
    Ave,
}
