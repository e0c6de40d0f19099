namespace NetCompiler.Execution.Tests.Golden;

// One activation each. Under the mean absolute error with targets far below, the gradient of the output is a constant,
// so the input's gradient shows the derivative.
[Network(InputGradient = true), Input(401), Activation(Activation.Relu), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class ReluOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.LeakyRelu, Alpha = 0.01f), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class LeakyReluOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.Elu), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class EluOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.Selu), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class SeluOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.Celu), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class CeluOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.Gelu), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class GeluOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.GeluTanh), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class GeluTanhOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.Silu), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class SiluOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.Mish), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class MishOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.Softplus), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class SoftplusOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.Softsign), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class SoftsignOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.Tanh), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class TanhOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.Sigmoid), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class SigmoidOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.HardSigmoid), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class HardSigmoidOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.HardSilu), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class HardSiluOnly;

[Network(InputGradient = true), Input(401), Activation(Activation.Relu6), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class Relu6Only;

[Network(InputGradient = true), Input(401), Activation(Activation.LogSigmoid), Loss(Loss.MeanAbsoluteError)]
internal sealed partial class LogSigmoidOnly;

[Network(InputGradient = true), Input(13), Activation(Activation.Softmax), Loss(Loss.MeanSquaredError)]
internal sealed partial class SoftmaxOnly;

[Network(InputGradient = true), Input(13), Activation(Activation.LogSoftmax), Loss(Loss.MeanSquaredError)]
internal sealed partial class LogSoftmaxOnly;
