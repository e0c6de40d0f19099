namespace NetCompiler;

/// <summary>What a metric looks at: one output of a network, the target that belongs to it, and what both mean.</summary>
/// <param name="Output">A part of a prediction's row.</param>
/// <param name="Target">A part of a target's row.</param>
/// <param name="Loss">The loss that the output is trained with; <see cref="Loss.Custom"/> where nobody said.</param>
/// <param name="FromLogits">Whether the output is not yet a probability; null where nobody said.</param>
internal sealed record MetricTask(TensorDescription Output, TensorDescription Target, Loss Loss, bool? FromLogits)
{
    /// <summary>The class of places that are not measured; null where all are.</summary>
    public int? IgnoreClass { get; init; }

    /// <summary>Size of the output's last axis. A row of so many values is a place of the sample.</summary>
    public int Classes => Output.Shape.Length == 0 ? 1 : Output.Shape[^1];

    /// <summary>Places of a sample.</summary>
    public int Rows => Output.Floats / Classes;

    public bool IsRegression => Loss is Loss.MeanSquaredError or Loss.MeanAbsoluteError or Loss.Huber;

    /// <summary>Whether each place belongs to one class.</summary>
    public bool HasClasses => Loss is Loss.SparseCategoricalCrossentropy or Loss.CategoricalCrossentropy;

    /// <summary>Whether the place with that target is measured.</summary>
    public bool Measures(ReadOnlySpan<float> targets, int row) =>
        IgnoreClass is not { } ignored || Loss != Loss.SparseCategoricalCrossentropy || targets[row] != ignored;

    /// <summary>The task of a metric for a network.</summary>
    /// <exception cref="ArgumentException">There is no such output or target, or it is not clear which one is meant, or they do not belong
    /// together.</exception>
    public static MetricTask Of(NetworkDescription network, Metric metric)
    {
        LossDescription loss = network.Loss!;
        TensorDescription[] outputs = network.Outputs.Length > 0 ? network.Outputs : [new TensorDescription("output", network.OutputShape, 0)];
        TensorDescription[] targets = network.Targets.Length > 0 ? network.Targets : [new TensorDescription("target", [loss.TargetFloats], 0)];
        TensorDescription output = Find(network, metric, outputs, metric.Output, "output");
        TensorDescription target = metric.Target is null && outputs.Length > 1 && outputs.Length == targets.Length
            ? targets[Array.IndexOf(outputs, output)]
            : Find(network, metric, targets, metric.Target, "target");
        bool isPlain = loss.Kind != Loss.Custom && outputs.Length == 1;
        IndexRange? classes = ClassesOf(network, output, target);
        Loss kind = metric.Loss ?? (isPlain ? loss.Kind : classes is not null ? Loss.SparseCategoricalCrossentropy : Loss.Custom);
        var task = new MetricTask(output, target, kind, metric.FromLogits ?? (isPlain ? loss.FromLogits : null))
        {
            IgnoreClass = kind == Loss.SparseCategoricalCrossentropy ? classes?.Ignored : null,
        };
        int wanted = kind == Loss.SparseCategoricalCrossentropy ? task.Rows : output.Floats;
        return target.Floats == wanted ? task : throw new ArgumentException(
            $"{Who(network, metric)} expects {wanted} floats of target for the output '{output.Name}' of shape {Shapes.Print(output.Shape)}, but "
                + $"the target '{target.Name}' has {target.Floats}; "
            + "Metric.Output and Metric.Target say which belong together.");
    }

    /// <summary>Refuses a metric, saying why.</summary>
    public ArgumentException Refuse(NetworkDescription network, Metric metric, string problem) =>
        new($"{Who(network, metric)} does not fit the output '{Output.Name}' of shape {Shapes.Print(Output.Shape)} with the loss {Loss}: {problem}");

    private static string Who(NetworkDescription network, Metric metric) => $"The metric '{metric.Key}' of '{network.Name}'";

    private static TensorDescription Find(NetworkDescription network, Metric metric, TensorDescription[] all, string? name, string what)
    {
        TensorDescription? found = name is null ? (all.Length == 1 ? all[0] : null) : Array.Find(all, part => part.Name == name);
        return found ?? throw new ArgumentException(
            $"{Who(network, metric)} must name one {what} of {Listing.FirstOf(Array.ConvertAll(all, part => $"'{part.Name}'"))}; "
            + $"its {(what == "output" ? nameof(Metric.Output) : nameof(Metric.Target))} is {(name is null ? "null" : $"'{name}'")}.");
    }

    /// <summary>How the loss takes the target for the number of one of the output's classes at each place; null where it does not.</summary>
    private static IndexRange? ClassesOf(NetworkDescription network, TensorDescription output, TensorDescription target) =>
        output.Shape.Length == 0 ? null : Array.Find(network.TargetIndices, range =>
            range.Limit == output.Shape[^1] && range.Offset <= target.Offset && range.Offset + range.Count >= target.Offset + target.Floats);
}
