namespace NetCompiler.Tests.Shared;

/// <summary>Where the tests find files of the repository and the recorded references beside it.</summary>
internal static class Repository
{
    /// <summary>The folder of NetCompiler.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A folder below <c>../shared</c>, or null where it is not there: the test then says so and returns.</summary>
    public static string? Shared(string folder)
    {
        string path = Path.GetFullPath(Path.Combine(Root, "..", "shared", folder));
        return Directory.Exists(path) ? path : null;
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "NetCompiler.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"NetCompiler.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
