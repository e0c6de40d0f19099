namespace NetCompiler.Generator.Support;

/// <summary>The largest arena.</summary>
internal static class ArenaLimit
{
    /// <summary>What an array of the runtime holds beside what aligns it.</summary>
    public const long MostFloats = 2_147_483_520;

    public const long MostBytes = MostFloats * sizeof(float);
}
