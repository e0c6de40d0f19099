namespace NetCompiler.Generator.Emit;

/// <summary>The instructions that a kernel is written with.</summary>
internal enum Dialect
{
    /// <summary>AVX2 and FMA: vectors of eight.</summary>
    Avx2,

    /// <summary>AVX-512F: vectors of sixteen; kernels of eight lanes are written as for <see cref="Avx2"/>.</summary>
    Avx512,

    /// <summary>Pairs of <c>Vector128</c>: AdvSimd's fused multiply-add on Arm, multiply and add elsewhere.</summary>
    Portable,
}
