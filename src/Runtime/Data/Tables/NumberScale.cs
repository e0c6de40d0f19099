namespace NetCompiler;

/// <summary>How numbers are moved and scaled, by what the training part says.</summary>
public enum NumberScale
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>To a mean of 0 and a standard deviation of 1, as Keras' <c>Normalization</c>.</summary>
    Standard,

    /// <summary>The least to 0 and the largest to 1; later numbers may lie outside.</summary>
    MinMax,

    /// <summary>The median to 0, and the middle half to a width of 1, so that a few wild numbers do not matter.</summary>
    Robust,
}
