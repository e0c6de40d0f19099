namespace NetCompiler;

public abstract partial class TrainableNetwork
{
    /// <summary>
    /// Writes what a loop of <see cref="TrainStep(ReadOnlySpan{float}, ReadOnlySpan{float}, Optimizer, ReadOnlySpan{float})"/> needs to go on as if
    /// it had
    /// never stopped: the parameters, the optimizer's state, and the state of the random draws. The file is replaced whole or not at all.
    /// </summary>
    /// <param name="path">The file to write.</param>
    /// <param name="optimizer">The optimizer that trains this network.</param>
    /// <exception cref="InvalidOperationException">
    /// The optimizer belongs to another network, or the network is being trained, or was while its state was read; no file is written then.
    /// </exception>
    public void SaveTrainingState(string path, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(optimizer);
        optimizer.Bind(this);
        var table = new StateTable(path);
        int version = BeginReading();
        SaveState(table.Root, optimizer);
        EndReading(version);
        StateFile.Write(table);
        Saved();
    }

    /// <summary>
    /// Puts in force what <see cref="SaveTrainingState"/> or a <see cref="BackupAndRestore"/> wrote; on any error nothing is changed.
    /// </summary>
    /// <param name="path">The file to read.</param>
    /// <param name="optimizer">An optimizer of the same kind and settings.</param>
    /// <exception cref="ModelFileException">The file is no training state, is damaged, or is of another network or another kind of
    /// optimizer.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network, or the network is being trained at this
    /// moment.</exception>
    public void LoadTrainingState(string path, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(optimizer);
        CheckNotTraining();
        optimizer.Bind(this);
        PrepareState(StateFile.Read(path).Root, optimizer)();
    }

    /// <param name="root">Gets the state.</param>
    /// <param name="optimizer">What trains the network.</param>
    /// <param name="gathered">The optimizer's values of all ranks; null where it has them itself.</param>
    internal void SaveState(StateSection root, Optimizer optimizer, float[][]? gathered = null)
    {
        StateSection section = root.Section("network");
        section.Add("name", Description.Name);
        section.Add("seed", Seed);
        section.Add("steps", _steps);
        _kept?.Save(section);
        section.Add("parameters", Parameters.Count);
        foreach (Parameter parameter in Parameters)
        {
            section.Add($"shape/{parameter.Name}", Shapes.Print(parameter.Shape));
            section.Add($"parameter/{parameter.Name}", parameter.Unpack(ParameterArena.Span));
        }

        optimizer.SaveState(root.Section("optimizer"), this, gathered);
    }

    /// <summary>Reads and checks a state; the result puts it in force.</summary>
    /// <exception cref="ModelFileException">The state is of another network or another kind of optimizer.</exception>
    internal Action PrepareState(StateSection root, Optimizer optimizer)
    {
        StateSection section = root.Section("network");
        section.Expect("name", Description.Name, "the network");
        section.Expect("parameters", Parameters.Count, "parameters,");
        foreach (Parameter parameter in Parameters)
        {
            section.Expect($"shape/{parameter.Name}", Shapes.Print(parameter.Shape), $"'{parameter.Name}' of shape");
        }

        float[][] values = [.. Parameters.Select(parameter => section.GetSingles($"parameter/{parameter.Name}", parameter.Count))];
        (int seed, long steps) = (section.GetInt32("seed"), section.GetInt64("steps"));
        Action? ofStates = _kept?.Load(section);
        Action ofOptimizer = optimizer.PrepareState(root.Section("optimizer"), this);
        return () =>
        {
            // One change: nobody may see some parameters of the state beside others from before.
            BeginChangeOfAll();
            for (int i = 0; i < values.Length; i++)
            {
                Parameters[i].Pack(values[i], ParameterArena.Span);
            }

            (Seed, _steps) = (seed, steps);
            ofStates?.Invoke();
            ofOptimizer();
            EndChange();
        };
    }
}
