namespace NetCompiler;

/// <summary>What sources that can only be read in a row say to a pass with an order of its own.</summary>
internal static class OrderedPass
{
    /// <exception cref="InvalidOperationException">The pass is to be shuffled.</exception>
    public static void Check(DataPass pass, string what)
    {
        if (pass.Shuffle)
        {
            throw new InvalidOperationException(
                $"{what} can only be read in its own order, but a shuffled pass was asked for. Add a stage that shuffles, DataSource.Shuffle, or "
                    + $"set FitOptions.Shuffle to false.");
        }
    }
}
