namespace NetCompiler;

/// <summary>What is wanted of a file of weights.</summary>
/// <param name="parameters">Those to be replaced.</param>
/// <param name="others">The network's other ones, whose tensors may be there, too.</param>
/// <param name="layout">Names and orders of axes.</param>
/// <param name="names">Which tensor belongs to which parameter.</param>
/// <param name="match">How much must be there.</param>
/// <exception cref="ArgumentException">The names do not belong to the network, or give one to two parameters.</exception>
internal sealed class WeightRequest(
    Parameter[] parameters, Parameter[] others, WeightLayout layout, WeightNames names, WeightMatch match = WeightMatch.Exact)
{
    // Known before a file is opened, since they may be wrong.
    private readonly string[]? _names = names == WeightNames.InOrder ? null : names.Of([.. parameters, .. others], WeightConvention.Of(layout));

    public Parameter[] Parameters => parameters;

    public WeightMatch Match => match;

    public WeightConvention Convention { get; } = WeightConvention.Of(layout);

    /// <summary>The names of the tensors of the parameters, and behind them of the others; null where none is expected.</summary>
    public string?[] NamesIn(WeightSource source) =>
        _names ?? WeightOrder.Names(source.Tensors, source.IsSorted, [.. parameters, .. others], Convention);
}
