namespace NetCompiler.Generator.Layers;

/// <summary>What is known of a tensor's values, to judge whether a loss fits it; each kind includes the ones after it.</summary>
internal enum OutputRange
{
    /// <summary>Any number.</summary>
    Any,

    /// <summary>Never negative.</summary>
    NonNegative,

    /// <summary>From 0 to 1.</summary>
    UnitInterval,

    /// <summary>From 0 to 1, with the sum 1 over the last axis.</summary>
    Distribution,

    /// <summary>As the user feeds it: nothing can be said.</summary>
    AsInput,
}

/// <summary>The range of an output, and in the words of the user's attributes what gives it.</summary>
internal readonly record struct OutputValues(OutputRange Range, string Words)
{
    private const string NoActivation = "no activation that makes it one";

    /// <summary>Any number.</summary>
    public static OutputValues Any => Of(OutputRange.Any);

    /// <summary>By no activation.</summary>
    public static OutputValues Of(OutputRange range) => new(range, NoActivation);

    /// <summary>The same values, of which rows need not be whole any more.</summary>
    public static OutputValues WithoutSum(OutputRange range) => Of(range == OutputRange.Distribution ? OutputRange.UnitInterval : range);
}
