using System.Collections.Generic;

namespace NetCompiler.Generator.Emit.Steps;

/// <summary>Numbers the shapes of statements in the order in which they are first seen.</summary>
internal sealed class ShapeNumbers
{
    private readonly Dictionary<string, int> _numbers = [];

    public int Of(string shape)
    {
        if (!_numbers.TryGetValue(shape, out int number))
        {
            _numbers[shape] = number = _numbers.Count;
        }

        return number;
    }
}
