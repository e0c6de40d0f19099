namespace NetCompiler;

/// <summary>
/// Normalises each channel, along the last axis, to mean 0 and variance 1 over the batch and all its places:
/// (x - mean) / sqrt(variance + epsilon) * gamma + beta (Ioffe and Szegedy, 2015). Networks predict and evaluate with moving averages of the batches'
/// statistics.
/// </summary>
public sealed class BatchNormalizationAttribute : ParameterLayerAttribute
{
    /// <summary>
    /// How much of a moving average is kept in a training step: average = Momentum * average + (1 - Momentum) * batch. From 0 to 1, 0.99 by default;
    /// PyTorch calls the
    /// rest momentum, its default is 0.9 here.
    /// </summary>
    public float Momentum { get; set; } = 0.99f;

    /// <summary>Keeps the divisor from 0; above 0. Keras' default is 0.001, PyTorch's 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-3f;

    /// <summary>Whether beta [channels], zeros at first, is added; true by default.</summary>
    public bool Center { get; set; } = true;

    /// <summary>Whether gamma [channels], ones at first, is a factor; true by default.</summary>
    public bool Scale { get; set; } = true;

    /// <summary>
    /// Whether the moving average is that of n / (n - 1) times the batch's variance, as in PyTorch, n being the values of a channel; false, as in
    /// Keras, by default.
    /// </summary>
    public bool UnbiasedMovingVariance { get; set; }
}

/// <summary>
/// Normalises each sample's groups of neighbouring channels to mean 0 and variance 1 over all places: (x - mean) / sqrt(variance + epsilon) * gamma +
/// beta
/// (Wu and He, 2018).
/// </summary>
public sealed class GroupNormalizationAttribute : ParameterLayerAttribute
{
    /// <summary>Groups, which must divide the channels; 32 by default. -1 for each channel by itself, which is instance normalisation.</summary>
    public int Groups { get; set; } = 32;

    /// <summary>Keeps the divisor from 0; above 0. Keras' default is 0.001, PyTorch's 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-3f;

    /// <summary>Whether beta [channels], zeros at first, is added; true by default.</summary>
    public bool Center { get; set; } = true;

    /// <summary>Whether gamma [channels], ones at first, is a factor; true by default.</summary>
    public bool Scale { get; set; } = true;
}

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
/// Divides each value by (K + Alpha / size * sum of squares)^Beta, where the sum is over <paramref name="size"/> neighbouring channels at its place:
/// size / 2, rounded
/// down, before its own, the others behind, and zeros beyond the first and the last (Krizhevsky et al., 2012). Channels are the last axis. Keras has
/// no such layer;
/// the defaults are PyTorch's.
/// </summary>
public sealed class LocalResponseNormalizationAttribute(int size) : LayerAttribute
{
    /// <summary>How many channels are summed, at least 1.</summary>
    public int Size { get; } = size;

    /// <summary>The weight of the mean square, at least 0; 0.0001 by default.</summary>
    public float Alpha { get; set; } = 1e-4f;

    /// <summary>The exponent, at least 0; 0.75 by default.</summary>
    public float Beta { get; set; } = 0.75f;

    /// <summary>What is added to it, above 0; 1 by default.</summary>
    public float K { get; set; } = 1;
}

/// <summary>
/// Divides each row, over the last axis, by its Euclidean norm, or by 1e-12 where that is more: x / max(sqrt(sum of squares), 1e-12).
/// </summary>
public sealed class UnitNormalizationAttribute : LayerAttribute;

/// <summary>
/// Divides each row by its root mean square over the last axis: x / sqrt(mean of squares + epsilon) * scale (Zhang and Sennrich, 2019).
/// </summary>
public sealed class RMSNormalizationAttribute : ParameterLayerAttribute
{
    /// <summary>Keeps the divisor from 0; above 0. Keras' default is 1e-6.</summary>
    public float Epsilon { get; set; } = 1e-6f;
}
