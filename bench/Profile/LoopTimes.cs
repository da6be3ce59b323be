using Repro.Backends.Cpu.Threading;

namespace Repro.Bench.Profile;

/// <summary>The times of every task of a step, loop by loop.</summary>
internal sealed class LoopTimes : ILoopObserver
{
    private readonly List<(string Name, double[] Tasks)> _loops = [];
    private double _outside;
    private double _last;
    private int _done;

    /// <summary>Forgets what was measured: a step starts.</summary>
    public void Start()
    {
        _loops.Clear();
        _outside = 0;
        _last = Stopwatches.Now(ownTime: true);
    }

    public void LoopStarts(Type work, int tasks)
    {
        _outside += Lap();
        _loops.Add((NameOf(work), new double[tasks]));
        _done = 0;
    }

    public void TaskEnds() => _loops[^1].Tasks[_done++] = Lap();

    /// <summary>The step that was measured, if each loop's tasks are taken in order by the thread that is free first.</summary>
    public StepSchedule Schedule(int threads)
    {
        double outside = _outside + Lap();
        double inside = 0;
        double computed = 0;
        List<LoopSchedule> loops = [];
        foreach ((string name, double[] tasks) in _loops)
        {
            PriorityQueue<int, double> free = new(Enumerable.Range(0, threads).Select(thread => (thread, 0.0)));
            double last = 0;
            foreach (double task in tasks)
            {
                free.TryPeek(out int thread, out double from);
                free.DequeueEnqueue(thread, from + task);
                last = Math.Max(last, from + task);
            }

            inside += last;
            computed += tasks.Sum();
            loops.Add(new LoopSchedule(name, tasks.Length, last * 1e3, (last * threads - tasks.Sum()) * 1e3 / threads));
        }

        return new StepSchedule(loops, (outside + inside) * 1e3, outside * 1e3, 1 - computed / (inside * threads));
    }

    // A generic struct inside another type: DenseForward`2+Work becomes DenseForward.Work.
    private static string NameOf(Type work) =>
        work.DeclaringType is { } outer ? $"{outer.Name.Split('`')[0]}.{work.Name.Split('`')[0]}" : work.Name;

    private double Lap()
    {
        double now = Stopwatches.Now(ownTime: true);
        double lap = now - _last;
        _last = now;
        return lap;
    }
}
