namespace NetCompiler;

/// <summary>Reads labels from what a network with the loss <c>Ctc</c> predicts.</summary>
public static class CtcDecoding
{
    /// <summary>
    /// The labels of the most probable class of each step, as Keras' greedy <c>ctc_decode</c>: of all ways through the steps the best one, which need
    /// not be one of the most probable labels. Of two classes as probable, the first counts.
    /// </summary>
    /// <param name="scores">Logits, or probabilities, of each step: [steps, classes]. Only the steps that count.</param>
    /// <param name="classes">How many classes there are, the blank among them; at least 2.</param>
    /// <param name="blank">The class that is the blank.</param>
    /// <exception cref="ArgumentException">The scores are not whole steps, or one of them is NaN.</exception>
    public static int[] BestPath(ReadOnlySpan<float> scores, int classes, int blank = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(blank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(blank, classes);
        if (scores.Length % classes != 0)
        {
            throw new ArgumentException($"Expected {classes} scores for each step; got {scores.Length} in all.", nameof(scores));
        }

        int[] path = new int[scores.Length / classes];
        for (int step = 0; step < path.Length; step++)
        {
            ReadOnlySpan<float> row = scores.Slice(step * classes, classes);
            path[step] = Classes.Largest(row);
            if (float.IsNaN(row[path[step]]))
            {
                throw new ArgumentException($"The score of class {path[step]} in step {step} is NaN.", nameof(scores));
            }
        }

        return Collapse(path, blank);
    }

    /// <summary>The labels of a way through the steps: classes that repeat count once, and blanks are left out.</summary>
    /// <param name="path">A class for each step.</param>
    /// <param name="blank">The class that is the blank.</param>
    public static int[] Collapse(ReadOnlySpan<int> path, int blank = 0)
    {
        var labels = new List<int>(path.Length);
        for (int step = 0; step < path.Length; step++)
        {
            if (path[step] != blank && (step == 0 || path[step] != path[step - 1]))
            {
                labels.Add(path[step]);
            }
        }

        return [.. labels];
    }
}
