using System.Diagnostics;
using System.Globalization;
using Repro.LibTorchPeer;
using TorchSharp;

// Times PyTorch's kernels (libtorch) on a workload of `repro bench` and prints one line of JSON: WORKLOAD THREADS LAYOUT.
// Warming up and the length of a run are those of src/Repro.Cli/Benchmarks: half a second, then the mean over a run of at least 0.3 s.
const double warmUp = 0.5;
const double least = 0.3;
const int fewestSteps = 3;

if (
    args is not [string name, string threads, string layout]
    || !Workloads.All.TryGetValue(name, out Func<bool, Action>? make)
    || !int.TryParse(threads, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
    || count < 1
    || layout is not ("channels_last" or "contiguous")
)
{
    Console.Error.WriteLine(
        $"usage: libtorch-peer WORKLOAD THREADS channels_last|contiguous; workloads: {string.Join(", ", Workloads.All.Keys)}"
    );
    return 2;
}

torch.set_num_threads(count);
torch.random.manual_seed(1);
Action step = make(layout == "channels_last");
Stopwatch watch = Stopwatch.StartNew();
for (int i = 0; i < fewestSteps || watch.Elapsed.TotalSeconds < warmUp; i++)
{
    step();
}

int steps = Math.Max(1, (int)Math.Ceiling(least / Seconds(step, 1)));
double milliseconds = Seconds(step, steps) / steps * 1000;
Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"workload\": \"{name}\", \"milliseconds\": {milliseconds:F3}, \"threads\": {torch.get_num_threads()}, \"layout\": \"{layout}\", \"version\": \"{torch.__version__}\"}}"
    )
);
return 0;

static double Seconds(Action step, int times)
{
    Stopwatch watch = Stopwatch.StartNew();
    for (int i = 0; i < times; i++)
    {
        step();
    }

    return watch.Elapsed.TotalSeconds;
}
