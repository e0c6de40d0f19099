namespace Boltzmann;

/// <summary>The lower half of a digit is erased; what was there?</summary>
internal static class Completion
{
    private const int Pixels = BoltzmannMachine.Pixels, Known = Pixels / 2, Steps = 300, Counted = 200;

    /// <summary>As the machine dreams it where the upper half stays: the mean of many steps.</summary>
    public static float[] ByDreams(Machine machine, float[] digits)
    {
        float[] dreams = [.. digits], filled = new float[digits.Length];
        for (int i = 0; i < dreams.Length; i++)
        {
            dreams[i] = i % Pixels < Known ? dreams[i] : 0;
        }

        for (int step = 0; step < Steps; step++)
        {
            float[] probabilities = machine.Step(dreams);
            for (int i = 0; i < dreams.Length; i++)
            {
                bool isKnown = i % Pixels < Known;
                dreams[i] = isKnown ? digits[i] : dreams[i];
                filled[i] = isKnown ? digits[i] : filled[i] + (step >= Steps - Counted ? probabilities[i] / Counted : 0);
            }
        }

        return filled;
    }

    /// <summary>As it is in the digit that was learned whose upper half is nearest.</summary>
    public static float[] ByNeighbour(float[] learned, float[] digits)
    {
        float[] filled = [.. digits];
        for (int i = 0; i < digits.Length; i += Pixels)
        {
            int nearest = Enumerable.Range(0, learned.Length / Pixels).MinBy(other => Distance(learned, other * Pixels, digits, i, 0));
            learned.AsSpan((nearest * Pixels) + Known, Pixels - Known).CopyTo(filled.AsSpan(i + Known));
        }

        return filled;
    }

    /// <summary>The mean of squared differences within the lower half.</summary>
    public static float Error(float[] filled, float[] digits) => Enumerable.Range(0, digits.Length / Pixels)
        .Average(i => Distance(filled, i * Pixels, digits, i * Pixels, Known)) / (Pixels - Known);

    /// <summary>The sum of squared differences of two halves.</summary>
    private static float Distance(float[] a, int at, float[] b, int other, int from)
    {
        float sum = 0;
        for (int i = from; i < from + Known; i++)
        {
            sum += (a[at + i] - b[other + i]) * (a[at + i] - b[other + i]);
        }

        return sum;
    }
}
