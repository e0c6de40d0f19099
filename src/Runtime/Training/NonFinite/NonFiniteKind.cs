namespace NetCompiler;

/// <summary>What of a training step is not finite.</summary>
public enum NonFiniteKind
{
    /// <summary>A value of a sample's input.</summary>
    Input,

    /// <summary>A value of a sample's target.</summary>
    Target,

    /// <summary>A sample's weight.</summary>
    SampleWeight,

    /// <summary>A value of a parameter, before the step.</summary>
    Parameter,

    /// <summary>An output of a layer.</summary>
    Layer,

    /// <summary>An output of a function of a forward method.</summary>
    Function,

    /// <summary>A sample's loss, of outputs that are finite.</summary>
    Loss,

    /// <summary>What the parameters' penalties add to the loss.</summary>
    Penalty,

    /// <summary>The gradient of a parameter.</summary>
    Gradient,
}
