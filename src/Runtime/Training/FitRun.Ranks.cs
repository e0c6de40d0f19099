using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NetCompiler;

/// <content>
/// A run of several ranks. All do the same; what rank 0's callbacks decide, the others hear at fixed places, so that nobody waits for who is
/// elsewhere.
/// </content>
internal sealed unsafe partial class FitRun
{
    /// <summary>What rank 0 tells the others.</summary>
    private enum News
    {
        Stops,
        IsCancelled,
        Saves,
        HasOtherParameters,
        LearningRate,
        HasNoKeptStates,
        Count,
    }

    private readonly RankGroup? _group;
    private readonly int[] _news = GC.AllocateArray<int>((int)News.Count, pinned: true);
    private RankedTraining? _ranks;
    private int _version;
    private bool _isCancelled;

    /// <summary>Whether this process prints, calls callbacks and writes files.</summary>
    private bool IsRoot => _group is null or { IsRoot: true };

    private float* NewsStart => (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_news, 0);

    private void CheckExchange()
    {
        if (_options.Exchange is not { } exchange)
        {
            return;
        }

        if (exchange.Ranks < 1 || exchange.Rank < 0 || exchange.Rank >= exchange.Ranks)
        {
            throw new ArgumentException(
                $"FitOptions.Exchange says that this is rank {exchange.Rank} of {exchange.Ranks}; expected at least one, and a rank from 0.",
                nameof(FitOptions.Exchange));
        }

        if (_options.DifferentialPrivacy is not null)
        {
            throw new ArgumentException("FitOptions.DifferentialPrivacy adds its noise in one process; leave FitOptions.Exchange null.",
                nameof(FitOptions.Exchange));
        }
    }

    /// <summary>Reads this rank's samples of the next batch.</summary>
    private int Fill(ISampleReader reader)
    {
        if (_ranks is null || _data.Count is not { } all)
        {
            return _buffers.Fill(reader, _options.BatchSize);
        }

        int count = (int)Math.Min(_options.BatchSize, all - _samples);
        if (count > 0)
        {
            BatchCut cut = _ranks.CutOf(count);
            _buffers.FillRange(reader, count, cut.FirstRow, cut.EndRow);
        }

        return count;
    }

    /// <summary>Gives all ranks the state that rank 0 begins with.</summary>
    /// <param name="resumed">At rank 0: the state of an earlier run; or null.</param>
    /// <returns>Puts back what was in force before.</returns>
    private Action Join(StateTable? resumed)
    {
        CompareOptions();
        StateTable table = resumed ?? new StateTable("the state of rank 0");
        if (IsRoot && resumed is null)
        {
            _network.SaveState(table.Root, _optimizer);
        }

        table = RankStream.Broadcast(_group!, table);
        Action undo = () => { };
        if (table.Contains("fit/epoch") || resumed is not null)
        {
            undo = Resume(table);
        }
        else if (!IsRoot)
        {
            _network.PrepareState(table.Root, _optimizer)();
        }

        _ranks = _network.JoinRanks(_optimizer, _group!);
        _optimizer.Spread(_ranks.Shards);
        _version = _network.Version;
        return undo;
    }

    /// <summary>Finds out before the first step that a rank was started with something else.</summary>
    private void CompareOptions()
    {
        string[] own = Describe(), first = Encoding.UTF8.GetString(
            _group!.Broadcast(Encoding.UTF8.GetBytes(string.Join('\n', own)))).Split('\n');
        if (!own.SequenceEqual(first))
        {
            int line = Enumerable.Range(0, Math.Min(own.Length, first.Length) - 1).FirstOrDefault(i => own[i] != first[i], own.Length - 1);
            (string here, string there) = (Listing.Cut(own[line], most: 200), Listing.Cut(first[Math.Min(line, first.Length - 1)], most: 200));
            throw new ArgumentException(
                $"Rank {_group.Rank} does not train what rank 0 does: it has '{here}', rank 0 has '{there}'. Give all ranks the same.",
                nameof(FitOptions));
        }
    }

    private string[] Describe()
    {
        NetworkDescription network = _network.Description;
        FormattableString[] lines =
        [
            $"network {network.Name}",
            $"parameters {string.Join(' ', network.Parameters.Select(parameter => Shapes.Print(parameter.Shape)))}",
            $"version {typeof(FitRun).Module.ModuleVersionId}",
            $"Epochs {_options.Epochs}",
            $"InitialEpoch {_options.InitialEpoch}",
            $"StepsPerEpoch {_options.StepsPerEpoch?.ToString(CultureInfo.InvariantCulture) ?? "null"}",
            $"BatchSize {_options.BatchSize}",
            $"Seed {_options.Seed}",
            $"Shuffle {_options.Shuffle}",
            $"samples {_data.Count ?? -1}",
            $"validation samples {_validation?.Count ?? -1}",
            $"ValidationFrequency {_options.ValidationFrequency}",
            $"Metrics {string.Join(' ', _options.Metrics.Select(metric => metric.Key))}",
            $"Callbacks {_options.Callbacks.Count}",
            $"CheckFinite {_network.CheckFinite || _options.Callbacks.Any(callback => callback.ChecksFinite)}",
            $"ClassWeights {string.Join(' ', (_options.ClassWeights ?? new Dictionary<int, float>()).OrderBy(weight => weight.Key))}",
            $"Optimizer {_optimizer.Describe()}",
            $"frozen {string.Join(' ', _network.Parameters.Where(parameter => parameter.IsFrozen).Select(parameter => parameter.Name))}",
        ];
        return Array.ConvertAll(lines, line => line.ToString(CultureInfo.InvariantCulture).ReplaceLineEndings(" "));
    }

    /// <summary>Callbacks may change something at the beginning of a batch, too.</summary>
    private void AgreeBeforeStep(CancellationToken token)
    {
        if (_options.Callbacks.Count > 0)
        {
            Agree(token);
        }
    }

    /// <summary>Takes over what rank 0's callbacks, or its user, have decided.</summary>
    private void Agree(CancellationToken token)
    {
        if (_group is null)
        {
            return;
        }

        if (IsRoot)
        {
            _news[(int)News.Stops] = _context.IsStopping ? 1 : 0;
            _news[(int)News.IsCancelled] = token.IsCancellationRequested ? 1 : 0;
            _news[(int)News.Saves] = _context.HasSaves ? 1 : 0;
            _news[(int)News.HasOtherParameters] = _network.Version != _version ? 1 : 0;
            _news[(int)News.LearningRate] = BitConverter.SingleToInt32Bits(_optimizer.LearningRate);
            _news[(int)News.HasNoKeptStates] = _network.HasKeptStates ? 0 : 1;
        }

        _group.Broadcast(NewsStart, (int)News.Count);
        _isCancelled = _news[(int)News.IsCancelled] != 0;
        if (!IsRoot)
        {
            _context.IsStopping = _news[(int)News.Stops] != 0;
            _optimizer.Follow(BitConverter.Int32BitsToSingle(_news[(int)News.LearningRate]));
            if (_news[(int)News.HasNoKeptStates] != 0)
            {
                _network.ResetStates();
            }
        }

        if (_news[(int)News.HasOtherParameters] != 0)
        {
            TakeParameters();
        }
    }

    private void TakeParameters()
    {
        _network.BeginChange();
        _ranks!.TakeParameters();
        _network.EndChange();
        _version = _network.Version;
    }

    private bool IsCancelled(CancellationToken token) => _group is null ? token.IsCancellationRequested : _isCancelled;

    /// <summary>At rank 0, the optimizer's state of all ranks, where a file is to be written.</summary>
    private float[][]? GatherForSaves()
    {
        if (_ranks is null || !_optimizer.IsSpread || _news[(int)News.Saves] == 0)
        {
            return null;
        }

        return _ranks.GatherState(_optimizer);
    }

    /// <summary>Gives all ranks the values of rank 0's epoch.</summary>
    private void ShareLogs()
    {
        if (_group is null)
        {
            return;
        }

        string text = string.Join('\n', _context.Logs.Select(log => log.Value.ToString("R", CultureInfo.InvariantCulture) + " " + log.Key));
        text = Encoding.UTF8.GetString(_group.Broadcast(Encoding.UTF8.GetBytes(text)));
        if (!IsRoot)
        {
            _context.SetLogs(text.Split('\n').Select(line => line.Split(' ', 2))
                .Select(parts => (parts[1], double.Parse(parts[0], CultureInfo.InvariantCulture))));
        }
    }

    /// <summary>Makes the states whole again: what follows is as after a run of one process.</summary>
    private void Collect()
    {
        if (_ranks is null)
        {
            return;
        }

        _ranks.GatherKept();
        _optimizer.Collect(_ranks.Shards);
    }

    /// <summary>The last callbacks may have changed the parameters, too.</summary>
    private void ShareParameters()
    {
        if (_ranks is not null)
        {
            TakeParameters();
        }
    }
}
