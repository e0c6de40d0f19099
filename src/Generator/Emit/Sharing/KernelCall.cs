using System.Collections.Generic;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Emit.Sharing;

/// <summary>How a kernel is called.</summary>
/// <param name="Kernel">The one that is written, under the name it is written with.</param>
/// <param name="Numbers">Arguments for its <see cref="Loops.Kernel.Numbers"/>.</param>
internal sealed record KernelCall(Kernel Kernel, IReadOnlyList<long> Numbers);
