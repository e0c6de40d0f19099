using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Emit.Drivers;

/// <summary>A part of a sequence: <c>Length</c> items from <c>First</c> on, and as many again and again, <c>Times</c> times in all.</summary>
internal readonly record struct Repeat(int First, int Length, int Times)
{
    /// <summary>The position behind the last item.</summary>
    public int End => First + (Length * Times);

    /// <summary>The positions of the items of the first time.</summary>
    public IEnumerable<int> Items => Enumerable.Range(First, Length);

    /// <summary>
    /// Cuts a sequence where it repeats itself: the repetition that saves most first, then what is before it and behind it in the same way.
    /// </summary>
    /// <param name="items">Equal numbers stand for equal items.</param>
    /// <param name="costs">By item: what a copy of it costs.</param>
    /// <param name="leastSaving">A repetition must save copies of that cost; else its items are listed.</param>
    /// <returns>Parts that cover the sequence, in its order; those that do not repeat have <c>Times</c> 1.</returns>
    public static List<Repeat> Find(int[] items, int[] costs, int leastSaving)
    {
        long[] sums = new long[items.Length + 1];
        for (int i = 0; i < items.Length; i++)
        {
            sums[i + 1] = sums[i] + costs[i];
        }

        var parts = new List<Repeat>();
        Cut(new(0, items.Length, 1));
        return parts;

        void Cut(Repeat part)
        {
            if (Best(items, sums, part, leastSaving) is { } best)
            {
                Cut(new(part.First, best.First - part.First, 1));
                parts.Add(best);
                Cut(new(best.End, part.End - best.End, 1));
            }
            else if (part.Length > 0)
            {
                parts.Add(part);
            }
        }
    }

    /// <summary>The repetition in a part that saves most, the shortest of equals; null where none saves enough.</summary>
    private static Repeat? Best(int[] items, long[] sums, Repeat part, int leastSaving)
    {
        Repeat? best = null;
        long most = leastSaving - 1L;
        for (int length = 1; length <= part.Length / 2; length++)
        {
            int same = 0;
            for (int i = part.First; i + length <= part.End; i++)
            {
                if (i + length < part.End && items[i] == items[i + length])
                {
                    same++;
                    continue;
                }

                (int first, int times) = (i - same, (same / length) + 1);
                long saving = (times - 1) * (sums[first + length] - sums[first]);
                if (saving > most)
                {
                    (best, most) = (new(first, length, times), saving);
                }

                same = 0;
            }
        }

        return best;
    }
}
