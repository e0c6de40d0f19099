namespace NetCompiler.Execution.Tests.Training;

[Network, Input(9, 2)]
[LSTM(5, Activation = Activation.Relu, ReturnSequences = true)]
[SimpleRNN(3, Activation = Activation.Relu, ReturnSequences = true)]
[LSTM(4, GoBackwards = true)]
[Dense(3, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class SickSequence;

[Network, Input(9, 2)]
[LSTM(5, Activation = Activation.Relu, GoBackwards = true)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SickBackwards;

[Network, Input(4)]
[Dense(6, Activation = Activation.Relu)]
[Dropout(0.5f)]
[Dense(5)]
[Dense(16)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SickStack;

[Network, Input(8, 8, 2)]
[Conv2D(4, 3, Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(5, 3, Activation = Activation.Relu)]
[Flatten]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SickImage;

[Network, Input(6, 6, 2)]
[Conv2D(4, 3)]
[BatchNormalization]
[Activation(Activation.Relu)]
[Flatten]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SickNormalization;

/// <summary>The state of a step is a logarithm, of a number below 0 where the input is far below 0.</summary>
[Network, Input(7, 2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SickScan
{
    [Dense(3, UseBias = false)]
    private static partial Tensor Mix(Tensor x);

    [Dense(1)]
    private static partial Tensor Head(Tensor x);

    private static (Tensor State, Tensor Output) Step(Tensor x, Tensor state)
    {
        Tensor next = Log(Mix(x) + state + 3);
        return (next, next);
    }

    [Forward]
    private static Tensor Forward(Tensor x) => Head(Scan(Step, x, Zeros(3)).Last);
}

/// <summary>The slope of a root at 0 is infinite, the root is 0.</summary>
[Network, Input(4)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SickRoot
{
    [Dense(3, UseBias = false)]
    private static partial Tensor First(Tensor x);

    [Dense(1)]
    private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Head(Sqrt(First(x)));
}

/// <summary>A logarithm of any number, where it is taken and where it is not.</summary>
[Network, Input(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SickChoice
{
    [Dense(3, UseBias = false)]
    private static partial Tensor First(Tensor x);

    [Dense(1)]
    private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor first = First(x);
        return Head(Exp(Where(first > 0, Log(first), first * -100)));
    }
}

[Network, Input(4)]
[Dense(1, UseBias = false, KernelL2 = 1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SickPenalty;
