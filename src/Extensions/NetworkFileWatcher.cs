using Microsoft.Extensions.Hosting;

namespace NetCompiler;

/// <summary>
/// Looks at a file again and again and reloads when it is another one. Polling sees what notifications of the file system miss: mounted folders,
/// links that are turned.
/// </summary>
internal sealed class NetworkFileWatcher<T>(NetworkHolder<T> holder, string path, DateTime seen, TimeSpan every, TimeProvider time)
    : BackgroundService
    where T : CompiledNetwork
{
    private DateTime _seen = seen;

    /// <summary>When the file that the path leads to was written.</summary>
    public static DateTime Stamp(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target
        ? target.LastWriteTimeUtc : File.GetLastWriteTimeUtc(path);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await LookAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Not while it is missing, or while who has written and renamed it still holds it: the next look comes soon.</summary>
    private bool CanBeRead()
    {
        try
        {
            File.OpenHandle(path).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        // Asked for before the reload: a file that is replaced meanwhile is loaded again at the next look.
        DateTime stamp = Stamp(path);
        if (stamp == _seen || !CanBeRead())
        {
            return;
        }

        try
        {
            await holder.ReloadAsync(stoppingToken).ConfigureAwait(false);
            _seen = stamp;
        }
        catch (IOException exception) when (exception is not ModelFileException)
        {
            // It was replaced again meanwhile, or a disk failed: the next look tries again.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A damaged file is not read again and again. The holder has logged it, and goes on answering with what it has.
            _seen = stamp;
        }
    }
}
