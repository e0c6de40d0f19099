namespace NetCompiler;

/// <summary>Numbers as Python writes them, where .NET does otherwise.</summary>
internal static class PythonText
{
    /// <summary>The text of what is infinite or no number; null for all else.</summary>
    public static string? Special(double value) =>
        double.IsNaN(value) ? "nan" : double.IsPositiveInfinity(value) ? "inf" : double.IsNegativeInfinity(value) ? "-inf" : null;
}
