using System.Globalization;

namespace Repro.Data.Fetching;

/// <summary>
/// Reads a transfer that must bring so many bytes in so much time. The client's own timeout ends with the headers: a body that stands
/// still,
/// or comes a byte a second, would hold the command for ever.
/// </summary>
/// <param name="least">Bytes that each span of time must bring; the last one may be shorter.</param>
internal sealed class LeastRate(Uri source, int least, TimeSpan patience, CancellationToken cancellation) : IDisposable
{
    private CancellationTokenSource _slow = Timer(patience, cancellation);
    private long _since;

    /// <returns>The bytes that were read; 0 at the end.</returns>
    /// <exception cref="InputException">Too little came.</exception>
    public async Task<int> ReadAsync(Stream body, byte[] buffer)
    {
        try
        {
            int read = await body.ReadAsync(buffer, _slow.Token);
            _since += read;
            if (_since >= least)
            {
                Restart();
            }

            return read;
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or IOException
                && _slow.IsCancellationRequested
                && !cancellation.IsCancellationRequested
            )
        {
            string seconds = patience.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            string what =
                _since == 0
                    ? $"stalled: no data arrived for {seconds} s"
                    : string.Create(CultureInfo.InvariantCulture, $"is too slow: {_since} bytes came in {seconds} s");
            throw new InputException($"{source}: the transfer {what}. The downloaded part is kept; the same command continues.", exception);
        }
    }

    public void Dispose() => _slow.Dispose();

    private void Restart()
    {
        _slow.Dispose();
        _slow = Timer(patience, cancellation);
        _since = 0;
    }

    private static CancellationTokenSource Timer(TimeSpan patience, CancellationToken cancellation)
    {
        CancellationTokenSource timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(patience);
        return timer;
    }
}
