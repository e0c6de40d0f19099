namespace NetCompiler;

/// <summary>
/// The functions that a method over <see cref="Tensor"/> may use. Axes count from the first one after the batch; negative ones from the last, which
/// is -1.
/// </summary>
public abstract partial class TensorFunctions
{
    private protected TensorFunctions()
    {
    }
}
