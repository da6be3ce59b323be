using Repro.Jobs;
using Repro.Jobs.Queue;
using Repro.Runs;
using Repro.Specs.Training;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Jobs.Queue;

/// <summary>
/// A queue of tiny runs: <c>tiny</c>, <c>other</c>, and <c>second</c>, which continues <c>tiny</c>. Each seed has 21 steps in 3 epochs.
/// </summary>
internal sealed class TinyQueue : IDisposable
{
    private readonly TinyRun _tiny = new();

    public TinyQueue()
    {
        Write("tiny");
        Write("other");
        Write("second", "tiny");
        Folder = new QueueFolder(_tiny.Output);
    }

    public QueueFolder Folder { get; }

    public TrainingData Data => _tiny.Data;

    public TinyRun Tiny => _tiny;

    public RunCatalog Catalog => new(_tiny.Folder.File("configs"), _tiny.Configuration.Models, SpecData.Catalog);

    /// <summary>With no baselines.</summary>
    public QueueStatus Status => QueueStatus.Of(Folder, Catalog, Tiny.Folder.File("baselines"));

    public void Dispose() => _tiny.Dispose();

    public JobPlan Plan(params (string Run, int Seed)[] jobs) =>
        jobs.Aggregate((JobPlan?)null, (plan, job) => new JobPlanner(Catalog).Append(plan, [(job.Run, [job.Seed])], "Cpu"))!;

    /// <summary>What one process does with a plan.</summary>
    /// <param name="killPoint">Called at every point of a training; an exception stands for a kill.</param>
    /// <param name="wait">Called whenever the process looks whether the pause has ended.</param>
    public IReadOnlyList<QueueFailure> Work(
        JobPlan plan,
        Action<string>? killPoint = null,
        Action? wait = null,
        TimeProvider? time = null,
        Func<RunConfiguration, TrainingData>? data = null,
        Action? afterJob = null
    )
    {
        using IDisposable taken = Folder.Lock();
        plan.Replace(Folder.Plan);
        QueueJournal journal = new(Folder, threads: 1);
        using QueueGate gate = Gate(journal, wait, time);
        TrainingService service = new(new GatedBackend(_tiny.Backend, gate), _ => TinyRun.Model, data ?? (_ => Data), gate)
        {
            Runs = Catalog.Load,
            KillPoint = killPoint,
        };
        return new QueueRunner(new JobRunner(service, Catalog), Catalog, Folder, journal, gate) { AfterJob = afterJob }.Run(plan);
    }

    /// <param name="wait">Without it nothing may wait.</param>
    public QueueGate Gate(QueueJournal journal, Action? wait = null, TimeProvider? time = null) =>
        new(Folder, journal, CancellationToken.None, time, _ => (wait ?? throw new InvalidOperationException("Nothing is paused."))());

    public byte[] Weights(string run, int seed) => File.ReadAllBytes(RunFolder.WeightsOf(FolderOf(run, seed)));

    public RunRecord Record(string run, int seed) => RunRecord.Read(RunFolder.RecordOf(FolderOf(run, seed)));

    public bool IsFinished(string run, int seed) => File.Exists(RunFolder.RecordOf(FolderOf(run, seed)));

    public string FolderOf(string run, int seed) => RunFolder.PathOf(Folder.Output, run, "Cpu", seed);

    private void Write(string run, string? continues = null)
    {
        Directory.CreateDirectory(_tiny.Folder.File("configs"));
        string text = File.ReadAllText(Repository.PathOf("configs", "runs", "mnist-convnet.json"))
            .Replace("\"mnist-full\"", "\"tiny\"", StringComparison.Ordinal);
        foreach (
            (string key, string value, string tiny) in new[]
            {
                ("samples", "60000", "50"),
                ("batch_size", "64", "8"),
                ("samples", "10000", "20"),
                ("batch_size", "32", "7"),
                ("epochs", "5", "3"),
            }
        )
        {
            text = text.Replace($"\"{key}\": {value}", $"\"{key}\": {tiny}", StringComparison.Ordinal);
        }

        string begins = continues is null ? "" : $"\"continues_from\": \"{continues}\", ";
        File.WriteAllText(
            _tiny.Folder.File("configs", run + ".json"),
            text.Replace("\"data_set\"", begins + "\"data_set\"", StringComparison.Ordinal)
        );
    }
}
