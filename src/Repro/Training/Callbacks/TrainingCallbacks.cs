using Repro.Backends;
using Repro.Keras;
using Repro.Runs;
using Repro.Training.Metrics;
using static Repro.Runs.CallbackConfiguration;

namespace Repro.Training.Callbacks;

/// <summary>
/// The callbacks of one training, in the order of the run's file. Their state follows from the recorded epochs, so a resumed training
/// goes through these again; the weights that are kept are stored in checkpoints.
/// </summary>
internal sealed class TrainingCallbacks
{
    private readonly RunConfiguration _run;
    private readonly IReadOnlyList<OutputLoss> _outputs;
    private readonly (CallbackConfiguration Settings, Plateau? Plateau, Stopping? Stopping, Monitor? Saved)[] _callbacks;
    private readonly IReadOnlyList<(string Name, float[] Values)>?[] _kept;
    private readonly IReadOnlyList<(string Name, float[] Values)>?[] _optimizers;
    private readonly (int Epoch, float? Rate)[] _moments;
    private readonly bool[] _stopped;
    private readonly bool _isKeras3;
    private float _rate;

    /// <param name="outputs">The run's losses with the names of their outputs; by default those of the run's file.</param>
    public TrainingCallbacks(RunConfiguration run, IReadOnlyList<OutputLoss>? outputs = null)
    {
        _run = run;
        _outputs = outputs ?? run.Outputs;
        _isKeras3 = WriterHabits.Of(run.Keras ?? RunConfiguration.DefaultKeras).Major >= 3;
        _rate = (float)run.Optimizer.LearningRate;
        _callbacks = [.. run.Callbacks.Select(Of)];
        _kept = new IReadOnlyList<(string, float[])>?[_callbacks.Length];
        _optimizers = new IReadOnlyList<(string, float[])>?[_callbacks.Length];
        _moments = new (int, float?)[_callbacks.Length];
        _stopped = new bool[_callbacks.Length];
    }

    /// <summary>The number of callbacks.</summary>
    internal int Count => _callbacks.Length;

    /// <summary>The learning rate of the present epoch; null where no callback changes it.</summary>
    public float? Rate =>
        Array.Exists(_callbacks, callback => callback.Settings is LearningRateScheduler or ReduceLROnPlateau) ? _rate : null;

    /// <summary>Whether a callback has ended the training.</summary>
    public bool HasStopped => Array.Exists(_stopped, stopped => stopped);

    /// <summary>The last epoch, from 1, whose weights EarlyStopping has kept; null where it keeps none.</summary>
    public int? BestEpoch { get; private set; }

    /// <summary>The weights that callbacks have kept, each with the number of the callback.</summary>
    public IEnumerable<(int Callback, IReadOnlyList<(string Name, float[] Values)> Weights)> Kept =>
        _kept
            .Select((weights, index) => (index, weights))
            .Where(pair => pair.weights is not null)
            .Select(pair => (pair.index, pair.weights!));

    /// <summary>The state of the optimizer at that time, which ModelCheckpoint keeps too.</summary>
    public IEnumerable<(int Callback, IReadOnlyList<(string Name, float[] Values)> State)> KeptOptimizers =>
        _optimizers
            .Select((state, index) => (index, state))
            .Where(pair => pair.state is not null)
            .Select(pair => (pair.index, pair.state!));

    /// <summary>The files that ModelCheckpoint saves when the training ends.</summary>
    public IEnumerable<KeptModel> Saved =>
        from pair in Kept
        where _callbacks[pair.Callback].Settings is ModelCheckpoint
        select new KeptModel(
            ((ModelCheckpoint)_callbacks[pair.Callback].Settings).FilePath,
            pair.Weights,
            _optimizers[pair.Callback],
            _moments[pair.Callback].Epoch,
            _moments[pair.Callback].Rate
        );

    /// <param name="epoch">Counted from 0.</param>
    public void BeginEpoch(int epoch)
    {
        foreach (CallbackConfiguration callback in _run.Callbacks)
        {
            if (callback is not LearningRateScheduler scheduler)
            {
                continue;
            }

            if (scheduler.Schedule is { } schedule)
            {
                _rate = (float)schedule.At(epoch);
            }
            else if (epoch >= scheduler.FromEpoch)
            {
                _rate = (float)(_rate * scheduler.Factor);
            }
        }
    }

    /// <param name="row">The epoch's values.</param>
    /// <param name="weights">Copies the present weights; null where a resumed training goes through its epochs again.</param>
    /// <param name="optimizer">Copies the present state of the optimizer; null where nothing keeps it.</param>
    internal void EndEpoch(
        EpochMetrics row,
        Func<IReadOnlyList<(string Name, float[] Values)>>? weights,
        Func<IReadOnlyList<(string Name, float[] Values)>>? optimizer = null
    )
    {
        for (int index = 0; index < _callbacks.Length; index++)
        {
            (CallbackConfiguration settings, Plateau? plateau, Stopping? stopping, Monitor? saved) = _callbacks[index];
            if (settings is not Monitoring monitoring)
            {
                continue;
            }

            double value = row.Values[ColumnOf(monitoring)];
            bool keeps = settings is ModelCheckpoint { SaveBestOnly: false } || saved?.Improves(value) == true;
            if (plateau is not null)
            {
                _rate = plateau.Next(value, _rate);
            }

            if (stopping is not null)
            {
                _stopped[index] |= stopping.Ends(row.Epoch - 1, value, out bool isBest);
                keeps = isBest && ((EarlyStopping)settings).RestoreBestWeights;
                if (isBest)
                {
                    BestEpoch = row.Epoch;
                }
            }

            if (keeps)
            {
                _moments[index] = (row.Epoch, Rate);
            }

            if (keeps && weights is not null)
            {
                _kept[index] = weights();
                _optimizers[index] = settings is ModelCheckpoint ? optimizer?.Invoke() : null;
            }

            // Keras 2 restores weights at once: callbacks behind this one see them.
            if (!_isKeras3 && Restores(index) && _kept[index] is { } restored)
            {
                weights = weights is null ? null : () => restored;
            }
        }
    }

    /// <summary>Puts a checkpoint's weights of a callback back.</summary>
    /// <param name="optimizer">The state of the optimizer; null in checkpoints of versions that did not keep it.</param>
    internal void Keep(
        int callback,
        IReadOnlyList<(string Name, float[] Values)> weights,
        IReadOnlyList<(string Name, float[] Values)>? optimizer = null
    )
    {
        _kept[callback] = weights;
        _optimizers[callback] = optimizer;
    }

    /// <summary>Loads the weights with which the training ends, where a callback says so.</summary>
    internal void Finish(INetwork network)
    {
        for (int index = 0; index < _callbacks.Length; index++)
        {
            bool loads = Restores(index) || _callbacks[index].Settings is ModelCheckpoint { LoadSaved: true };
            if (!loads || _kept[index] is not { } weights)
            {
                continue;
            }

            foreach ((string name, float[] values) in weights)
            {
                network.WriteWeight(name, values);
            }
        }
    }

    // Keras 2 restores weights only where this callback ends the training.
    private bool Restores(int index) =>
        _callbacks[index].Settings is EarlyStopping { RestoreBestWeights: true } && (_isKeras3 || _stopped[index]);

    private (CallbackConfiguration Settings, Plateau? Plateau, Stopping? Stopping, Monitor? Saved) Of(CallbackConfiguration settings) =>
        settings switch
        {
            ReduceLROnPlateau plateau => (settings, new Plateau(plateau), null, null),
            EarlyStopping stopping => (settings, null, new Stopping(stopping, _isKeras3), null),
            ModelCheckpoint { SaveBestOnly: true } saved => (
                settings,
                null,
                null,
                new Monitor(saved.IsMaximum, 0, _isKeras3, saved.InitialValueThreshold)
            ),
            _ => (settings, null, null, null),
        };

    // The rules of run files and RunLosses have found it in the run.
    private string ColumnOf(Monitoring monitoring) =>
        (ObservedValues.IsOfValidation(monitoring.Monitor) ? "val_" : "train_")
        + ObservedValues.ColumnOf(monitoring.Monitor, _run, _outputs);
}
