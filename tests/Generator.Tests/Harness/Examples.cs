namespace NetCompiler.Generator.Tests.Harness;

/// <summary>Networks that several tests use.</summary>
internal static class Examples
{
    public const string Digits = """
        namespace App;

        [Network, Input(28, 28, 1)]
        [Conv2D(32, 3, Activation = Activation.Relu)]
        [MaxPool2D(2)]
        [Conv2D(64, 3, Activation = Activation.Relu)]
        [MaxPool2D(2)]
        [Conv2D(64, 3, Activation = Activation.Relu)]
        [Flatten]
        [Dense(64, Activation = Activation.Relu)]
        [Dense(10, Activation = Activation.Softmax)]
        [Loss(Loss.SparseCategoricalCrossentropy)]
        public partial class DigitClassifier;
        """;

    public const string Tiny = """
        [Network, Input(4)]
        [Dense(3, Activation = Activation.Tanh)]
        public partial class Tiny;
        """;
}
