using System.Diagnostics;

namespace NetCompiler.Bench;

/// <summary>Keeps this process on the first of the cores that it may use while it lives, so that it measures where the peers are measured.</summary>
internal sealed class Pinning : IDisposable
{
    private readonly nint _before;

    public Pinning(int cores)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using var process = Process.GetCurrentProcess();
            _before = process.ProcessorAffinity;
            process.ProcessorAffinity = First(cores, _before);
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

    private static nint First(int cores, nint allowed)
    {
        nint first = 0;
        for (nint core = 1; core != 0 && cores > 0; core <<= 1)
        {
            if ((allowed & core) != 0)
            {
                first |= core;
                cores--;
            }
        }

        return first;
    }
}
