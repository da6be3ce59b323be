using Repro.Backends;
using Repro.Data.Batches;
using Repro.Runs;
using Repro.Training.Callbacks;
using Repro.Training.Evaluation;
using Repro.Training.Feeding;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Training.Loop;

/// <summary>
/// The training loop: position, running metrics and finished epochs. It knows no files; whoever drives it saves its state between steps.
/// </summary>
internal sealed class Trainer : IDisposable
{
    private readonly RunConfiguration _run;
    private readonly INetwork _network;
    private readonly IBatchIterator _batches;
    private readonly string? _from;
    private readonly EvaluationSteps? _validation;
    private readonly EvaluationSteps? _test;
    private readonly int _epochs;
    private readonly RecordedValues _recorded;
    private readonly SeededDropout _dropout;
    private readonly List<EpochMetrics> _history = [];

    /// <param name="epochs">How many to train: the run's own number, or fewer for a trial.</param>
    /// <param name="time">For how long it took and waited; the system's by default.</param>
    public Trainer(RunConfiguration run, int seed, INetwork network, TrainingData data, int epochs, TimeProvider? time = null)
    {
        _run = run;
        _network = network;
        _epochs = epochs;
        Clock = new TrainingClock(time ?? TimeProvider.System);
        _from = data.Train.From;
        _batches = new TimedIterator(data.Train.Flow(new BatchSampler(seed, data.Train.Samples, run.Train.BatchSize), seed), Clock);
        _validation = data.Validation is null ? null : new EvaluationSteps(data.Validation, run.Validation!, "validation", seed, Clock);
        _test = data.Test is null ? null : new EvaluationSteps(data.Test, run.Test!, "test", seed, Clock);
        _dropout = new SeededDropout(seed);
        Seed = seed;
        Callbacks = new TrainingCallbacks(run, RunLosses.InOrder(run, network.Model));
        _recorded = new RecordedValues(run, network.Model);
        (string Part, bool IsFed)[] parts = [("train", true), ("val", data.Validation is not null), ("test", data.Test is not null)];
        Metrics = MetricTable.InOrder(from part in parts where part.IsFed from ending in _recorded.Endings select $"{part.Part}_{ending}");
    }

    public RunConfiguration Run => _run;

    public int Seed { get; }

    /// <summary>The columns of the history.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>Finished epochs.</summary>
    public IReadOnlyList<EpochMetrics> History => _history;

    /// <summary>Steps done in the present epoch.</summary>
    public int Step { get; private set; }

    public RunningMetrics Running { get; } = new();

    public TrainingClock Clock { get; }

    public int Epochs => _epochs;

    public int StepsPerEpoch => _run.Train.Steps;

    public bool IsFinished => _history.Count == _epochs || Callbacks.HasStopped;

    /// <summary>The run's callbacks.</summary>
    public TrainingCallbacks Callbacks { get; }

    public void Restore(IReadOnlyList<EpochMetrics> history, int step)
    {
        _history.Clear();
        _history.AddRange(history);
        Step = step;
        for (int epoch = 0; epoch < history.Count; epoch++)
        {
            Callbacks.BeginEpoch(epoch);
            Callbacks.EndEpoch(history[epoch], weights: null);
        }

        if (step > 0)
        {
            Callbacks.BeginEpoch(history.Count);
        }
    }

    /// <summary>The learning rate of the epoch that ended last; null where no callback changes it.</summary>
    public float? RateOfEpoch { get; private set; }

    /// <summary>One optimizer step; after an epoch's last, the evaluations too. Returns the epoch's metrics when it ended.</summary>
    /// <exception cref="InputException">The loss is no longer finite.</exception>
    public EpochMetrics? Advance()
    {
        long began = Clock.Now;
        if (Step == 0)
        {
            Callbacks.BeginEpoch(_history.Count);
        }

        _network.LearningRate = Callbacks.Rate;
        _dropout.Step = (long)_history.Count * StepsPerEpoch + Step;
        (Tensor x, Tensor y) = _batches.Batch(_dropout.Step);
        Step++;
        BatchResult result = TrainOnBatch(x, y);
        Running.Add(result);
        RequireFinite(result.Loss, "training");
        EpochMetrics? ended = Step < StepsPerEpoch ? null : EndEpoch();
        Clock.AddBusy(began);
        return ended;
    }

    /// <summary>Gives up batches made ahead; network and data belong to the caller.</summary>
    public void Dispose()
    {
        _batches.Dispose();
        _validation?.Dispose();
        _test?.Dispose();
    }

    private BatchResult TrainOnBatch(Tensor x, Tensor y)
    {
        try
        {
            return _network.TrainOnBatch(x, y, _dropout, _from);
        }
        catch (NonFiniteLossException)
        {
            RequireFinite(double.NaN, "training");
            throw;
        }
    }

    private EpochMetrics EndEpoch()
    {
        Dictionary<string, double> values = [];
        _recorded.Add("train", Running, values);
        if (_validation is not null)
        {
            Evaluate("val", _validation.Run(_network, _history.Count), values);
        }

        RateOfEpoch = Callbacks.Rate;
        EpochMetrics epoch = new(_history.Count + 1, values);
        Callbacks.EndEpoch(epoch, () => NetworkState.Weights(_network), () => NetworkState.Optimizer(_network));

        // Documents look at the test set once, when all is done.
        if (Callbacks.HasStopped || epoch.Epoch == _epochs)
        {
            Callbacks.Finish(_network);
            if (_test is not null)
            {
                Evaluate("test", _test.Run(_network, 0), values);
            }
        }

        _history.Add(epoch);
        Step = 0;
        Running.Clear();
        return epoch;
    }

    private void Evaluate(string prefix, RunningMetrics metrics, Dictionary<string, double> values)
    {
        RequireFinite(metrics.Loss, prefix);
        _recorded.Add(prefix, metrics, values);
    }

    private void RequireFinite(double loss, string of)
    {
        if (!double.IsFinite(loss))
        {
            throw new InputException(
                FormattableString.Invariant(
                    $"Run '{_run.Name}', seed {Seed}: the {of} loss is not finite in epoch {_history.Count + 1}, step {Step} of {StepsPerEpoch}. "
                )
                    + FormattableString.Invariant(
                        $"Training has diverged; a smaller learning rate than {_run.Optimizer.LearningRate} may help (the folder of this training must then be deleted)."
                    )
            );
        }
    }
}
