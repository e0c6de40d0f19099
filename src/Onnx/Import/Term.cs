namespace NetCompiler.Onnx.Import;

/// <summary>How tightly an expression of C# holds together, from the loosest.</summary>
internal enum Level
{
    Any,
    Comparison,
    Sum,
    Product,
    Unary,
    Primary,
}

/// <summary>An expression of the forward method.</summary>
/// <param name="Format">The text, with {0}, {1} where arguments stand.</param>
/// <param name="Level">How tightly it holds together.</param>
/// <param name="Shape">The sizes of a sample, in the order of the class.</param>
/// <param name="Arguments">What it reads.</param>
internal sealed record Term(string Format, Level Level, int[] Shape, params Term[] Arguments)
{
    /// <summary>How tightly arguments have to hold together; the first one's, and the others'.</summary>
    public (Level First, Level Others) Needs { get; init; }

    /// <summary>The layer that it calls; null for anything else.</summary>
    public LayerDraft? Layer { get; init; }

    /// <summary>Which of a layer's results it is, where its only argument is a layer that gives several.</summary>
    public int? Result { get; init; }

    /// <summary>A number that is written as one; null for anything else.</summary>
    public float? Number { get; init; }

    /// <summary>Whether it has the numbers of its only argument, in their order.</summary>
    public bool IsReshaping { get; init; }

    /// <summary>A name for a local that holds it, if the model has one.</summary>
    public string? Hint { get; set; }

    /// <summary>Whether no element is below 0.</summary>
    public bool IsPositive => Format.StartsWith("Relu", StringComparison.Ordinal) || Format.StartsWith("Sigmoid(", StringComparison.Ordinal);

    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    public bool Equals(Term? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
