using Repro.Backends;
using Repro.Inputs;
using Repro.Models;
using Repro.Project;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Evidence.Comparison;

/// <summary>What is to be compared.</summary>
/// <param name="OutputRoot">The folder <c>runs</c>: finished trainings in it are used, missing ones are trained into it.</param>
internal sealed record ComparisonRequest(RunConfiguration Run, IReadOnlyList<int> Seeds, string OutputRoot)
{
    /// <summary>Train only so many epochs.</summary>
    public int? Epochs { get; init; }

    /// <summary>How many first steps are compared one by one.</summary>
    public int Steps { get; init; } = 100;
}

/// <summary>One seed on both backends: the first steps, and the epochs as <c>history.csv</c> has them.</summary>
internal sealed record ComparedSeed(int Seed, LockstepLosses Steps, IReadOnlyList<EpochMetrics> First, IReadOnlyList<EpochMetrics> Second);

/// <summary>A run on two backends.</summary>
/// <param name="Shadow">The epochs of the first backend's <see cref="PerturbedBackend"/> on the first seed.</param>
/// <param name="Factor">See <see cref="RoundingBound.FactorOf"/>.</param>
internal sealed record ComparedRun(
    RunConfiguration Run,
    string First,
    string Second,
    IReadOnlyList<ComparedSeed> Seeds,
    IReadOnlyList<EpochMetrics> Shadow,
    double Factor = RoundingBound.Factor
);

/// <summary>Trains a run on two backends from the same weights, batches and masks.</summary>
/// <param name="progress">Makes what is told how a training goes, from the backend's name and the seed.</param>
internal sealed class BackendComparer(
    IBackend first,
    IBackend second,
    Func<RunConfiguration, Model> models,
    Func<RunConfiguration, TrainingData> data,
    Func<string, int, ITrainingProgress>? progress = null
)
{
    /// <summary>Gives the configuration of a run that another one continues from; without it no such run can be compared.</summary>
    public Func<string, RunConfiguration>? Runs { get; init; }

    /// <inheritdoc cref="TrainingService.Project"/>
    public ReproProject? Project { get; init; }

    /// <summary>
    /// Compares the seeds one after another. A run that continues another takes its first steps on both backends from the weights that the
    /// first backend ended the other run with; over the epochs each backend, and the shadow, continues its own training of it.
    /// </summary>
    /// <exception cref="InputException">A folder cannot be used, data is missing, or a loss diverged.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request; what is finished will be used, and a begun training goes on from
    /// its checkpoint.</exception>
    public ComparedRun Compare(ComparisonRequest request, CancellationToken cancellation = default)
    {
        RunConfiguration run = request.Run;
        Model model = models(run);
        List<ComparedSeed> seeds = [];
        IReadOnlyList<EpochMetrics>? shadow = null;
        foreach (int seed in request.Seeds)
        {
            // First: it is quick, and shows a defect before hours of training.
            Action<INetwork>? continuation = Service(first)
                .Continuation(RequestOf(request, seed), progress?.Invoke(first.Name, seed), cancellation);
            LockstepLosses steps = Lockstep.Run(run, seed, model, data(run), first, second, request.Steps, cancellation, continuation);
            seeds.Add(
                new ComparedSeed(seed, steps, History(first, request, seed, cancellation), History(second, request, seed, cancellation))
            );
            shadow ??= History(new PerturbedBackend(first), request, seed, cancellation);
        }

        return new ComparedRun(run, first.Name, second.Name, seeds, shadow ?? [], RoundingBound.FactorOf(model, run.Train.BatchSize));
    }

    private IReadOnlyList<EpochMetrics> History(IBackend backend, ComparisonRequest request, int seed, CancellationToken cancellation)
    {
        TrainingOutcome outcome = Service(backend).Train(RequestOf(request, seed), progress?.Invoke(backend.Name, seed), cancellation);
        string file = RunFolder.HistoryOf(outcome.Folder);
        return MetricTable.Parse(InputFile.ReadText(file, MetricTable.MostBytes, "a table of metrics"), file, withSeed: false).Rows[0];
    }

    private TrainingService Service(IBackend backend) => new(backend, models, data) { Runs = Runs, Project = Project };

    private static TrainingRequest RequestOf(ComparisonRequest request, int seed) =>
        new(request.Run, seed, request.OutputRoot) { Epochs = request.Epochs };
}
