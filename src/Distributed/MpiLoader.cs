using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Finds and loads an MPI library; one for the life of the process.</summary>
internal static partial class MpiLoader
{
    // Open MPI looks for symbols of its own in what it loads later, which therefore must be visible to all.
    private const int LoadNow = 2, VisibleToAll = 0x100;

    private static readonly string[] _openMpi = ["libmpi.so.40", "libmpi.40.dylib"];
    private static readonly string[] _mpich = ["libmpich.so.12", "libmpi.so.12", "libmpi.12.dylib"];
    private static readonly Lock _lock = new();
    private static (string Path, nint Handle)? _loaded;

    /// <summary>Loads the library, if that was not done before.</summary>
    /// <exception cref="DllNotFoundException">There is none, or another one was loaded before.</exception>
    public static MpiAbi Load(MpiOptions options)
    {
        lock (_lock)
        {
            if (_loaded is not { } loaded)
            {
                _loaded = loaded = Find(Candidates(options));
                NativeLibrary.SetDllImportResolver(
                    typeof(MpiNative).Assembly, (name, _, _) => name == MpiNative.Library ? loaded.Handle : 0);
            }

            return MpiAbi.Of(loaded.Handle);
        }
    }

    private static string[] Candidates(MpiOptions options) => (options.LibraryPath, options.Library) switch
    {
        ({ } path, _) => [path],
        (_, MpiLibrary.OpenMpi) => _openMpi,
        (_, MpiLibrary.Mpich) => _mpich,
        _ => IsOfMpich ? [.. _mpich, .. _openMpi] : [.. _openMpi, .. _mpich],
    };

    /// <summary>Whether a launcher of MPICH's family has started the process.</summary>
    public static bool IsOfMpich => !IsSet("OMPI_COMM_WORLD_SIZE") && (IsSet("PMI_SIZE") || IsSet("PMI_RANK") || IsSet("PMI_FD"));

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    private static (string Path, nint Handle) Find(IReadOnlyList<string> candidates)
    {
        foreach (string candidate in candidates)
        {
            nint handle = OperatingSystem.IsLinux() ? Open(candidate, LoadNow | VisibleToAll)
                : NativeLibrary.TryLoad(candidate, out nint library) ? library : 0;
            if (handle != 0)
            {
                return NativeLibrary.TryGetExport(handle, nameof(MpiNative.MPI_Init_thread), out _) ? (candidate, handle)
                    : throw new DllNotFoundException($"'{Listing.Cut(candidate, most: 200)}' is no MPI library: it has no MPI_Init_thread.");
            }
        }

        throw new DllNotFoundException(
            $"There is no MPI library; looked for {Listing.FirstOf(candidates)}. Install Open MPI (Debian and Ubuntu: apt-get install openmpi-bin) "
                + "or MPICH (apt-get install mpich), or name its file in MpiOptions.LibraryPath.");
    }

    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags);
}
