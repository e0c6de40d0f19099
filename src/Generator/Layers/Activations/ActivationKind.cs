namespace NetCompiler.Generator.Layers;

/// <summary>Mirrors <c>NetCompiler.Activation</c>, member by member.</summary>
internal enum ActivationKind
{
    Linear,
    Relu,
    LeakyRelu,
    Elu,
    Selu,
    Celu,
    Gelu,
    GeluTanh,
    Silu,
    Mish,
    Softplus,
    Softsign,
    Tanh,
    Sigmoid,
    HardSigmoid,
    HardSilu,
    Relu6,
    LogSigmoid,
    Exponential,
    Softmax,
    LogSoftmax,
}
