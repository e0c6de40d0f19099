namespace NetCompiler.Generator.Support;

/// <summary>Names as Keras writes them.</summary>
internal static class SnakeCase
{
    /// <summary><c>FirstConv2D</c> becomes <c>first_conv2d</c>.</summary>
    public static string Of(string name)
    {
        string text = "";
        for (int i = 0; i < name.Length; i++)
        {
            bool starts = char.IsUpper(name[i]) && i > 0
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && char.IsUpper(name[i - 1])));
            text += (starts ? "_" : "") + char.ToLowerInvariant(name[i]);
        }

        return text;
    }
}
