namespace NetCompiler;

/// <summary>Which MPI library to use.</summary>
public enum MpiLibrary
{
    /// <summary>That whose <c>mpirun</c> has started the process, or else the first of the others that is installed.</summary>
    Auto,

    /// <summary>Open MPI, version 4 or later: <c>libmpi.so.40</c>.</summary>
    OpenMpi,

    /// <summary>MPICH, version 3.1 or later, or a library with its binary interface such as Intel MPI: <c>libmpi.so.12</c>.</summary>
    Mpich,
}
