using Repro.Backends;
using Repro.Data;
using Repro.Training.Metrics;
using Repro.Training.Runs;

namespace Repro.Training;

/// <summary>
/// The training loop: position, running metrics and finished epochs. It knows no files; whoever drives it saves its state between steps.
/// </summary>
public sealed class Trainer
{
    private readonly RunConfiguration _run;
    private readonly INetwork _network;
    private readonly TrainingData _data;
    private readonly int _epochs;
    private readonly BatchPlan _plan;
    private readonly SeededDropout _dropout;
    private readonly List<EpochMetrics> _history = [];

    /// <param name="epochs">How many to train: the run's own number, or fewer for a trial.</param>
    public Trainer(RunConfiguration run, int seed, INetwork network, TrainingData data, int epochs)
    {
        _run = run;
        _network = network;
        _data = data;
        _epochs = epochs;
        _plan = new BatchPlan(seed, data.Train.Samples, run.Train.BatchSize);
        _dropout = new SeededDropout(seed);
        Seed = seed;
        Metrics = [.. MetricTable.Metrics.Where(metric =>
            metric.StartsWith("train_", StringComparison.Ordinal)
            || (metric.StartsWith("val_", StringComparison.Ordinal) && data.Validation is not null)
            || (metric.StartsWith("test_", StringComparison.Ordinal) && data.Test is not null))];
    }

    public int Seed { get; }

    /// <summary>The columns of the history.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>Finished epochs.</summary>
    public IReadOnlyList<EpochMetrics> History => _history;

    /// <summary>Steps done in the present epoch.</summary>
    public int Step { get; private set; }

    public RunningMetrics Running { get; } = new();

    public int Epochs => _epochs;

    public int StepsPerEpoch => _run.Train.Steps;

    public bool IsFinished => _history.Count == _epochs;

    public void Restore(IReadOnlyList<EpochMetrics> history, int step)
    {
        _history.Clear();
        _history.AddRange(history);
        Step = step;
    }

    /// <summary>One optimiser step; after an epoch's last, the evaluations too. Returns the epoch's metrics when it ended.</summary>
    /// <exception cref="InputException">The loss is no longer finite.</exception>
    public EpochMetrics? Advance()
    {
        _dropout.Step = (long)_history.Count * StepsPerEpoch + Step;
        (Tensor x, Tensor y) = _data.Train.Batch(_plan.Numbers(_dropout.Step));
        Step++;
        BatchResult result = TrainOnBatch(x, y);
        Running.Add(result);
        RequireFinite(result.Loss, "training");
        return Step < StepsPerEpoch ? null : EndEpoch();
    }

    private BatchResult TrainOnBatch(Tensor x, Tensor y)
    {
        try
        {
            return _network.TrainOnBatch(x, y, _dropout);
        }
        catch (NonFiniteLossException)
        {
            RequireFinite(double.NaN, "training");
            throw;
        }
    }

    private EpochMetrics EndEpoch()
    {
        Dictionary<string, double> values = new() { ["train_loss"] = Running.Loss, ["train_acc"] = Running.Accuracy };
        if (_data.Validation is not null)
        {
            Evaluate("val", _data.Validation, _run.Validation!.BatchSize, values);
        }

        // Documents look at the test set once, when all is done.
        if (_data.Test is not null && _history.Count + 1 == _epochs)
        {
            Evaluate("test", _data.Test, _run.Test!.BatchSize, values);
        }

        EpochMetrics epoch = new(_history.Count + 1, values);
        _history.Add(epoch);
        Step = 0;
        Running.Clear();
        return epoch;
    }

    private void Evaluate(string prefix, ISampleSource samples, int batchSize, Dictionary<string, double> values)
    {
        RunningMetrics metrics = Evaluation.Of(_network, samples, batchSize);
        RequireFinite(metrics.Loss, prefix);
        values[prefix + "_loss"] = metrics.Loss;
        values[prefix + "_acc"] = metrics.Accuracy;
    }

    private void RequireFinite(double loss, string of)
    {
        if (!double.IsFinite(loss))
        {
            throw new InputException(FormattableString.Invariant(
                $"Run '{_run.Name}', seed {Seed}: the {of} loss is not finite in epoch {_history.Count + 1}, step {Step} of {StepsPerEpoch}. ")
                + FormattableString.Invariant($"Training has diverged; a smaller learning rate than {_run.Optimizer.LearningRate} may help."));
        }
    }
}
