namespace NetCompiler;

/// <summary>Checks of the choices of how text is read.</summary>
internal static class TextChoice
{
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration's.</exception>
    public static void Check<T>(T value, string argument)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(argument, value, $"Expected one of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }
}
