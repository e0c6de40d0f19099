using NetCompiler;

namespace Digits;

/// <summary>
/// The layers of <see cref="DigitClassifier"/> with gradients of the output compiled, which would only slow its training. The last layer has no
/// softmax: the
/// gradient of a probability near 1 all but vanishes, that of the score before it does not.
/// </summary>
[Network(InputGradient = true), Input(28, 28, 1)]
[Conv2D(32, 3, Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(64, 3, Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(64, 3, Activation = Activation.Relu)]
[Flatten]
[Dense(64, Activation = Activation.Relu)]
[Dense(10)]
public partial class DigitExplainer
{
    /// <summary>A copy of a trained network's weights.</summary>
    public static DigitExplainer Of(CompiledNetwork model)
    {
        var explainer = new DigitExplainer();
        foreach ((Parameter from, Parameter to) in model.Parameters.Zip(explainer.Parameters))
        {
            var values = new float[from.Count];
            from.CopyTo(values);
            to.CopyFrom(values);
        }

        return explainer;
    }
}
