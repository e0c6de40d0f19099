namespace NetCompiler.Generator.Tests.Functions;

/// <summary>Connectionist temporal classification by its definition: every way through the steps is looked at.</summary>
internal static class CtcFormula
{
    /// <summary>Minus the logarithm of the probability of all ways that read as the labels; 0 where there is none.</summary>
    /// <param name="scores">Logits, [steps, classes].</param>
    /// <param name="labels">Class numbers.</param>
    /// <param name="blank">The class that is left out.</param>
    /// <param name="steps">How many steps count.</param>
    /// <param name="count">How many labels do.</param>
    public static double Loss(Grid scores, int[] labels, int blank, int steps, int count)
    {
        int classes = scores.Shape[1];
        double[][] shares = [.. Enumerable.Range(0, steps).Select(step =>
        {
            double[] row = [.. Enumerable.Range(0, classes).Select(k => Math.Exp(scores[step, k]))];
            return row.Select(value => value / row.Sum()).ToArray();
        })];
        double sum = 0;
        int[] wanted = labels[..count], path = new int[steps];
        for (long number = 0, ways = (long)Math.Pow(classes, steps); number < ways; number++)
        {
            long rest = number;
            double probability = 1;
            for (int step = 0; step < steps; step++, rest /= classes)
            {
                path[step] = (int)(rest % classes);
                probability *= shares[step][path[step]];
            }

            sum += Reads(path, blank).SequenceEqual(wanted) ? probability : 0;
        }

        return sum > 0 ? -Math.Log(sum) : 0;
    }

    /// <summary>What a way reads as: of equal neighbours the first, without blanks.</summary>
    private static IEnumerable<int> Reads(int[] path, int blank) =>
        path.Where((label, step) => label != blank && (step == 0 || path[step - 1] != label));
}
