namespace NetCompiler.Generator.Model;

/// <summary>Facts of the activations that parsing needs.</summary>
internal static class Activations
{
    /// <summary>Keras' alpha for the activations that have one, else null.</summary>
    public static float? DefaultAlpha(ActivationKind kind) => kind switch
    {
        ActivationKind.LeakyRelu => 0.2f,
        ActivationKind.Elu or ActivationKind.Celu => 1f,
        _ => null,
    };

    /// <summary>What an alpha must be, where it is not; else null.</summary>
    public static string? AlphaRule(ActivationKind kind, float alpha) =>
        System.Math.Abs(alpha) <= float.MaxValue && (kind != ActivationKind.Celu || alpha != 0) ? null
        : kind == ActivationKind.Celu ? "finite and not 0" : "finite";
}
