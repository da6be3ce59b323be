using System.Diagnostics;

namespace Repro.Bench.Fuzzing;

/// <summary>Takes the processor time of each input, and ends the process where one input does not come to an end.</summary>
internal sealed class FuzzWatch : IDisposable
{
    private const int Patience = 60;

    private readonly Process _process = Process.GetCurrentProcess();
    private readonly Timer _timer;
    private readonly double _mostSeconds;
    private long _began;
    private TimeSpan _used;

    /// <param name="mostSeconds">Of processor time; by the clock an input may take sixty times as long, as on a busy machine.</param>
    /// <param name="present">Names the input that is being read.</param>
    public FuzzWatch(double mostSeconds, Func<string> present)
    {
        _mostSeconds = mostSeconds;
        _began = Stopwatch.GetTimestamp();
        _timer = new Timer(_ =>
        {
            if (Stopwatch.GetElapsedTime(Interlocked.Read(ref _began)).TotalSeconds > _mostSeconds * Patience)
            {
                Console.WriteLine($"{present()}: not read after {_mostSeconds * Patience} s");
                Environment.Exit(1);
            }
        });
        _timer.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Begin()
    {
        Interlocked.Exchange(ref _began, Stopwatch.GetTimestamp());
        _process.Refresh();
        _used = _process.TotalProcessorTime;
    }

    /// <returns>Seconds of processor time since <see cref="Begin"/>.</returns>
    public double End()
    {
        _process.Refresh();
        return (_process.TotalProcessorTime - _used).TotalSeconds;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _process.Dispose();
    }
}
