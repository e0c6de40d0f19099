namespace NetCompiler.Generator.Streaming;

/// <summary>What a tensor of the whole sequence is in a step.</summary>
/// <param name="Time">The dimension that counts the steps, of which a step has one row; -1 for a tensor without.</param>
/// <param name="Past">A second dimension of steps, which a step has whole, as an attention's scores have; -1 for none.</param>
/// <param name="Future">What stands in it at steps that have not come yet.</param>
internal readonly record struct StreamTensor(int Time, int Past, FutureFacts Future)
{
    public const int None = -1;

    public static readonly StreamTensor WithoutSteps = new(None, None, FutureFacts.Known);
}

/// <summary>What is known of a value at steps that have not come yet.</summary>
/// <param name="IsKnown">It does not depend on what comes.</param>
/// <param name="IsZero">It is 0.</param>
/// <param name="IsFar">It is so far below all that has come that its exponential, beside theirs, is 0.</param>
internal readonly record struct FutureFacts(bool IsKnown, bool IsZero = false, bool IsFar = false)
{
    /// <summary>The number that it is, where that is known.</summary>
    public float? Value { get; init; }

    public static readonly FutureFacts Known = new(IsKnown: true);

    public static readonly FutureFacts Unknown = new(IsKnown: false);

    public static FutureFacts Both(FutureFacts a, FutureFacts b) => new(a.IsKnown && b.IsKnown, a.IsZero && b.IsZero, a.IsFar && b.IsFar);
}
