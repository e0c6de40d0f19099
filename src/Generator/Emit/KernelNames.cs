using System.Collections.Generic;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>Names for what a method's text needs beyond its own names; never one of these.</summary>
internal sealed class KernelNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = [.. taken];
    private int _next;

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
}
