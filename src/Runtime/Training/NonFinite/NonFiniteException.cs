using System.Globalization;

namespace NetCompiler;

/// <summary>
/// A training step whose loss or gradients are not finite, refused before it has changed a parameter; see
/// <see cref="TrainableNetwork.CheckFinite"/> and <see cref="TerminateOnNaN.RaiseError"/>.
/// </summary>
public sealed class NonFiniteException : InvalidOperationException
{
    internal NonFiniteException(string message, NonFiniteValue found)
        : base(message) => Found = found;

    /// <summary>The first value that is not finite.</summary>
    public NonFiniteValue Found { get; }

    /// <summary>One sentence on what is not finite, and one on what was first.</summary>
    /// <param name="step">The number of the training step, from 1.</param>
    /// <param name="loss">The step's loss, finite where gradients are not.</param>
    /// <param name="found">What was found.</param>
    internal static string Describe(long step, double loss, NonFiniteValue found)
    {
        string what = double.IsNaN(loss) ? "the loss is NaN" : double.IsInfinity(loss) ? "the loss is infinite" : "a gradient is not finite";
        return string.Create(CultureInfo.InvariantCulture, $"Training stopped at step {step}: {what}. First not finite: {found}.");
    }
}
