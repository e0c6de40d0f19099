using System;
using System.Collections.Generic;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>The locals of one call of a method; a local function also sees those of the method around it.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Value?> _locals = new(StringComparer.Ordinal);

    public void Declare(string name, Value? value) => _locals[name] = value;

    /// <summary>Gives a local a new value; false where there is none.</summary>
    public bool Set(string name, Value? value)
    {
        if (!_locals.ContainsKey(name))
        {
            return outer?.Set(name, value) ?? false;
        }

        _locals[name] = value;
        return true;
    }

    /// <summary>The value of a local, which is null for one at fault; false where there is none.</summary>
    public bool TryGet(string name, out Value? value) => _locals.TryGetValue(name, out value) || (outer?.TryGet(name, out value) ?? false);
}
