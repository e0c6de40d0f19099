using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>Names for the variables of one kernel: a stem and a number, no two alike, none a buffer's.</summary>
internal sealed class NestNames(IEnumerable<string> taken)
{
    /// <summary>The number of samples.</summary>
    public const string Count = "count";

    private readonly HashSet<string> _taken = [Count, .. taken];
    private readonly Dictionary<string, int> _next = [];

    public string New(string stem)
    {
        stem = new([.. stem.Where(c => c == '_' || char.IsLetter(c))]);
        _next.TryGetValue(stem, out int number);
        while (!_taken.Add(stem + Invariant.Text(number)))
        {
            number++;
        }

        _next[stem] = number + 1;
        return stem + Invariant.Text(number);
    }
}
