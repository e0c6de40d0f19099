using System.Diagnostics;

namespace NetCompiler;

/// <summary>One call of <see cref="TrainableNetwork.Fit"/>.</summary>
internal sealed partial class FitRun
{
    private readonly TrainableNetwork _network;
    private readonly FitOptions _options;
    private readonly IDataSource _data;
    private readonly IDataSource? _validation;
    private readonly Optimizer _optimizer;
    private readonly BatchBuffers _buffers;
    private readonly BatchBuffers? _validationBuffers;
    private readonly MetricList _metrics;
    private readonly ClassWeighting? _classWeights;
    private readonly History _history = new();
    private readonly TrainingContext _context;
    private readonly CallbackList _callbacks;
    private double _loss;
    private long _samples;
    private int _nextEpoch;
    private long _stepsDone;
    private StateSection? _resumed;

    public FitRun(TrainableNetwork network, IDataSource data, FitOptions options)
    {
        Check(options);
        network.CheckData(data, nameof(data));
        if (options.DifferentialPrivacy is not null)
        {
            network.CheckPerExample();
        }

        (_network, _options, _data, _validation) = (network, options, data, options.Validation);
        if (options.ValidationSplit > 0)
        {
            (_data, _validation) = data is Dataset samples ? samples.Split(options.ValidationSplit)
                : throw new ArgumentException("FitOptions.ValidationSplit splits samples in memory, a Dataset; give FitOptions.Validation for "
                + "other sources.", nameof(options));
        }

        if (_validation is not null)
        {
            network.CheckData(_validation, nameof(options));
        }

        CheckStateful();
        CheckExchange();
        _group = options.Exchange is { Ranks: > 1 } exchange ? new RankGroup(exchange) : null;
        _metrics = new MetricList(network, options.Metrics);
        _classWeights = options.ClassWeights is { } weights ? new ClassWeighting(network.Description, weights) : null;
        _optimizer = options.Optimizer ?? new Adam();
        _optimizer.Bind(network);
        _buffers = new BatchBuffers(network, _data);
        _validationBuffers = _validation is null ? null : new BatchBuffers(network, _validation);
        TextWriter output = IsRoot ? options.Output ?? Console.Out : TextWriter.Null;
        _context = new TrainingContext(network, options, _optimizer, _history, output) { StepsPerEpoch = Steps };
        _nextEpoch = options.InitialEpoch;
        _callbacks = new CallbackList(IsRoot ? options.Callbacks : [], _context);
    }

    /// <summary>States are kept for the places of a batch: the same sequence must stand there in the next one.</summary>
    private void CheckStateful()
    {
        if (!_network.IsStateful)
        {
            return;
        }

        string name = _network.Description.Name;
        if (_options.Shuffle)
        {
            throw new ArgumentException(
                $"'{name}' has stateful layers, for which samples follow those of the batch before; set FitOptions.Shuffle to false.",
                nameof(FitOptions.Shuffle));
        }

        if (_data.Count % _options.BatchSize is { } rest and not 0)
        {
            throw new ArgumentException($"'{name}' has stateful layers, for which all batches have the same size; of {_data.Count} samples in "
                + $"batches of {_options.BatchSize}, the last has {rest}.", nameof(FitOptions.BatchSize));
        }
    }

    private static int ValidationBatch => new EvaluateOptions().BatchSize;

    /// <summary>Of an epoch, if the source knows.</summary>
    private long? Steps => (_data.Count + _options.BatchSize - 1) / _options.BatchSize is { } all
        ? Math.Min(all, _options.StepsPerEpoch ?? all) : null;

    public History Run(CancellationToken token)
    {
        int threads = _network.ComputeThreads;
        var run = new RunDescription(_optimizer, _options);
        long began = Stopwatch.GetTimestamp();
        try
        {
            _metrics.Claim();
            _callbacks.Claim();
            Action undo = Resume();
            _network.ComputeThreads = _options.Threads ?? threads;
            _network.SkipsNonFinite = _options.Callbacks.Any(callback => callback.ChecksFinite);
            RunWithCallbacks(undo, token);
            run.Duration = Stopwatch.GetElapsedTime(began);
            _history.Run = run;
        }
        catch (Exception e)
        {
            _group?.Fail(e);
            throw;
        }
        finally
        {
            _network.ComputeThreads = threads;
            _network.SkipsNonFinite = false;
            _callbacks.Release();
            _metrics.Dispose();
        }

        return _history;
    }

    private void RunWithCallbacks(Action undo, CancellationToken token)
    {
        try
        {
            Begin(undo, token);
            RunEpochs(token);
            End();
        }
        catch
        {
            _callbacks.TrainAborted();
            throw;
        }

        if (!_history.IsCancelled)
        {
            _callbacks.Completed();
        }
    }

    /// <summary>Until here a resumed run has changed nothing but memory, and that is taken back where a callback cannot go on.</summary>
    private void Begin(Action undo, CancellationToken token)
    {
        if (_options.Verbose != false && MissingClasses.Warning(_network.Description.Loss!, _data, _validation) is { } warning)
        {
            _context.Output.WriteLine(warning);
        }

        try
        {
            _callbacks.TrainBegin();
            if (_resumed is not null)
            {
                _callbacks.RestoreState(_resumed);
            }
        }
        catch
        {
            undo();
            throw;
        }

        Agree(token);
    }

    private void RunEpochs(CancellationToken token)
    {
        // A run that was asked to stop within an epoch has that epoch's end before it.
        while (_nextEpoch < _options.Epochs && (!_context.IsStopping || _stepsDone > 0))
        {
            if (IsCancelled(token))
            {
                _history.IsCancelled = true;
            }
            else
            {
                RunEpoch(_nextEpoch, token);
            }

            if (_history.IsCancelled)
            {
                return;
            }
        }
    }

    private void RunEpoch(int epoch, CancellationToken token)
    {
        (_context.Epoch, _context.Step) = (epoch, _stepsDone);
        FitReport progress = NewProgress(epoch);
        BeginEpoch();
        using (ISampleReader reader = _data.Read(new DataPass(_options.Seed, epoch, _options.Shuffle)))
        {
            reader.Skip(_samples);
            RunSteps(reader, progress, token);
        }

        // Nothing to end where a callback stopped the run before the first step.
        if (!_history.IsCancelled && !(_context.IsStopping && _samples == 0))
        {
            EndEpoch(progress, token);
        }
    }

    /// <summary>Unless the epoch was begun before the run was stopped and resumed.</summary>
    private void BeginEpoch()
    {
        if (_stepsDone > 0)
        {
            _stepsDone = 0;
            return;
        }

        (_loss, _samples) = (0, 0);
        _metrics.Reset();

        _context.SetLogs([]);
        _callbacks.EpochBegin();
    }

    private void RunSteps(ISampleReader reader, FitReport progress, CancellationToken token)
    {
        while (!_context.IsStopping && !(_context.Step >= _options.StepsPerEpoch))
        {
            int count = Fill(reader);
            if (count == 0)
            {
                return;
            }

            _callbacks.BatchBegin();
            AgreeBeforeStep(token);
            RunStep(count);
            EndStep(progress, token);
            if (IsCancelled(token))
            {
                _history.IsCancelled = true;
                return;
            }
        }
    }

    private void EndStep(FitReport progress, CancellationToken token)
    {
        _context.TotalSteps++;
        if (!_callbacks.IsEmpty)
        {
            _context.SetLogs(Values());
            _callbacks.BatchEnd();
        }

        _context.Step++;
        Agree(token);
        SaveStates();
        progress.Show(_context.Step, Values());
    }

    private void EndEpoch(FitReport progress, CancellationToken token)
    {
        if (_samples == 0)
        {
            throw new InvalidOperationException($"The data source has no samples in epoch {_context.Epoch}; expected at least one.");
        }

        // The training's values before the validation, which begins its metrics anew.
        List<(string Name, double Value)> values = [.. Values()];
        bool validates = (_context.Epoch + 1) % _options.ValidationFrequency == 0;
        _context.SetLogs(_validation is null || !validates ? values : values.Concat(Validate(_validation)));
        _callbacks.EpochEnd();
        ShareLogs();
        Agree(token);
        _history.AddEpoch(validates || _validation is null ? _context.Logs : WithoutValidation(), _optimizer.LearningRate);
        _nextEpoch++;
        SaveStates();
        progress.Finish(_context.Step, _context.Logs);
    }

    private void End()
    {
        Collect();
        if (_history.IsCancelled)
        {
            _callbacks.Cancelled();
            SaveStates();
        }
        else
        {
            _optimizer.OverwriteWithAverage();
        }

        _callbacks.TrainEnd();
        ShareParameters();
    }

    /// <summary>Keeps an epoch's values in the history's same place, though it was not validated.</summary>
    private IEnumerable<KeyValuePair<string, double>> WithoutValidation() => _context.Logs.Concat(
        Values().Select(value => KeyValuePair.Create("val_" + value.Name, double.NaN)).Where(value => !_context.Logs.ContainsKey(value.Key)));

    private FitReport NewProgress(int epoch)
    {
        bool toConsole = _options.Output is null, repaints = toConsole && !Console.IsOutputRedirected;
        TextWriter output = _options.Output ?? Console.Out;
        string title = FormattableString.Invariant($"Epoch {epoch + 1}/{_options.Epochs}");
        if (_options.Verbose == false || !IsRoot)
        {
            return new FitReport(_options, IsRoot ? _options.Progress : null, null, epoch, Steps);
        }

        // What is redirected is read later, and by programs: a line an epoch that says which.
        bool isLog = toConsole && !repaints;
        if (_options.Epochs > 1 && !isLog)
        {
            output.WriteLine(title);
        }

        return new FitReport(_options, _options.Progress, new ProgressLine(output, Steps, repaints, _stepsDone, isLog ? title : null), epoch, Steps);
    }

    /// <summary>Trains on the samples that are in the buffers.</summary>
    private void RunStep(int count)
    {
        Span<float> inputs = _buffers.Inputs(count), targets = _buffers.Targets(count);
        Span<float> predictions = _metrics.IsEmpty ? default : _buffers.Predictions(count);
        GradientRule? rule = _options.DifferentialPrivacy is { } privacy ? _network.RuleFor(privacy) : null;
        ReadOnlySpan<float> weights = _classWeights is null ? _buffers.SampleWeights(count) : ClassWeights(targets, count);
        float loss = _network.TrainStep(inputs, targets, _optimizer, weights, predictions, rule, _ranks);
        _context.NonFinite = _network.LastNonFinite;
        _version = _network.Version;
        _loss += (double)loss * count;
        _samples += count;
        if (IsRoot)
        {
            _metrics.Add(predictions, targets, count);
        }
    }

    /// <summary>The weights of the samples' classes, times their own.</summary>
    private Span<float> ClassWeights(ReadOnlySpan<float> targets, int count)
    {
        Span<float> weights = _buffers.Weights(count), own = _buffers.SampleWeights(count);
        _classWeights!.Write(targets, weights);
        for (int i = 0; i < own.Length; i++)
        {
            weights[i] *= own[i];
        }

        return weights;
    }

    /// <summary>Metrics by name and then the loss, as Keras sorts them.</summary>
    private IEnumerable<(string Name, double Value)> Values() =>
        _metrics.Values.Append(("loss", _loss / Math.Max(_samples, 1))).OrderBy(value => value.Item1, StringComparer.Ordinal);

    private IEnumerable<(string Name, double Value)> Validate(IDataSource validation)
    {
        Evaluation result = _group is null ? _network.EvaluateWith(validation, ValidationBatch, _metrics, _validationBuffers!)
            : new RankedEvaluation(_network, _group).Run(validation, ValidationBatch, _metrics, _validationBuffers!);
        return result.Metrics.Select(metric => (metric.Key, metric.Value)).Append(("loss", result.Loss))
            .OrderBy(value => value.Item1, StringComparer.Ordinal).Select(value => ("val_" + value.Item1, value.Item2));
    }

    private static void Check(FitOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Epochs, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(options));
        if (options.InitialEpoch >= options.Epochs)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"FitOptions.InitialEpoch is {options.InitialEpoch}; expected less than the {options.Epochs} Epochs."), nameof(options));
        }

        if (options.Threads is < 1)
        {
            throw new ArgumentException($"FitOptions.Threads is {options.Threads}; expected at least 1.", nameof(options));
        }

        if (!(options.ValidationSplit >= 0 && options.ValidationSplit < 1) || (options.ValidationSplit > 0 && options.Validation is not null))
        {
            throw new ArgumentException(
                "FitOptions.ValidationSplit is a share from 0 to below 1, and not set beside Validation.", nameof(options));
        }
    }
}
