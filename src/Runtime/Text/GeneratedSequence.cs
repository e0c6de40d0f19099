namespace NetCompiler;

/// <summary>A sequence that a model wrote.</summary>
/// <param name="Tokens">The tokens behind the prompt, without the one that ends a sequence.</param>
/// <param name="LogProbability">The natural logarithm of their probability, the end's included.</param>
/// <param name="Score">What beam search ranks by: the logarithm divided by the penalty of the length. Elsewhere the logarithm.</param>
/// <param name="Ended">Whether the model ended it; else it is as long as it may be.</param>
public sealed record GeneratedSequence(IReadOnlyList<int> Tokens, double LogProbability, double Score, bool Ended);
