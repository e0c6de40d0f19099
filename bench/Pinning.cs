using System.Diagnostics;

namespace NetCompiler.Bench;

/// <summary>Keeps this process on the first cores while it lives, so that it measures where the peers are measured.</summary>
internal sealed class Pinning : IDisposable
{
    private readonly nint _before;

    public Pinning(int cores)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using var process = Process.GetCurrentProcess();
            _before = process.ProcessorAffinity;
            process.ProcessorAffinity = (nint)((1L << cores) - 1) & _before;
        }
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using var process = Process.GetCurrentProcess();
            process.ProcessorAffinity = _before;
        }
    }
}
