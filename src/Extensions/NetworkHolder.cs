using System.Buffers;
using Microsoft.Extensions.Logging;

namespace NetCompiler;

/// <summary>
/// Holds the network that a service answers with, and replaces it while requests run: each request keeps the network that it began with, so that
/// none fails and none is answered by weights of two versions.
/// </summary>
/// <typeparam name="T">The network's class.</typeparam>
/// <remarks>All members may be used by any number of threads at once. What nobody uses any more is left to the garbage collector.</remarks>
public sealed class NetworkHolder<T>
    where T : CompiledNetwork
{
    private readonly Func<T> _load;
    private readonly NetworkMetrics _metrics;
    private readonly ILogger? _logger;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _reloading = new(1, 1);
    private readonly Lock _swapping = new();
    private NetworkVersion<T> _version;
    private Exception? _failure;

    /// <summary>Loads the first network, and tries it as <see cref="ReloadAsync"/> does.</summary>
    /// <param name="load">Makes a network; called again at each reload. It may not return a network that it has returned before.</param>
    /// <param name="metrics">Where predictions and reloads are counted.</param>
    /// <param name="logger">Told of each version; null for nobody.</param>
    /// <param name="time">The clock.</param>
    internal NetworkHolder(Func<T> load, NetworkMetrics metrics, ILogger? logger, TimeProvider time)
    {
        (_load, _metrics, _logger, _time) = (load, metrics, logger, time);
        _version = new(Try(load()), 1, time.GetUtcNow());
        _metrics.Follow(() => Version.Number);
        Told(_version);
    }

    /// <summary>The network of now. A request reads it once and keeps it; the next read may give another one.</summary>
    public T Network => Version.Network;

    /// <summary>The same with its number, which belong together.</summary>
    public NetworkVersion<T> Version => Volatile.Read(ref _version);

    /// <summary>Why the last reload failed; null when it did not.</summary>
    public Exception? LastFailure => Volatile.Read(ref _failure);

    /// <summary>
    /// As <see cref="CompiledNetwork.Predict(ReadOnlySpan{float}, Span{float})"/> of the network of now, measured: its duration and its samples are
    /// metrics.
    /// </summary>
    /// <param name="input">One sample after the other.</param>
    /// <param name="output">As many samples of the output.</param>
    /// <returns>The version that answered.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public NetworkVersion<T> Predict(ReadOnlySpan<float> input, Span<float> output)
    {
        NetworkVersion<T> version = Version;
        long start = _time.GetTimestamp();
        Type? failure = null;
        try
        {
            version.Network.Predict(input, output);
        }
        catch (Exception exception)
        {
            failure = exception.GetType();
            throw;
        }
        finally
        {
            int samples = failure is null ? input.Length / version.Network.InputFloats : 0;
            _metrics.Predicted(_time.GetElapsedTime(start), samples, failure);
        }

        return version;
    }

    /// <summary>
    /// Puts another network in place of the one of now, for requests that begin from now on. It is not tried before; do not train it any more.
    /// </summary>
    /// <param name="network">With the same shapes.</param>
    /// <returns>The version that it is now.</returns>
    /// <exception cref="ArgumentException">It is the one of now, or of other shapes.</exception>
    public NetworkVersion<T> Swap(T network)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkVersion<T> version;
        lock (_swapping)
        {
            if (ReferenceEquals(network, _version.Network))
            {
                throw new ArgumentException(
                    "The network is the one that answers now: whoever changes its weights disturbs requests. Make another one.", nameof(network));
            }

            if (network.InputFloats != Network.InputFloats || network.OutputFloats != Network.OutputFloats)
            {
                throw new ArgumentException(
                    $"The network has {network.InputFloats} floats of input and {network.OutputFloats} of output; expected {Network.InputFloats} and "
                        + $"{Network.OutputFloats}.", nameof(network));
            }

            version = new(network, _version.Number + 1, _time.GetUtcNow());
            Volatile.Write(ref _version, version);
            Volatile.Write(ref _failure, null);
        }

        _metrics.Reloaded(failure: null);
        Told(version);
        return version;
    }

    /// <summary>
    /// Loads a network anew, predicts one sample with it, and swaps it in when that went well. Otherwise the network of now stays. Reloads wait for
    /// each other.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for another reload.</param>
    /// <returns>The version that answers now.</returns>
    /// <exception cref="InvalidOperationException">The network answers a sample of zeros by what is no finite number.</exception>
    /// <exception cref="ModelFileException">The file is damaged, or of another network; or whatever else the load throws.</exception>
    public async Task<NetworkVersion<T>> ReloadAsync(CancellationToken cancellationToken = default)
    {
        await _reloading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Swap(await Task.Run(() => Try(_load()), CancellationToken.None).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            Volatile.Write(ref _failure, exception);
            _metrics.Reloaded(exception.GetType());
            if (_logger is not null)
            {
                NetworkLog.ReloadFailed(_logger, typeof(T).Name, Version.Number, exception);
            }

            throw;
        }
        finally
        {
            _reloading.Release();
        }
    }

    /// <summary>Predicts a sample of zeros, which also packs the weights, so that no request waits for that.</summary>
    internal static T Try(T network)
    {
        ArgumentNullException.ThrowIfNull(network);
        float[] rented = ArrayPool<float>.Shared.Rent(network.InputFloats + network.OutputFloats);
        Span<float> input = rented.AsSpan(0, network.InputFloats), output = rented.AsSpan(network.InputFloats, network.OutputFloats);
        input.Clear();
        network.Predict(input, output);
        bool isFinite = true;
        foreach (float value in output)
        {
            isFinite &= float.IsFinite(value);
        }

        ArrayPool<float>.Shared.Return(rented);
        return isFinite ? network : throw new InvalidOperationException(
            $"'{network.Description.Name}' answers a sample of zeros by a number that is not finite.");
    }

    private void Told(NetworkVersion<T> version)
    {
        if (_logger is not null)
        {
            NetworkLog.Answers(_logger, typeof(T).Name, version.Number);
        }
    }
}
