using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>Names for what a kernel's text needs beyond the kernel's own names; never one of these.</summary>
internal sealed class KernelNames
{
    private readonly HashSet<string> _taken;
    private readonly string _joint;
    private int _next;

    public KernelNames(Kernel kernel)
    {
        _taken = [.. kernel.Buffers.Select(b => b.Name), .. BoundNames.Of(kernel.Body)];
        _joint = "_";
        while (_taken.Any(name => name.EndsWith(_joint + "0", System.StringComparison.Ordinal) || name.EndsWith(_joint + "1", System.StringComparison.Ordinal)))
        {
            _joint += "_";
        }
    }

    /// <summary>A name for a local.</summary>
    public string New()
    {
        string name;
        do
        {
            name = "t" + Invariant.Text(_next++);
        }
        while (_taken.Contains(name));
        return name;
    }

    /// <summary>The local that holds part of a vector.</summary>
    public string Part(string vector, int part, int parts) => parts == 1 ? CSharpText.Name(vector) : vector + _joint + Invariant.Text(part);
}
