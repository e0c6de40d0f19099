namespace NetCompiler;

/// <content>Stopping and going on.</content>
internal sealed partial class FitRun
{
    /// <summary>Writes the state that callbacks asked for, once all of them have been called.</summary>
    private void SaveStates()
    {
        float[][]? gathered = GatherForSaves();
        foreach (string path in _context.TakeSaves())
        {
            var table = new StateTable(path);
            SaveState(table.Root, gathered);
            StateFile.Write(table);
        }
    }

    private void SaveState(StateSection root, float[][]? gathered)
    {
        _network.SaveState(root, _optimizer, gathered);
        StateSection run = root.Section("fit");
        run.Add("batch_size", _options.BatchSize);
        run.Add("seed", _options.Seed);
        run.Add("shuffle", _options.Shuffle ? 1 : 0);
        run.Add("steps_per_epoch", _options.StepsPerEpoch ?? 0);
        run.Add("samples", _data.Count ?? -1);
        run.Add("bytes", StageSource.FileBytes(_data));
        run.Add("epoch", _nextEpoch);
        run.Add("step", _nextEpoch == _context.Epoch ? _context.Step : 0);
        run.Add("total_steps", _context.TotalSteps);
        run.Add("stopping", _context.IsStopping ? 1 : 0);
        run.Add("loss", _loss);
        run.Add("seen", _samples);
        _history.SaveState(root.Section("history"));
        run.Add("metrics", _options.Metrics.Count);
        for (int i = 0; i < _options.Metrics.Count; i++)
        {
            StateSection section = root.Section(FormattableString.Invariant($"metric{i}"));
            section.Add("name", _options.Metrics[i].Key);
            _options.Metrics[i].SaveState(section);
        }

        run.Add("callbacks", _options.Callbacks.Count);
        _callbacks.SaveState(root);
    }

    /// <summary>Puts the state in force that the run is to go on from, if there is one. All of the file is read and checked before.</summary>
    /// <returns>Puts back what was in force before.</returns>
    private Action Resume()
    {
        string? path = IsRoot ? _callbacks.Backup(_options.ResumeFrom) : null;
        StateTable? table = path is null ? null : StateFile.Read(path);
        return _group is not null ? Join(table) : table is not null ? Resume(table) : () => { };
    }

    private Action Resume(StateTable table)
    {
        StateSection root = table.Root, run = root.Section("fit");
        if (!run.Contains("epoch"))
        {
            throw root.Refuse("expected the state of a run of Fit, but found one without a position in an epoch, as SaveTrainingState writes it.");
        }

        run.Expect("batch_size", _options.BatchSize, "a batch size of");
        run.Expect("seed", _options.Seed, "FitOptions.Seed of");
        run.Expect("shuffle", _options.Shuffle ? 1 : 0, "FitOptions.Shuffle (0 or 1) of");
        run.Expect("samples", _data.Count ?? -1, "samples,");
        if (run.Contains("steps_per_epoch") || _options.StepsPerEpoch is not null)
        {
            run.Expect("steps_per_epoch", _options.StepsPerEpoch ?? 0, "FitOptions.StepsPerEpoch (0 for none) of");
        }

        if (run.Contains("bytes"))
        {
            run.Expect("bytes", StageSource.FileBytes(_data), "a data file whose length in bytes is");
        }

        run.Expect("metrics", _options.Metrics.Count, "metrics,");
        run.Expect("callbacks", _options.Callbacks.Count, "callbacks,");
        _callbacks.CheckState(root);
        List<Action> actions = [_network.PrepareState(root, _optimizer), _history.PrepareState(root.Section("history"))];
        for (int i = 0; i < _options.Metrics.Count; i++)
        {
            StateSection section = root.Section(FormattableString.Invariant($"metric{i}"));
            section.Expect("name", _options.Metrics[i].Key, "the metric");
            actions.Add(_options.Metrics[i].PrepareState(section));
        }

        actions.Add(PreparePosition(run));
        var before = new StateTable(table.Path);
        _network.SaveState(before.Root, _optimizer);
        Action undo = _network.PrepareState(before.Root, _optimizer);
        actions.ForEach(action => action());
        _resumed = root;
        SayThatItIsOver(table.Path);
        return undo;
    }

    /// <summary>A program that is started once too often should not wonder why it is ready at once.</summary>
    private void SayThatItIsOver(string path)
    {
        if (_options.Verbose != false && (_nextEpoch >= _options.Epochs || (_context.IsStopping && _stepsDone == 0)))
        {
            _context.Output.WriteLine($"{path}: the run had come to its end, and its result is taken from there. Delete the file to train anew.");
        }
    }

    private Action PreparePosition(StateSection run)
    {
        (long epoch, long step, long total) = (run.GetInt64("epoch"), run.GetInt64("step"), run.GetInt64("total_steps"));
        (double loss, long samples, bool stopping) = (run.GetDouble("loss"), run.GetInt64("seen"), run.GetInt64("stopping") != 0);
        if (epoch is < 0 or > int.MaxValue || step < 0 || total < 0 || samples < 0)
        {
            throw run.Refuse(FormattableString.Invariant(
                $"expected a position of at least 0, but found epoch {epoch}, step {step} of {total}, {samples} samples."));
        }

        return () =>
        {
            (_loss, _samples, _nextEpoch, _stepsDone) = (loss, samples, (int)epoch, step);
            (_context.Epoch, _context.Step, _context.TotalSteps, _context.IsStopping, _context.IsResumed) = ((int)epoch, step, total, stopping, true);
        };
    }
}
