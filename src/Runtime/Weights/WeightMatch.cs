namespace NetCompiler;

/// <summary>How much of a network a file of weights must hold.</summary>
public enum WeightMatch
{
    /// <summary>All that was asked for, and nothing that the network does not have.</summary>
    Exact,

    /// <summary>At least one parameter: what fits is taken, the rest stays as it is.</summary>
    Partial,
}
