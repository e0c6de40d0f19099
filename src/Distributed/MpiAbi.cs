using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>
/// Where the two families of MPI libraries differ. Handles are addresses of exported objects in Open MPI and numbers of 32 bits in MPICH, which a
/// register takes alike; constants have other values.
/// </summary>
/// <param name="name">The library, for people.</param>
internal sealed class MpiAbi(string name)
{
    private const string OpenMpiMark = "ompi_mpi_comm_world";

    public string Name { get; } = name;

    /// <summary>All ranks.</summary>
    public required nint World { get; init; }

    /// <summary>Floats of 32 bits.</summary>
    public required nint Float { get; init; }

    /// <summary>No hints.</summary>
    public required nint NoInfo { get; init; }

    /// <summary>Errors are returned and end nothing.</summary>
    public required nint ReturnErrors { get; init; }

    /// <summary>In place of a status that nobody wants.</summary>
    public required nint NoStatus { get; init; }

    /// <summary>Cuts the ranks by the memory that they share.</summary>
    public required int SharedMemory { get; init; }

    /// <summary>The family of a library that was loaded.</summary>
    public static MpiAbi Of(nint library) => NativeLibrary.TryGetExport(library, OpenMpiMark, out nint world)
        ? new MpiAbi("Open MPI")
        {
            World = world,
            Float = NativeLibrary.GetExport(library, "ompi_mpi_float"),
            NoInfo = NativeLibrary.GetExport(library, "ompi_mpi_info_null"),
            ReturnErrors = NativeLibrary.GetExport(library, "ompi_mpi_errors_return"),
            NoStatus = 0,
            SharedMemory = 0,
        }
        : new MpiAbi("MPICH")
        {
            World = 0x44000000,
            Float = 0x4c00040a,
            NoInfo = 0x1c000000,
            ReturnErrors = 0x54000001,
            NoStatus = 1,
            SharedMemory = 1,
        };
}
