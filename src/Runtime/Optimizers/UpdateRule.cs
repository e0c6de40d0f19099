namespace NetCompiler;

/// <summary>Whose formula an optimizer follows where the libraries differ.</summary>
public enum UpdateRule
{
    /// <summary>
    /// Keras 3: the learning rate stands inside the velocity, epsilon beside the uncorrected moment or under the root, weight decay apart from the
    /// gradient.
    /// </summary>
    Keras,

    /// <summary>
    /// PyTorch: the learning rate stands outside the velocity, epsilon beside the corrected root, weight decay is part of the gradient (but in
    /// AdamW).
    /// </summary>
    PyTorch,
}
