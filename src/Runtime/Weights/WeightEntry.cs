namespace NetCompiler;

/// <summary>Whether a tensor of a file and a parameter of a network belong together.</summary>
public enum WeightStatus
{
    /// <summary>They do.</summary>
    Fits,

    /// <summary>The file has no tensor for the parameter.</summary>
    Missing,

    /// <summary>The network has no parameter for the tensor.</summary>
    Extra,

    /// <summary>The tensor has another shape than the parameter needs.</summary>
    WrongShape,
}

/// <summary>A line of a <see cref="WeightReport"/>.</summary>
/// <param name="Status">What is said.</param>
/// <param name="Parameter">The parameter's name, such as <c>dense/kernel</c>; null for an extra tensor.</param>
/// <param name="Tensor">The tensor's name in the file: found, or, where it is missing, expected; null where it is missing and only its place in an
/// order was expected.</param>
/// <param name="Expected">The shape that the tensor must have, in the file's layout; null for an extra tensor.</param>
/// <param name="Found">The shape that it has; null where it is missing.</param>
public sealed record WeightEntry(WeightStatus Status, string? Parameter, string? Tensor, int[]? Expected, int[]? Found)
{
    /// <summary>The entry as a sentence.</summary>
    public override string ToString() => Status switch
    {
        WeightStatus.Missing => $"{Names} {Shapes.Print(Expected!)} is missing",
        WeightStatus.Extra => $"'{TensorEntry.Shorten(Tensor!)}' {Shapes.Print(Found!)} is no parameter of this network",
        WeightStatus.WrongShape => $"{Names} has shape {Shapes.Print(Found!)}, expected {Shapes.Print(Expected!)}",
        _ => $"{Names} {Shapes.Print(Found!)} fits",
    };

    private string Names => Tensor is null || Tensor == Parameter ? $"'{Parameter}'" : $"'{TensorEntry.Shorten(Tensor)}' for '{Parameter}'";
}
