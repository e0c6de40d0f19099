using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Drivers;
using NetCompiler.Generator.Emit.Sharing;
using NetCompiler.Generator.Emit.Steps;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// The kernels of a model: equal ones once, each under a name of its own, and those that differ in numbers only as one (<see cref="ShareKernels"/>).
/// All are added before the first is asked for.
/// </summary>
internal sealed class KernelTable
{
    private readonly Dictionary<Kernel, Kernel> _known = [];
    private readonly Dictionary<Kernel, Kernel> _same = new(SameObject<Kernel>.Instance);
    private readonly HashSet<string> _names = [];
    private readonly List<Kernel> _kernels = [];
    private Dictionary<Kernel, KernelCall>? _calls;

    /// <summary>Every kernel to be written.</summary>
    public IReadOnlyList<Kernel> All => [.. _kernels.Select(kernel => Calls[kernel].Kernel).Distinct(SameObject<Kernel>.Instance)];

    private Dictionary<Kernel, KernelCall> Calls => _calls ??= ShareKernels.Run(_kernels);

    /// <summary>Takes the kernels that a program calls.</summary>
    /// <param name="wide">Whether kernels of sixteen lanes are written.</param>
    public void Add(NetworkProgram program, bool wide)
    {
        foreach (Kernel kernel in program.Steps.SelectMany(s => s.Kernels).SelectMany(s => new[] { s.Kernel, wide ? s.Wide : null }).OfType<Kernel>())
        {
            // A kernel is met several times, and comparing it by its parts takes long.
            if (!_same.ContainsKey(kernel))
            {
                _same[kernel] = AddNew(kernel);
            }
        }
    }

    /// <summary>How one of the kernels is called.</summary>
    public KernelCall Call(Kernel kernel) => Calls[_same[kernel]];

    private Kernel AddNew(Kernel kernel)
    {
        Kernel nameless = kernel with { Name = "" };
        if (!_known.TryGetValue(nameless, out Kernel? named))
        {
            string stem = IsTaken(kernel.Name) ? "Layer_" + kernel.Name : kernel.Name;
            Kernel next = kernel with { Name = stem };
            for (int number = 2; !_names.Add(EmitKernel.MethodName(next)); number++)
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
