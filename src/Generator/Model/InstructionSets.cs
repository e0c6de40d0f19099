using System;
using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Model;

/// <summary>The instruction sets that a network's kernels are compiled for.</summary>
[Flags]
internal enum InstructionSets
{
    None = 0,

    /// <summary>Pairs of vectors of four floats, on any processor.</summary>
    Portable = 1,

    /// <summary>AVX2 and FMA.</summary>
    Avx2 = 2,

    /// <summary>AVX-512F for products; everything else of such a network is as for <see cref="Avx2"/>.</summary>
    Avx512 = 4,

    All = Portable | Avx2 | Avx512,

    /// <summary>As <see cref="Portable"/>, with loops as short as the runtime in a browser compiles whole.</summary>
    WebAssembly = Portable | 8,
}

/// <summary>The property that leaves instruction sets out: <c>Avx2;Portable</c>.</summary>
/// <param name="Sets">All, where the property says nothing.</param>
/// <param name="Unknown">A word of it that names none, or null.</param>
internal sealed record InstructionSetsOption(InstructionSets Sets, string? Unknown)
{
    private static readonly Dictionary<string, InstructionSets> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(InstructionSets.Avx512)] = InstructionSets.Avx512,
        [nameof(InstructionSets.Avx2)] = InstructionSets.Avx2,
        [nameof(InstructionSets.Portable)] = InstructionSets.Portable,
        [nameof(InstructionSets.WebAssembly)] = InstructionSets.WebAssembly,
    };

    public static InstructionSetsOption Parse(string text)
    {
        var words = text.Split(';', ',').Select(w => w.Trim()).Where(w => w.Length > 0).ToList();
        InstructionSets sets = words.Aggregate(
            InstructionSets.None, (all, word) => all | (Words.TryGetValue(word, out InstructionSets set) ? set : InstructionSets.None));
        return new(sets == InstructionSets.None ? InstructionSets.All : sets, words.FirstOrDefault(w => !Words.ContainsKey(w)));
    }
}
