using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>What the user says about the training of a layer's parameters.</summary>
/// <param name="Trainable">Whether optimizers change them.</param>
/// <param name="Rules">For parameters by their role, where there is something to say.</param>
internal sealed record TrainingRules(bool Trainable, EquatableArray<ParameterRule> Rules);

/// <summary>Penalties and limits of one parameter.</summary>
/// <param name="Role">Such as <c>kernel</c>; of a layer with several, such as <c>query/kernel</c>, it is for all.</param>
/// <param name="L1">Times the sum of the absolute values is added to the loss.</param>
/// <param name="L2">Times the sum of the squares is added to the loss.</param>
/// <param name="MaxNorm">After each update the values of a unit have at most this Euclidean norm; infinity for no limit.</param>
internal sealed record ParameterRule(string Role, float L1, float L2, float MaxNorm)
{
    public bool IsOf(LayerParameter parameter) => parameter.Role == Role || parameter.Role.EndsWith("/" + Role, System.StringComparison.Ordinal);

    public bool IsEmpty => L1 == 0 && L2 == 0 && float.IsPositiveInfinity(MaxNorm);
}
