namespace NetCompiler;

/// <summary>An activation, with Keras' formula and defaults unless it says otherwise. See docs/activations.md.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x for x &gt; 0, else alpha x; alpha is 0.2 by default, as Keras' <c>leaky_relu</c>.</summary>
    LeakyRelu,

    /// <summary>x for x &gt; 0, else alpha (exp(x) - 1); alpha 1 by default.</summary>
    Elu,

    /// <summary>1.05070098 ELU(x) with alpha 1.67326324 (Klambauer et al., 2017).</summary>
    Selu,

    /// <summary>max(x, 0) + min(0, alpha (exp(x / alpha) - 1)); alpha 1 by default.</summary>
    Celu,

    /// <summary>x (1 + erf(x / sqrt 2)) / 2.</summary>
    Gelu,

    /// <summary>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.</summary>
    GeluTanh,

    /// <summary>x sigmoid(x), also known as swish.</summary>
    Silu,

    /// <summary>x tanh(softplus(x)).</summary>
    Mish,

    /// <summary>log(1 + exp(x)).</summary>
    Softplus,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,

    /// <summary>tanh(x).</summary>
    Tanh,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>relu6(x + 3) / 6.</summary>
    HardSigmoid,

    /// <summary>x relu6(x + 3) / 6, also known as hard swish.</summary>
    HardSilu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>log(sigmoid(x)).</summary>
    LogSigmoid,

    /// <summary>exp(x).</summary>
    Exponential,

    /// <summary>exp(x) / sum(exp(x)) over the last axis.</summary>
    Softmax,

    /// <summary>log(softmax(x)) over the last axis.</summary>
    LogSoftmax,
}
