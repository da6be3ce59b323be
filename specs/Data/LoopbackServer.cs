using System.Net;
using System.Net.Sockets;

namespace Repro.Specs.Data;

/// <summary>A web server on the loopback interface that answers as a spec says.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private const int Attempts = 10;

    private readonly HttpListener _listener;
    private readonly Task _loop;

    public LoopbackServer(Func<HttpListenerRequest, HttpListenerResponse, Task> answer)
    {
        (_listener, Home) = Started();
        _loop = Serve(answer);
    }

    public Uri Home { get; }

    public Uri Address => new(Home, "file.gz");

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _listener.Close();
    }

    // Another program may take the free port first.
    private static (HttpListener Listener, Uri Home) Started()
    {
        for (int attempt = 1; ; attempt++)
        {
            HttpListener listener = new();
            string prefix = $"http://127.0.0.1:{FreePort()}/";
            listener.Prefixes.Add(prefix);
            try
            {
                listener.Start();
                return (listener, new Uri(prefix));
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve(Func<HttpListenerRequest, HttpListenerResponse, Task> answer)
    {
        try
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                await answer(context.Request, context.Response);
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Stopped while waiting.
        }
    }
}
