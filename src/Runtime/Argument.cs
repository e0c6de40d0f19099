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

    /// <summary>A whole number of at least 1 where there is one.</summary>
    public static int? AtLeastOne(int? value, [CallerMemberName] string name = "") =>
        value is null or >= 1 ? value : throw Wrong(value, "a number of at least 1", name);

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

    /// <summary>A number, infinite perhaps, where there is one.</summary>
    public static double? Number(double? value, [CallerMemberName] string name = "") =>
        value is double.NaN ? throw Wrong(value, "a number", name) : value;

    /// <summary>A finite number.</summary>
    public static double Finite(double value, [CallerMemberName] string name = "") =>
        double.IsFinite(value) ? value : throw Wrong(value, "a finite number", name);

    /// <summary>A finite number, or NaN in place of one, where there is one.</summary>
    public static float? NotInfinite(float? value, [CallerMemberName] string name = "") =>
        value is { } number && float.IsInfinity(number) ? throw Wrong(number, "a finite number or NaN", name) : value;

    /// <summary>A member of an enum.</summary>
    public static T Member<T>(T value, [CallerMemberName] string name = "")
        where T : struct, Enum => Enum.IsDefined(value) ? value : throw Wrong(value, $"a member of {typeof(T).Name}", name);

    /// <summary>A text that is not empty.</summary>
    public static string NotEmpty(string value, [CallerMemberName] string name = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        return value;
    }

    /// <summary>Texts, at least one, all of them different, where there are any.</summary>
    public static IReadOnlyList<string>? Distinct(IReadOnlyList<string>? values, [CallerMemberName] string name = "")
    {
        if (values is null)
        {
            return null;
        }

        WithoutNull(values, name);
        if (values.Count == 0)
        {
            throw new ArgumentException($"{name} is empty.", name);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string value in values)
        {
            if (!seen.Add(value))
            {
                throw new ArgumentException($"{name} has '{Listing.Cut(value, most: 200)}' twice.", name);
            }
        }

        return values;
    }

    /// <summary>The shape of a sample where there is one.</summary>
    public static IReadOnlyList<int>? Shape(IReadOnlyList<int>? value, [CallerMemberName] string name = "")
    {
        if (value is not null)
        {
            Shapes.OfSample(value, name);
        }

        return value;
    }

    private static ArgumentOutOfRangeException Wrong(object value, string expected, string name) =>
        new(name, value, FormattableString.Invariant($"{name} is {value}; expected {expected}."));
}
