using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Harness;

/// <summary>
/// Compares a text with <c>Snapshots/Name.verified.txt</c>. When it differs, the text is left beside it as <c>Name.received.txt</c>: look
/// at the difference, and when it is meant, move it over the verified file.
/// </summary>
internal static class Snapshot
{
    public static void Match(string name, string text)
    {
        string folder = Path.Combine(Repository.Root, "tests", "Generator.Tests", "Snapshots");
        string verified = Path.Combine(folder, name + ".verified.txt");
        string received = Path.Combine(folder, name + ".received.txt");
        string expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(received, text);
        Assert.Fail($"{name} is not as verified; see {received}. It begins:\n{string.Join('\n', text.Split('\n').Take(60))}");
    }
}
