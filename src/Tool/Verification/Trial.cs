namespace NetCompiler.Tool.Verification;

/// <summary>With what a class and its model are compared.</summary>
/// <param name="Samples">How many samples.</param>
/// <param name="Seed">Draws them.</param>
/// <param name="Range">The largest number that is drawn.</param>
internal sealed record Trial(int Samples, int Seed, float Range)
{
    /// <summary>Samples of inputs that are not drawn, one behind the other in the model's order.</summary>
    public IReadOnlyDictionary<string, float[]> Given { get; init; } = new Dictionary<string, float[]>();

    /// <summary>Outputs that are inputs of the next sample; with the first one, these are 0.</summary>
    public IReadOnlyList<(string Output, string Input)> Fed { get; init; } = [];
}
