namespace NetCompiler;

/// <summary>Ranks that train together cannot go on, because one of them cannot.</summary>
public sealed class ExchangeException : Exception
{
    /// <param name="message">What happened, and to which rank.</param>
    /// <param name="rank">The rank that is to blame; null where nobody knows.</param>
    /// <param name="inner">What it was caused by; or null.</param>
    public ExchangeException(string message, int? rank = null, Exception? inner = null)
        : base(message, inner) => Rank = rank;

    /// <summary>The rank that is to blame; null where nobody knows.</summary>
    public int? Rank { get; }
}
