namespace NetCompiler.Bench;

/// <summary>
/// What a step on several hosts takes: <c>compute * alone / ranks + rounds * (latency + delay) + bytes / (share * bandwidth)</c>, with three numbers
/// that are fitted to measured steps. Nothing overlaps: gradients are exchanged when the backward pass is done.
/// </summary>
/// <param name="Compute">How much more a part of the batch takes than its share of one process' time.</param>
/// <param name="Latency">Seconds a round.</param>
/// <param name="InverseShare">1 over the share of the links' bandwidth that is used.</param>
internal sealed record StepTimeModel(double Compute, double Latency, double InverseShare)
{
    /// <summary>Seconds.</summary>
    /// <param name="computing">Seconds of one process, over the ranks that have work.</param>
    /// <param name="rounds">Of messages.</param>
    /// <param name="delay">Seconds of each.</param>
    /// <param name="bytes">That a rank sends.</param>
    /// <param name="megabits">A second, of each link.</param>
    public double Predict(double computing, double rounds, double delay, double bytes, double megabits)
    {
        double[] terms = Terms(computing, rounds, bytes, megabits);
        return (Compute * terms[0]) + (Latency * terms[1]) + (InverseShare * terms[2]) + (rounds * delay);
    }

    /// <summary>The model whose relative errors have the least sum of squares.</summary>
    /// <param name="points">Steps, each with what one process takes for it over its ranks.</param>
    public static StepTimeModel Fit(IReadOnlyCollection<(StepTime Step, double Computing)> points)
    {
        var sums = new double[3, 4];
        foreach ((StepTime step, double computing) in points)
        {
            double[] terms = Terms(computing, step.Rounds, step.Bytes, step.Megabits);
            double rest = step.Least - (step.Rounds * step.Delay), weight = 1 / (step.Least * step.Least);
            for (int i = 0; i < terms.Length; i++)
            {
                for (int j = 0; j < terms.Length; j++)
                {
                    sums[i, j] += weight * terms[i] * terms[j];
                }

                sums[i, terms.Length] += weight * terms[i] * rest;
            }
        }

        double[] solution = Solve(sums);
        return new(solution[0], solution[1], solution[2]);
    }

    private static double[] Terms(double computing, double rounds, double bytes, double megabits) =>
        [computing, rounds, bytes * 8 / (megabits * 1e6)];

    /// <summary>Gauss' elimination; the sums of squares on the diagonal are pivots enough.</summary>
    private static double[] Solve(double[,] sums)
    {
        int count = sums.GetLength(0);
        for (int pivot = 0; pivot < count; pivot++)
        {
            for (int row = 0; row < count; row++)
            {
                double factor = row == pivot ? 0 : sums[row, pivot] / sums[pivot, pivot];
                for (int column = pivot; column <= count; column++)
                {
                    sums[row, column] -= factor * sums[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, count).Select(i => sums[i, count] / sums[i, i])];
    }
}
