using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>The kernels of a model: equal ones once, each under a name of its own.</summary>
internal sealed class KernelTable
{
    private readonly Dictionary<Kernel, Kernel> _known = [];
    private readonly Dictionary<Kernel, Kernel> _same = new(SameObject<Kernel>.Instance);
    private readonly HashSet<string> _names = [];
    private readonly List<Kernel> _kernels = [];

    /// <summary>Every method to be written.</summary>
    public IEnumerable<(Kernel Kernel, Dialect Dialect)> All => _kernels.SelectMany(k =>
        (k.Lanes == 16 ? new[] { Dialect.Avx512 } : [Dialect.Avx2, Dialect.Portable]).Select(d => (k, d)));

    /// <summary>The kernel under the name it is written with.</summary>
    public Kernel Add(Kernel kernel)
    {
        // A kernel is asked for several times, and comparing it by its parts takes long.
        if (!_same.TryGetValue(kernel, out var known))
        {
            _same[kernel] = known = AddNew(kernel);
        }

        return known;
    }

    /// <summary>The method that does a step in a dialect; without a version for the widest vectors, the AVX2 one.</summary>
    public string MethodOf(KernelStep step, Dialect dialect) => dialect == Dialect.Avx512 && step.Wide is { } wide
        ? EmitKernel.MethodName(Add(wide), dialect)
        : EmitKernel.MethodName(Add(step.Kernel), dialect == Dialect.Avx512 ? Dialect.Avx2 : dialect);

    private Kernel AddNew(Kernel kernel)
    {
        var nameless = kernel with { Name = "" };
        if (!_known.TryGetValue(nameless, out var named))
        {
            var name = kernel.Name;
            for (var number = 2; !_names.Add(name + kernel.Lanes); number++)
            {
                name = kernel.Name + "_" + Invariant.Text(number);
            }

            _known[nameless] = named = kernel with { Name = name };
            _kernels.Add(named);
        }

        return named;
    }
}
