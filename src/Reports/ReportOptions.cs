namespace NetCompiler.Reports;

/// <summary>What a <see cref="TrainingReport"/> shows beside the history and the layers.</summary>
public sealed class ReportOptions
{
    /// <summary>The heading; null for the network's name.</summary>
    public string? Title { get; init; }

    /// <summary>Samples that the network has not seen, for the confusion matrix and the worst mistakes; null for neither.</summary>
    public IDataSource? Test { get; init; }

    /// <summary>The classes' names by index; null for the indices. As many as the network has classes.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Mistakes to show at most, from 0 on.</summary>
    public int WorstCount { get; init; } = 24;

    /// <summary>The callback that recorded norms during the run; null for no curves of them.</summary>
    public NormsRecorder? Norms { get; init; }
}
