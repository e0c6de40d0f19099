using System.Net;
using System.Net.Sockets;

namespace NetCompiler.Pages;

/// <summary>A folder over HTTP on this machine, until it is disposed of; files that were compressed beforehand are sent so.</summary>
internal sealed class PageServer : IDisposable
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript",
        [".mjs"] = "text/javascript",
        [".css"] = "text/css",
        [".json"] = "application/json",
        [".wasm"] = "application/wasm",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".woff2"] = "font/woff2",
    };

    private readonly HttpListener _listener = new();
    private readonly string _folder;
    private long _sent;

    public PageServer(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Address = $"http://localhost:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Bytes of all files that were sent, as they were sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        HttpListenerResponse response = context.Response;
        try
        {
            string name = Uri.UnescapeDataString(context.Request.Url!.AbsolutePath);
            string path = Path.GetFullPath(_folder + (name.EndsWith('/') ? name + "index.html" : name));
            if (!path.StartsWith(_folder, StringComparison.Ordinal) || !File.Exists(path))
            {
                response.StatusCode = 404;
                return;
            }

            response.ContentType = Types.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream");
            if (File.Exists(path + ".br") && (context.Request.Headers["Accept-Encoding"]?.Contains("br", StringComparison.Ordinal) ?? false))
            {
                response.AddHeader("Content-Encoding", "br");
                path += ".br";
            }

            byte[] bytes = await File.ReadAllBytesAsync(path);
            Interlocked.Add(ref _sent, bytes.Length);
            response.ContentLength64 = bytes.Length;
            await response.OutputStream.WriteAsync(bytes);
        }
        catch (HttpListenerException)
        {
            // Whoever asked has gone away.
        }
        finally
        {
            response.Close();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
