using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Drivers;
using NetCompiler.Generator.Emit.Steps;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>The kernels of a model: equal ones once, each under a name of its own.</summary>
internal sealed class KernelTable
{
    private readonly Dictionary<Kernel, Kernel> _known = [];
    private readonly Dictionary<Kernel, Kernel> _same = new(SameObject<Kernel>.Instance);
    private readonly HashSet<string> _names = [];
    private readonly List<Kernel> _kernels = [];

    /// <summary>Every kernel to be written.</summary>
    public IReadOnlyList<Kernel> All => _kernels;

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

    private Kernel AddNew(Kernel kernel)
    {
        var nameless = kernel with { Name = "" };
        if (!_known.TryGetValue(nameless, out var named))
        {
            var stem = IsTaken(kernel.Name) ? "Layer_" + kernel.Name : kernel.Name;
            var next = kernel with { Name = stem };
            for (var number = 2; !_names.Add(EmitKernel.MethodName(next)); number++)
            {
                next = kernel with { Name = stem + "_" + Invariant.Text(number) };
            }

            _known[nameless] = named = next;
            _kernels.Add(named);
        }

        return named;
    }

    /// <summary>The methods that call kernels, and those that kernels call, stand in the same class.</summary>
    private static bool IsTaken(string name) => KernelClass.Taken.Contains(name)
        || DriverKind.Methods.Concat(StepTable.Stems).Any(stem => name.StartsWith(stem, System.StringComparison.Ordinal));
}
