using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>Orders and parts of samples or rows, as lists of their numbers.</summary>
internal static class SampleOrder
{
    /// <summary>Tells orders that are asked for from those of the passes of training with the same seed.</summary>
    private const long Use = 0x4F52_4445;

    /// <summary>The numbers from 0 in an order that a seed draws.</summary>
    public static int[] Shuffled(int count, int seed)
    {
        var order = new IndexOrder(CounterRandom.Key(seed, Use), count);
        var numbers = new int[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = (int)order[i];
        }

        return numbers;
    }

    /// <summary>How many stand before a last part.</summary>
    /// <exception cref="ArgumentException">The fraction is none above 0 and below 1, or leaves nothing for the first part.</exception>
    public static int CountBefore(int count, double fraction)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "Expected a fraction above 0 and below 1.");
        }

        int before = (int)Math.Floor(count * (1 - fraction));
        return before > 0 ? before : throw new ArgumentException(
            FormattableString.Invariant($"Of {count}, a last part of {fraction} leaves none for the first part."), nameof(fraction));
    }

    /// <summary>That numbers are there, and in range.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static void Check(IReadOnlyList<int> numbers, int count)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ArgumentOutOfRangeException.ThrowIfZero(numbers.Count, nameof(numbers));
        foreach (int number in numbers)
        {
            if ((uint)number >= (uint)count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(numbers), number, FormattableString.Invariant($"Expected numbers from 0 to {count - 1}."));
            }
        }
    }
}
