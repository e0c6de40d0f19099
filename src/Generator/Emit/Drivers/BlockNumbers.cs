using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Drivers;

/// <summary>
/// The numbers of a loop's calls as expressions of <c>block</c>, which counts the repetitions. Most step evenly; where a memory plan has
/// placed the buffers of equal blocks unevenly, a table tells how far each block's is from the first one's.
/// </summary>
internal sealed class BlockNumbers(int times)
{
    private readonly List<long[]> _moves = [];

    /// <param name="values">By repetition.</param>
    public string Expression(long[] values)
    {
        long[] moves = [.. values.Select(v => v - values[0])];
        long step = times > 1 ? moves[1] : 0L;
        if (moves.Select((move, block) => move - (step * block)).All(rest => rest == 0))
        {
            return Even(values[0], step);
        }

        int column = _moves.FindIndex(m => m.SequenceEqual(moves));
        if (column < 0)
        {
            column = _moves.Count;
            _moves.Add(moves);
        }

        return Sum(values[0], "moves[" + (column == 0 ? "" : Invariant.Text(column * times) + " + ") + "block]");
    }

    /// <summary>Whether the expressions asked for until now read a table.</summary>
    public bool HasTable => _moves.Count > 0;

    /// <summary>Declares the table as a field. It is no span over constants: where code is not optimised, each use of one allocates.</summary>
    public void WriteTable(SourceWriter writer, string name)
    {
        using (writer.Block("internal static readonly int[] " + name + " = new int[]", "};"))
        {
            foreach (long[] moves in _moves)
            {
                writer.Line(string.Join(", ", moves.Select(m => Invariant.Text(m))) + ",");
            }
        }
    }

    private static string Even(long first, long step) => step switch
    {
        0 => Invariant.Text(first),
        < 0 => Invariant.Text(first) + " - (" + Invariant.Text(-step) + " * block)",
        _ => Sum(first, first == 0 ? Invariant.Text(step) + " * block" : "(" + Invariant.Text(step) + " * block)"),
    };

    private static string Sum(long first, string term) => first == 0 ? term : Invariant.Text(first) + " + " + term;
}
