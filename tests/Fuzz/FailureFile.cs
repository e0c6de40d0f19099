namespace NetCompiler.Fuzz;

/// <summary>Keeps inputs that a reader did not take well.</summary>
internal static class FailureFile
{
    public static string Save(FuzzTarget target, Options options, int index, byte[] input)
    {
        Directory.CreateDirectory(options.Failures);
        string path = Path.Combine(options.Failures, $"{target.Name}-{options.Seed}-{index}");
        File.WriteAllBytes(path, input);
        return path;
    }
}
