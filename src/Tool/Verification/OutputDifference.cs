using NetCompiler.Onnx;

namespace NetCompiler.Tool.Verification;

/// <summary>How far an output is from ONNX Runtime's.</summary>
internal sealed class OutputDifference(OnnxPort port)
{
    public OnnxPort Port => port;

    /// <summary>The largest value of ONNX Runtime's.</summary>
    public float Largest { get; private set; }

    /// <summary>The largest difference; infinite where only one of two numbers is finite.</summary>
    public float Error { get; private set; }

    /// <summary>The largest difference in units in the last place of the largest value.</summary>
    public double Units => Error == 0 ? 0 : Error / (double)(MathF.BitIncrement(Largest) - Largest);

    /// <summary>The largest difference, relative to the largest value.</summary>
    public float Relative => Error == 0 ? 0 : Error / Largest;

    public void Add(float expected, float actual)
    {
        Largest = MathF.Max(Largest, float.IsFinite(expected) ? MathF.Abs(expected) : 0);
        float difference = expected.Equals(actual) ? 0 : MathF.Abs(expected - actual);
        Error = MathF.Max(Error, float.IsFinite(difference) ? difference : float.PositiveInfinity);
    }
}
