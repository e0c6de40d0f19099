namespace NetCompiler;

/// <summary>How much a file of text holds.</summary>
/// <param name="Lines">Its lines.</param>
/// <param name="Bytes">Its length, unpacked.</param>
internal readonly record struct TextSize(int Lines, long Bytes)
{
    /// <summary>Goes through a file once.</summary>
    public static TextSize Of(string path)
    {
        using var file = TextFile.Open(path);
        int lines = 0;
        while (file.Read())
        {
            lines++;
        }

        return new TextSize(lines, file.Bytes);
    }
}
