using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Cli.Benchmarks;
using Repro.Specs.Training;

namespace Repro.Specs.Cli;

/// <summary>What the bench command measures and says; never how fast anything is.</summary>
[Category("Fast")]
internal sealed class BenchSpecs
{
    [TestCase("1.01 0.80 0.88 3/181 9834", 2, "the load average is 1.0, for 2 of this machine's processors: *")]
    [TestCase("0.99 2.80 2.88 3/181 9834", 2, null)]
    [TestCase("nonsense", 2, null)]
    public void A_busy_machine_is_told_before_it_is_timed(string text, int processors, string? says)
    {
        string? warning = MachineLoad.Warning(text, processors);
        if (says is null)
        {
            warning.Should().BeNull();
        }
        else
        {
            warning.Should().Match(says);
        }
    }

    [Test]
    public void JSON_has_every_run_of_every_backend()
    {
        (int code, string output, string error) = Tool.Run("bench", "--workload", "convnet-28", "--repeats", "3", "--quick", "--json");

        error.Should().BeEmpty();
        code.Should().Be(0);
        using JsonDocument json = JsonDocument.Parse(output);
        JsonElement workload = json.RootElement.GetProperty("workloads").EnumerateArray().Single();
        JsonElement backend = workload.GetProperty("backends").EnumerateArray().Single();
        (workload.GetProperty("name").GetString(), workload.GetProperty("batch").GetInt32(), backend.GetProperty("name").GetString())
            .Should()
            .Be(("convnet-28", 64, "Cpu"));
        backend
            .GetProperty("runs_ms")
            .EnumerateArray()
            .Select(time => time.GetDouble())
            .Should()
            .HaveCount(3)
            .And.OnlyContain(time => time > 0);
        double speed = backend.GetProperty("gigaflops_per_second").GetDouble();
        speed
            .Should()
            .BeApproximately(
                workload.GetProperty("operations").GetDouble() / backend.GetProperty("median_ms").GetDouble() / 1e6,
                speed * 1e-12
            );
        double peak = json.RootElement.GetProperty("peak").GetProperty("gigaflops_per_second").GetDouble();
        backend.GetProperty("share_of_peak").GetDouble().Should().BeApproximately(speed / peak, 1e-12);
        backend.TryGetProperty("outside_share", out _).Should().BeFalse("the Cpu backend calls no library");
    }

    [Test]
    public void Threads_are_as_many_as_the_processors_that_are_left_to_the_process()
    {
        const string taskset = "/usr/bin/taskset";
        if (!File.Exists(taskset))
        {
            Assert.Ignore($"not run: {taskset}, which leaves a process one processor, is not here");
        }

        (int code, string output, _) = Tool.Run(
            [taskset, "-c", FirstProcessor()],
            new Dictionary<string, string>(),
            "bench",
            "--workload",
            "convnet-28",
            "--repeats",
            "1",
            "--quick",
            "--json"
        );

        code.Should().Be(0);
        using JsonDocument json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("peak").GetProperty("threads").GetInt32().Should().Be(1);
        json.RootElement.GetProperty("workloads")[0].GetProperty("backends")[0].GetProperty("threads").GetInt32().Should().Be(1);
    }

    [TestCase(
        "There is no workload 'sleep'. The workloads are convnet-150, convnet-28, vgg16-forward, vgg16-frozen, vgg16-fine-tune, convnet-28-adam, mobilenet.",
        "--workload",
        "sleep"
    )]
    [TestCase("--repeats 0 is out of range. Give a number from 1", "--repeats", "0")]
    [TestCase("--backend 'gpu' must be cpu, tensorflow or both", "--backend", "gpu")]
    [TestCase("TensorFlow", "--backend", "both")]
    public void Bad_usage_is_one_error_and_exit_2(string message, params string[] arguments)
    {
        (int code, string output, string error) = Tool.Run(["bench", .. arguments]);

        error.Should().Contain(message);
        output.Should().BeEmpty();
        code.Should().Be(2);
    }

    [Test]
    public void Backends_run_in_turns_and_time_outside_the_library_is_what_it_did_not_count()
    {
        using CpuBackend cpu = new(new CpuOptions(Threads: 1));
        List<char> order = [];
        OtherBackend Named(char letter) => new(cpu, letter.ToString(), (_, _) => order.Add(letter));
        Workload workload = Workload.Named("convnet-28");
        using Subject first = new(Named('a'), workload);
        using Subject second = new(Named('b'), workload, insideTicks: () => 0);

        IReadOnlyList<Timing> timings = AlternatingRuns.Measure([first, second], repeats: 2, quick: true);

        timings.Select(timing => timing.Backend.Name).Should().Equal("a", "b");
        timings.Select(timing => timing.Milliseconds.Count).Should().Equal(2, 2);
        timings.Select(timing => timing.OutsideShare).Should().Equal(null, 1.0);
        string turns = string.Concat(order.Where((letter, index) => index == 0 || order[index - 1] != letter));
        turns.Should().Be("ababab", "both are warmed up, and then measured twice in turns");
    }

    // Positions times kernel elements. In training the first layer counts twice (no gradient to the images), the others three times.
    [TestCase("convnet-28", 2.0 * 64 * (2 * 194_688 + 3 * (121 * 18_432 + 9 * 36_864 + 36_864 + 640)))]
    [TestCase(
        "vgg16-forward",
        2.0
            * 20
            * (
                22_500 * (1_728 + 36_864.0)
                + 5_625 * (73_728 + 147_456.0)
                + 1_369 * (294_912 + 2 * 589_824.0)
                + 324 * (1_179_648 + 2 * 2_359_296.0)
                + 81 * 3 * 2_359_296.0
            )
    )]
    public void Operations_are_those_of_the_layers_by_hand(string workload, double operations) =>
        Workload.Named(workload).Operations.Should().Be(operations);

    [TestCase(2.0, 1, 2, 3)]
    [TestCase(2.5, 4, 1, 2, 3)]
    [TestCase(7.0, 7)]
    public void The_median_is_the_middle_or_the_mean_of_the_two_middle_runs(double median, params double[] runs) =>
        new Timing("Cpu", Backend("Cpu", "avx2"), runs, null).Median.Should().Be(median);

    [Test]
    [SetCulture("ru-RU")]
    public void TensorFlows_figure_is_said_as_what_it_is()
    {
        string[] lines =
        [
            .. BenchReport.Text(
                Workload.Named("convnet-150"),
                [
                    new Timing("Cpu", Backend("Cpu", "avx512"), [200, 100, 300], null),
                    new Timing("Cpu direct", Backend("Cpu", "avx512"), [300], null),
                    new Timing("TensorFlow", Backend("TensorFlow", "CPU:0"), [140, 100], 0.064),
                ],
                new Peak("avx512", 2, 276)
            ),
        ];

        lines
            .Should()
            .Equal(
                "convnet-150: one training step of a convnet with two classes on 20 images of 150x150, 27.6 GFLOP",
                "  Cpu         200.00 ms a step, median of 3 runs (100.00 to 300.00)",
                "              138 GFLOP/s, 50 % of the peak; managed kernels for avx512, 2 threads",
                "  Cpu direct  300.00 ms a step, median of 1 runs (300.00 to 300.00)",
                "              92 GFLOP/s, 33 % of the peak; managed kernels for avx512, 2 threads",
                "  TensorFlow  120.00 ms a step, median of 2 runs (100.00 to 140.00); 6.4 % of it outside TFE_Execute",
                "              230 GFLOP/s, 83 % of the peak; TensorFlow 2.15.1's kernels under our eager mapping, on CPU:0, 2 threads",
                "  Cpu direct takes 1.50 times Cpu's median",
                "  TensorFlow takes 0.60 times Cpu's median"
            );
    }

    // Of those that this process may use: the list reads like "0-1" or "2,5".
    private static string FirstProcessor()
    {
        const string key = "Cpus_allowed_list:";
        string list = File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..];
        return list.Trim().Split('-', ',')[0];
    }

    private static BackendDescription Backend(string name, string instructionSet) =>
        new(name, instructionSet, 2, new Dictionary<string, string>(), new Dictionary<string, string> { ["TensorFlow"] = "2.15.1" });
}
