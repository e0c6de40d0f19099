namespace NetCompiler;

/// <summary>
/// Normalises each row to mean 0 and variance 1 over the last axis: (x - mean) / sqrt(variance + epsilon) * gamma + beta (Ba et al., 2016).
/// </summary>
public sealed class LayerNormalizationAttribute : ParameterLayerAttribute
{
    /// <summary>Keeps the divisor from 0; above 0. Keras' default is 0.001, PyTorch's 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-3f;

    /// <summary>Whether beta [channels], zeros at first, is added; true by default.</summary>
    public bool Center { get; set; } = true;

    /// <summary>Whether gamma [channels], ones at first, is a factor; true by default.</summary>
    public bool Scale { get; set; } = true;
}

/// <summary>
/// Divides each row by its root mean square over the last axis: x / sqrt(mean of squares + epsilon) * scale (Zhang and Sennrich, 2019).
/// </summary>
public sealed class RMSNormalizationAttribute : ParameterLayerAttribute
{
    /// <summary>Keeps the divisor from 0; above 0. Keras' default is 1e-6.</summary>
    public float Epsilon { get; set; } = 1e-6f;
}
