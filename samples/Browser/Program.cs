using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("browser")]

namespace Browser;

/// <summary>The page calls <see cref="Page"/> when it needs it; there is nothing to do before.</summary>
internal static class Program
{
    private static void Main()
    {
    }
}
