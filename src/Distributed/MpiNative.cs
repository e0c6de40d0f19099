using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>The functions of MPI that are used. Each returns 0, or the number of an error.</summary>
internal static unsafe partial class MpiNative
{
    /// <summary>Stands for the library that <see cref="MpiLoader"/> has chosen.</summary>
    public const string Library = "NetCompiler.Mpi";

    /// <summary>Any thread may call, one at a time.</summary>
    public const int Serialized = 2;

    [LibraryImport(Library)]
    public static partial int MPI_Initialized(out int flag);

    [LibraryImport(Library)]
    public static partial int MPI_Init_thread(nint argc, nint argv, int required, out int provided);

    [LibraryImport(Library)]
    public static partial int MPI_Finalize();

    [LibraryImport(Library)]
    public static partial int MPI_Comm_rank(nint comm, out int rank);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_size(nint comm, out int size);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_split_type(nint comm, int type, int key, nint info, out nint part);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_free(ref nint comm);

    [LibraryImport(Library)]
    public static partial int MPI_Comm_set_errhandler(nint comm, nint handler);

    [LibraryImport(Library)]
    public static partial int MPI_Isend(void* buffer, int count, nint type, int rank, int tag, nint comm, nint* request);

    [LibraryImport(Library)]
    public static partial int MPI_Irecv(void* buffer, int count, nint type, int rank, int tag, nint comm, nint* request);

    [LibraryImport(Library)]
    public static partial int MPI_Test(nint* request, out int flag, nint status);

    [LibraryImport(Library)]
    public static partial int MPI_Error_string(int error, byte* text, out int length);

    [LibraryImport(Library)]
    public static partial int MPI_Abort(nint comm, int code);
}
