using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NetCompiler.ServiceLoad;

/// <summary>The service at work in a process of its own, until it is disposed of.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    public ServiceProcess(string program, string weights)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(program,
            ["--weights", weights, "--urls", Address.ToString(), "--Logging:LogLevel:Default=Warning"]);
        _process = Process.Start(start)!;
    }

    public Uri Address { get; }

    /// <summary>Bytes that the process has in memory.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Waits until it says that it is healthy.</summary>
    public async Task BeginAsync(HttpClient client)
    {
        for (int i = 0; i < 300; i++)
        {
            try
            {
                if (await client.GetStringAsync("/health") == "Healthy")
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("The service did not become healthy within 30 seconds.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
