namespace Repro.Backends.Cpu.Threading;

/// <summary>Permits that threads sleep for. A thread that knows that one is on its way takes it without missing it.</summary>
internal sealed class Permits
{
    // An object and no Lock: waiting for the pulse needs a monitor.
    private readonly object _gate = new();
    private int _free;

    public void Give(int count)
    {
        lock (_gate)
        {
            _free += count;
            if (count == 1)
            {
                Monitor.Pulse(_gate);
            }
            else
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    public void Take()
    {
        lock (_gate)
        {
            while (_free == 0)
            {
                Monitor.Wait(_gate);
            }

            _free--;
        }
    }
}
