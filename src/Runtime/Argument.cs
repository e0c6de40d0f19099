using System.Runtime.CompilerServices;

namespace NetCompiler;

/// <summary>Settings are checked where they are set, so that what is wrong is said at once and at its place.</summary>
internal static class Argument
{
    /// <summary>A finite number of at least 0; -0 is one.</summary>
    public static float NotNegative(float value, [CallerMemberName] string name = "") =>
        value >= 0 && float.IsFinite(value) ? value : throw Wrong(value, "a finite number of at least 0", name);

    /// <summary>The same where there is one.</summary>
    public static float? NotNegative(float? value, [CallerMemberName] string name = "") => value is { } number ? NotNegative(number, name) : null;

    /// <summary>A finite number above 0 where there is one.</summary>
    public static float? Positive(float? value, [CallerMemberName] string name = "") => value is { } number ? Positive(number, name) : null;

    /// <summary>A finite number above 0.</summary>
    public static float Positive(float value, [CallerMemberName] string name = "") =>
        value > 0 && float.IsFinite(value) ? value : throw Wrong(value, "a finite number above 0", name);

    /// <summary>A number from 0 to 1.</summary>
    public static float Share(float value, [CallerMemberName] string name = "") =>
        value is >= 0 and <= 1 ? value : throw Wrong(value, "a number from 0 to 1", name);

    /// <summary>A finite number.</summary>
    public static float Finite(float value, [CallerMemberName] string name = "") =>
        float.IsFinite(value) ? value : throw Wrong(value, "a finite number", name);

    /// <summary>A whole number of at least 0.</summary>
    public static int NotNegative(int value, [CallerMemberName] string name = "") =>
        value >= 0 ? value : throw Wrong(value, "a number of at least 0", name);

    /// <summary>A list, none of whose elements is null.</summary>
    public static IReadOnlyList<T> WithoutNull<T>(IReadOnlyList<T> values, [CallerMemberName] string name = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(values, name);
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is null)
            {
                throw new ArgumentException($"Element {i} of {name} is null.", name);
            }
        }

        return values;
    }

    private static ArgumentOutOfRangeException Wrong(object value, string expected, string name) =>
        new(name, value, FormattableString.Invariant($"{name} is {value}; expected {expected}."));
}
