using System.ComponentModel;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Numerics;

/// <summary>For generated code whose instruction sets a project has chosen.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InstructionSets
{
    /// <summary>What is thrown where the processor has none of the instruction sets that a network was compiled for.</summary>
    /// <param name="compiled">Their names.</param>
    public static PlatformNotSupportedException Missing(string compiled)
    {
        string found = Avx512F.IsSupported ? "Avx512 and Avx2" : Fma.IsSupported ? "Avx2" : "neither Avx512 nor Avx2";
        return new(
            $"The network was compiled for {compiled} (NetCompilerInstructionSets), but the processor has {found}. Add Portable, which runs "
                + "everywhere.");
    }
}
