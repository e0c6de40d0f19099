namespace NetCompiler;

/// <content>
/// Who may use the network when. One thread at a time changes it; all that read its weights go through <see cref="BeginReading"/> and
/// <see cref="EndReading"/>, which cost a few loads and no lock: a reader looks whether anything was changed meanwhile, and then refuses what it
/// read.
/// </content>
public abstract partial class CompiledNetwork
{
    private const int Free = 0, Busy = -1;

    /// <summary><see cref="Free"/>, <see cref="Busy"/> during a training step, or the thread that fits and is between two steps.</summary>
    private int _training;

    /// <summary>The thread that fits, or <see cref="Free"/>.</summary>
    private int _fitting;

    private readonly Lock _drawing = new();

    /// <summary>
    /// Changes of the parameters so far, of which their first values are one. 0 until somebody needs these: whoever loads weights before does not.
    /// </summary>
    private int _version;

    /// <summary>Uses of the network by one thread alone so far, each of which may have left other gradients.</summary>
    private int _uses;

    /// <summary>Another number after each change of the parameters.</summary>
    internal int Version => Volatile.Read(ref _version) is not 0 and int version ? version : DrawFirstValues();

    /// <summary>To be called after every change of the parameters: packed copies are renewed at the next use.</summary>
    internal void ParametersChanged() => Interlocked.Increment(ref _version);

    /// <summary>Refuses what must not happen during a training step, or a run of <c>Fit</c> on another thread.</summary>
    internal void CheckNotTraining()
    {
        if (Volatile.Read(ref _training) != Free)
        {
            CheckFitsItself();
        }
    }

    /// <summary>To be called before weights are read. Readings may lie within each other.</summary>
    /// <returns>The version of the weights, for <see cref="EndReading"/>.</returns>
    /// <exception cref="InvalidOperationException">The network is being trained.</exception>
    internal int BeginReading()
    {
        int version = Version;
        CheckNotTraining();
        return version;
    }

    /// <summary>To be called when weights were read, before anybody is given what they were.</summary>
    /// <exception cref="InvalidOperationException">Some were changed meanwhile: what was read may be half of one version and half of
    /// another.</exception>
    internal void EndReading(int version)
    {
        Volatile.ReadBarrier();
        if (_version != version || _training == Busy)
        {
            ThrowTraining();
        }
    }

    /// <summary>As <see cref="BeginReading"/>, for gradients.</summary>
    internal int BeginReadingGradients()
    {
        int uses = Volatile.Read(ref _uses);
        CheckNotTraining();
        return uses;
    }

    /// <summary>As <see cref="EndReading"/>, for gradients.</summary>
    internal void EndReadingGradients(int uses)
    {
        Volatile.ReadBarrier();
        if (_uses != uses || _training == Busy)
        {
            ThrowTraining();
        }
    }

    /// <summary>From here on, until <see cref="EndTraining"/>, nothing else may use the network. False when something does that already.</summary>
    internal bool TryBeginTraining()
    {
        int before = _fitting == Environment.CurrentManagedThreadId ? _fitting : Free;
        if (Interlocked.CompareExchange(ref _training, Busy, before) != before)
        {
            return false;
        }

        // Nobody else writes it now; who reads gradients meanwhile finds the network busy, or this number.
        Volatile.Write(ref _uses, _uses + 1);
        return true;
    }

    internal void EndTraining() => Volatile.Write(ref _training, _fitting);

    /// <summary>Like a training step: from here on, until <see cref="EndChange"/>, predictions are refused.</summary>
    internal void BeginChange()
    {
        if (!TryBeginTraining())
        {
            ThrowTraining();
        }
    }

    /// <summary>The same for who replaces every parameter: first values that nobody has seen are never drawn.</summary>
    internal void BeginChangeOfAll()
    {
        BeginChange();
        lock (_drawing)
        {
            _version = Math.Max(_version, 1);
        }
    }

    internal void EndChange()
    {
        ParametersChanged();
        EndTraining();
    }

    /// <summary>From here on, until <see cref="EndFit"/>, only this thread may use the network. False when it is in use already.</summary>
    internal bool TryBeginFit()
    {
        if (Interlocked.CompareExchange(ref _training, Environment.CurrentManagedThreadId, Free) != Free)
        {
            return false;
        }

        _fitting = Environment.CurrentManagedThreadId;
        return true;
    }

    internal void EndFit()
    {
        _fitting = Free;
        Volatile.Write(ref _training, Free);
    }

    /// <summary>Draws the first values, unless somebody else has; the version of the weights.</summary>
    private int DrawFirstValues()
    {
        lock (_drawing)
        {
            if (_version == 0)
            {
                Initialize(Seed);
                Volatile.Write(ref _version, 1);
            }

            return _version;
        }
    }

    private void CheckFitsItself()
    {
        if (Volatile.Read(ref _training) is not Free and var user && user != Environment.CurrentManagedThreadId)
        {
            ThrowTraining();
        }
    }

    private void ThrowTraining() => throw new InvalidOperationException(
        $"'{Description.Name}' is being trained: its weights change. Predict, copy and save before or after, from a callback of Fit, or on a "
            + $"second instance.");
}
