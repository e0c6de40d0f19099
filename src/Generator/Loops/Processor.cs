using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Loops;

/// <summary>
/// A kind of processor as kernels are written for it. This is the one place that knows widths, registers and how large a method may be; what the
/// vectors are called in C# is said in <c>Emit/KernelClass.cs</c>.
/// </summary>
/// <param name="Suffix">What the names of its kernels end in.</param>
/// <param name="Lanes">Floats in a vector.</param>
/// <param name="Registers">For vectors.</param>
/// <param name="VectorsOfOneRow">Vectors of a tile of one row, at most: as many sums as keep the multipliers busy.</param>
/// <param name="VectorsOfSamples">Vectors of a tile whose rows are samples, at most.</param>
/// <param name="InHalves">
/// Whether its kernels are also compiled with each vector as two and without a fused multiply-add, which then decides how large they may be.
/// </param>
/// <param name="MostBytes">Of a method's IL: the just-in-time compiler stops optimising beyond.</param>
/// <param name="MostSteps">Of a sum in one turn of its loop.</param>
internal sealed record Processor(
    string Suffix, int Lanes, int Registers, int VectorsOfOneRow, int VectorsOfSamples, bool InHalves, int MostBytes, int MostSteps = 8)
{
    /// <summary>Eight lanes: AVX2 with FMA; and AdvSimd and any other, in halves.</summary>
    public static Processor Eight { get; } =
        new("", Lanes: 8, Registers: 16, VectorsOfOneRow: 8, VectorsOfSamples: 2, InHalves: true, MostBytes: 13_500);

    /// <summary>Sixteen lanes: AVX-512F. Contractions have kernels for it.</summary>
    public static Processor Sixteen { get; } =
        new("_Avx512", Lanes: 16, Registers: 32, VectorsOfOneRow: 4, VectorsOfSamples: 4, InHalves: false, MostBytes: 12_000);

    /// <summary>
    /// The vectors of <see cref="Eight"/> in a browser. The runtime there interprets, and compiles single loops, but none with some eighty products:
    /// those are eight times as slow. Sums have the same order.
    /// </summary>
    public static Processor Browser { get; } = Eight with { MostSteps = 2 };

    public static IReadOnlyList<Processor> All { get; } = [Eight, Sixteen];

    /// <summary>Lanes of the widest, which panels and rows of memory are padded to.</summary>
    public static int MostLanes => Sixteen.Lanes;

    public static Processor OfLanes(int lanes) => All.Single(processor => processor.Lanes == lanes);

    /// <summary>Vectors that hold so many floats.</summary>
    public long Vectors(long floats) => (floats + Lanes - 1) / Lanes;

    /// <summary>The smallest multiple of the lanes that is not smaller.</summary>
    public long RoundUp(long floats) => Vectors(floats) * Lanes;
}
