using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Inputs;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Native;
using Repro.Outputs;
using Repro.Project;
using Repro.Runs;
using Repro.Training.Callbacks;
using Repro.Training.Evaluation;
using Repro.Training.Features;
using Repro.Training.Feeding;
using Repro.Training.Metrics;
using Repro.Training.Observations;
using Repro.Training.State;
using Repro.Training.Weights;

namespace Repro.Training.Loop;

/// <summary>One seed of a run to be trained.</summary>
/// <param name="OutputRoot">The folder <c>runs</c>, in which the seed gets its own.</param>
internal sealed record TrainingRequest(RunConfiguration Run, int Seed, string OutputRoot)
{
    /// <summary>Train only so many epochs; the record is then marked as shortened and is no evidence.</summary>
    public int? Epochs { get; init; }

    /// <summary>
    /// Replace a finished training with another configuration or network than the run has now, or on other data; else it is refused. One of
    /// the present configuration, network and data is never replaced.
    /// </summary>
    public bool Replace { get; init; }

    /// <summary>Steps between checkpoints within an epoch; there is always one at an epoch's end.</summary>
    public int CheckpointSteps { get; init; } = 250;

    /// <summary>Repeat this record: refused before the first step where backend, arithmetic or data are not the record's.</summary>
    public RunRecord? Expected { get; init; }

    /// <summary>
    /// Versions of operations to compute with as far as the backend has them; <see cref="Expected"/> brings its own. Null for the backend's
    /// present ones.
    /// </summary>
    internal IReadOnlyDictionary<string, string>? Arithmetic { get; init; }
}

/// <param name="AlreadyFinished">Nothing was trained: the folder held a finished training of the same configuration.</param>
internal sealed record TrainingOutcome(string Folder, RunRecord Record, bool AlreadyFinished);

/// <summary>Told how a training goes.</summary>
internal interface ITrainingProgress
{
    /// <param name="resumed">Whether it goes on from a checkpoint.</param>
    void Started(Trainer trainer, bool resumed);

    void StepDone(Trainer trainer);

    void EpochDone(Trainer trainer, EpochMetrics epoch);
}

/// <summary>Trains seeds of runs into folders, from the start or from where a killed training left off.</summary>
/// <param name="models">Builds a run's model.</param>
/// <param name="data">Loads a run's data; only asked once the output folder is known to be writable.</param>
internal sealed class TrainingService(
    IBackend backend,
    Func<RunConfiguration, Model> models,
    Func<RunConfiguration, TrainingData> data,
    TimeProvider? clock = null
)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Gives the configuration of a run that another one continues from; without it no such run can be trained.</summary>
    public Func<string, RunConfiguration>? Runs { get; init; }

    /// <summary>
    /// Gives the accepted record of a run and seed, or null. A training that repeats a record and continues another one repeats that one's
    /// record too, so that it also computes with its recorded arithmetic.
    /// </summary>
    public Func<string, int, RunRecord?>? Recorded { get; init; }

    /// <summary>The project, whose commit goes into records; null where there is none.</summary>
    public ReproProject? Project { get; init; }

    /// <summary>For specs: called at every point where a killed process could leave files behind.</summary>
    internal Action<string>? KillPoint { get; init; }

    public string FolderOf(TrainingRequest request) =>
        RunFolder.PathOf(request.OutputRoot, request.Run.Name, backend.Name, request.Seed, ShortenedTo(request));

    /// <summary>What the finished training in a request's folder had that the run does not have now.</summary>
    /// <returns><see cref="Currency.OtherConfiguration"/> for example; null where it is current, or where none is finished.</returns>
    /// <exception cref="InputException">The record is damaged, or the run's network cannot be built.</exception>
    public string? Obstacle(TrainingRequest request) => Finished(request) is { } record ? Obstacle(request.Run, record) : null;

    // The record of the finished training in a request's folder; null where none is finished.
    private RunRecord? Finished(TrainingRequest request) =>
        RunFolder.RecordOf(FolderOf(request)) is var file && File.Exists(file) ? RunRecord.Read(file) : null;

    /// <exception cref="InputException">The folder is locked, cannot be written to or is another training's; data is missing; the loss
    /// diverged.</exception>
    /// <exception cref="MissingNativeException">The run saves its model, and libhdf5 is not installed.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request, after a checkpoint.</exception>
    public TrainingOutcome Train(TrainingRequest request, ITrainingProgress? progress = null, CancellationToken cancellation = default)
    {
        RunConfiguration run = request.Run;
        int epochs = ShortenedTo(request) ?? run.Epochs;

        // Not found out after hours: the model is saved last.
        if (run.SaveAs is not null || run.Callbacks.Any(callback => callback is CallbackConfiguration.ModelCheckpoint))
        {
            NativePackage.Hdf5.Require();
        }

        Predecessor? predecessor = run.ContinuesFrom is null ? null : TrainPredecessor(request, progress, cancellation);
        using RunFolder folder = RunFolder.Open(FolderOf(request));
        bool isReplaced = folder.IsFinished && request.Replace && IsReplaced(RunRecord.Read(folder.Record), run, predecessor);
        if (folder.IsFinished && !isReplaced)
        {
            RunRecord record = RequireSame(RunRecord.Read(folder.Record), request, predecessor, folder);
            if (
                !File.Exists(folder.History)
                || Digests.OfText(InputFile.ReadText(folder.History, MetricTable.MostBytes, "a table of metrics")) != record.HistorySha256
            )
            {
                throw new InputException(
                    $"The finished training in '{folder.Path}' is damaged: its history.csv is missing or does not match its record. Delete the folder and train it again."
                );
            }

            if (run.Observe is not null && record.Observed is null)
            {
                record = Observe(folder, run, record);
            }

            // Left where the process was killed after its last file.
            Leftovers.Discard(folder.Checkpoint);
            return new TrainingOutcome(folder.Path, record, AlreadyFinished: true);
        }

        Model model = models(run);
        RequireSaveable(run, model);
        TrainingData samples = data(run);
        if (request is { Replace: false, Expected: null })
        {
            RequireSameData(request, samples);
        }

        IBackend repeating = (request.Expected?.Operations ?? request.Arithmetic) is { } versions
            ? backend.WithArithmetic(versions)
            : backend;
        BackendDescription description = Describe(repeating, run, model);
        if (request.Expected is { } expected)
        {
            Provenance.Require(expected, description, samples);
        }

        using INetwork network = Build(repeating, run, model);
        using FrozenFeed feed = FrozenFeed.Of(samples, network, description, samples.Frozen, run.Train.BatchSize);
        using Trainer trainer = new(run, request.Seed, network, feed.Data, epochs, _clock);
        TrainingIdentity identity = new(
            run.Name,
            request.Seed,
            description.Name,
            ArithmeticVersions.Text(description.Operations),
            RunConfigurationJson.Digest(run),
            samples.TensorsSha256,
            epochs
        )
        {
            ContinuesWeightsSha256 = predecessor?.WeightsSha256,
            NetworkSha256 = NetworkOf(run, model),
        };
        if (isReplaced)
        {
            // Not before: what is missing for the new training would leave none.
            folder.Clear();
        }

        Checkpoint position = Begin(folder, identity, network, trainer, request, samples);
        feed.Prepare(cancellation);
        progress?.Started(trainer, position.Resumed > 0);

        while (!trainer.IsFinished)
        {
            if (cancellation.IsCancellationRequested)
            {
                Save(folder, position, trainer, network);
                throw new OperationCanceledException(cancellation);
            }

            EpochMetrics? epoch = trainer.Advance();
            KillPoint?.Invoke("step");
            progress?.StepDone(trainer);
            if (epoch is not null)
            {
                AppendHistory(folder, MetricTable.Line(trainer.Metrics, epoch));
                KillPoint?.Invoke("history appended");
                Save(folder, position, trainer, network);
                progress?.EpochDone(trainer, epoch);
            }
            else if (trainer.Step % request.CheckpointSteps == 0)
            {
                Save(folder, position, trainer, network);
            }
        }

        return new TrainingOutcome(
            folder.Path,
            Finish(folder, request, position, trainer, network, description, samples, predecessor),
            AlreadyFinished: false
        );
    }

    /// <summary>
    /// Writes the weights that a run begins with which continues another; that one is trained first where it is not finished.
    /// Null for a run that continues none.
    /// </summary>
    /// <exception cref="InputException">As <see cref="Train"/>.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request, after a checkpoint.</exception>
    public Action<INetwork>? Continuation(
        TrainingRequest request,
        ITrainingProgress? progress = null,
        CancellationToken cancellation = default
    )
    {
        if (request.Run.ContinuesFrom is null)
        {
            return null;
        }

        TrainPredecessor(request, progress, cancellation);
        return ContinuationOf(request);
    }

    // Trained before its run wanted anything looked at.
    private RunRecord Observe(RunFolder folder, RunConfiguration run, RunRecord record)
    {
        if (data(run).Observed is not { } observed)
        {
            return record;
        }

        using INetwork network = TrainedRun.Restore(folder.Path, record, run, models(run), backend);
        RunRecord complete = record with { Observed = ActivationObservations.Of(network, observed) };
        OutputFile.WriteText(folder.Record, complete.ToJson());
        return complete;
    }

    // A run on stored features computes them too.
    /// <exception cref="InputException">The backend does not compute or train a layer of the network.</exception>
    private static INetwork Build(IBackend backend, RunConfiguration run, Model model)
    {
        try
        {
            return backend.Build(model, run.ToOptions());
        }
        catch (ModelException exception)
        {
            throw new InputException($"Run '{run.Name}' cannot be trained. {exception.Message}", exception);
        }
    }

    private static BackendDescription Describe(IBackend backend, RunConfiguration run, Model model)
    {
        BackendDescription description = backend.Describe(model, run.ToOptions());
        return run.Extraction is null
            ? description
            : description with
            {
                Operations = backend
                    .Describe(FeatureBase.Model(run), run.ToOptions())
                    .Operations.Concat(description.Operations)
                    .DistinctBy(operation => operation.Key)
                    .ToDictionary(StringComparer.Ordinal),
            };
    }

    private static string NetworkOf(RunConfiguration run, Model model) =>
        NetworkDigest.Of(model, run.Extraction is null ? null : FeatureBase.Model(run));

    private static int? ShortenedTo(TrainingRequest request) => request.Epochs is { } epochs && epochs < request.Run.Epochs ? epochs : null;

    private string? Obstacle(RunConfiguration run, RunRecord record) => Currency.Obstacle(run, record, () => NetworkOf(run, models(run)));

    private bool IsReplaced(RunRecord record, RunConfiguration run, Predecessor? predecessor) =>
        IsReplaceable(record, run, predecessor) || record.TensorsSha256 != data(run).TensorsSha256;

    // A training that continues another configuration of the run before is not one of the present configurations either.
    private bool IsReplaceable(RunRecord record, RunConfiguration run, Predecessor? predecessor) =>
        record.ContinuesFrom?.ConfigurationSha256 != predecessor?.ConfigurationSha256 || Obstacle(run, record) is not null;

    // The seeds of a run are judged together, and a run goes on with what its predecessor learned. The data of a predecessor are not read
    // again: files that both runs use are compared.
    private void RequireSameData(TrainingRequest request, TrainingData samples)
    {
        RunConfiguration run = request.Run;
        int[] others =
        [
            .. run
                .Seeds.Where(seed =>
                    seed != request.Seed
                    && Finished(request with { Seed = seed }) is { } record
                    && record.TensorsSha256 != samples.TensorsSha256
                    && Obstacle(run, record) is null
                )
                .Order(),
        ];
        if (others.Length > 0)
        {
            throw new InputException(
                $"'{Path.GetDirectoryName(FolderOf(request))}' has finished trainings with other data (seeds {string.Join(",", others)}) of '{run.Name}'. Replace them: repro train {run.Name} --seeds {string.Join(",", others)} --backend {backend.Name.ToLowerInvariant()} --runs {request.OutputRoot} --replace. Or choose another folder with --runs."
            );
        }

        if (
            run.ContinuesFrom is not null
            && PredecessorOf(request) is var before
            && Finished(before) is { } learned
            && samples.Checksums.Any(file => learned.Data.TryGetValue(file.Key, out string? checksum) && checksum != file.Value)
        )
        {
            throw new InputException(
                $"'{FolderOf(before)}' was trained on other data than there are now, and '{run.Name}' continues from it. Replace it: repro train {before.Run.Name} --seeds {before.Seed} --backend {backend.Name.ToLowerInvariant()} --runs {request.OutputRoot} --replace. Or choose another folder with --runs."
            );
        }
    }

    private RunRecord RequireSame(RunRecord record, TrainingRequest request, Predecessor? predecessor, RunFolder folder)
    {
        RunConfiguration run = request.Run;
        string replace =
            $"Replace it: repro train {run.Name} --seeds {request.Seed}{(ShortenedTo(request) is { } epochs ? $" --epochs {epochs}" : "")} --backend {backend.Name.ToLowerInvariant()} --runs {request.OutputRoot} --replace. Or choose another folder with --runs.";
        if (record.ContinuesFrom != predecessor)
        {
            throw new InputException(
                $"'{folder.Path}' has a finished training that began with other weights of '{run.ContinuesFrom}' than those beside it. {(IsReplaceable(record, run, predecessor) ? replace : "Delete it to train again, or choose another folder with --runs.")}"
            );
        }

        if (Obstacle(run, record) is { } other)
        {
            throw new InputException($"'{folder.Path}' has a finished training with {other} of '{run.Name}'. {replace}");
        }

        string now = ArithmeticVersions.Text(Describe(backend, run, models(run)).Operations);
        return ArithmeticVersions.Text(record.Operations) == now
            ? record
            : throw new InputException(
                $"'{folder.Path}' has a finished training with the arithmetic {ArithmeticVersions.Text(record.Operations)}; now it is {now}. Delete it to train again, or choose another folder with --runs."
            );
    }

    // From the checkpoint where there is one, and else from the start. Either way the history on disk becomes that of the position.
    private Checkpoint Begin(
        RunFolder folder,
        TrainingIdentity identity,
        INetwork network,
        Trainer trainer,
        TrainingRequest request,
        TrainingData samples
    )
    {
        Checkpoint position;
        if (File.Exists(folder.Checkpoint))
        {
            position = Checkpoint.Restore(folder.Checkpoint, identity, network, trainer);
            position = position with { Resumed = position.Resumed + 1 };
        }
        else
        {
            Start(network, request, samples);
            position = new Checkpoint(identity, 0, 0, 0, 0, HistoryText(trainer), _clock.GetUtcNow(), 0);
        }

        OutputFile.WriteText(folder.History, HistoryText(trainer));
        return position;
    }

    private void Start(INetwork network, TrainingRequest request, TrainingData samples)
    {
        if (request.Run.ContinuesFrom is not null)
        {
            ContinuationOf(request)(network);
            return;
        }

        RunInitialWeights.Write(network, request.Run, request.Seed, samples);
    }

    private Action<INetwork> ContinuationOf(TrainingRequest request)
    {
        string file = RunFolder.WeightsOf(FolderOf(PredecessorOf(request)));
        StateFile weights = StateFile.Read(file);
        return network => NetworkState.Restore(network, weights, withOptimizer: false, file);
    }

    // Finished already, or trained now into the same folder of runs.
    private Predecessor TrainPredecessor(TrainingRequest request, ITrainingProgress? progress, CancellationToken cancellation)
    {
        TrainingRequest before = PredecessorOf(request);
        bool isOther = before.Expected is { } accepted
            ? Currency.Obstacle(before.Run, accepted, () => NetworkOf(before.Run, models(before.Run))) is not null
            : request.Expected?.ContinuesFrom is { } recorded && recorded.ConfigurationSha256 != RunConfigurationJson.Digest(before.Run);
        if (isOther)
        {
            throw CannotRepeat(request, $"its record continues another configuration of '{before.Run.Name}' than the present one.");
        }

        RunRecord record = Train(before, progress, cancellation).Record;
        string digest = NetworkState.Digest(StateFile.Read(RunFolder.WeightsOf(FolderOf(before))).Arrays);
        if (digest != record.WeightsSha256)
        {
            throw new InputException(
                $"'{FolderOf(before)}': the weights have SHA-256 {digest}, but the record names {record.WeightsSha256}. The files do not belong together; delete the folder to train again."
            );
        }

        if (
            before.Expected is null
            && request.Expected?.ContinuesFrom is { } began
            && began.WeightsSha256 != digest
            && Determinism.GivesSameBits(backend.Name)
        )
        {
            throw CannotRepeat(
                request,
                $"it continues '{before.Run.Name}' from the weights {began.WeightsSha256}, and the arithmetic of that training is not recorded: no accepted record has these weights. Trained now, '{before.Run.Name}' gives {digest}."
            );
        }

        return new Predecessor(record.Run, record.ConfigurationSha256, record.WeightsSha256, record.Shortened);
    }

    private static InputException CannotRepeat(TrainingRequest request, string reason) =>
        new($"Run '{request.Run.Name}', seed {request.Seed} cannot be repeated: {reason} Train both runs again and accept them.");

    private TrainingRequest PredecessorOf(TrainingRequest request)
    {
        Func<string, RunConfiguration> runs =
            Runs
            ?? throw new InvalidOperationException($"Run '{request.Run.Name}' continues another run, but its configuration is not given.");
        RunConfiguration run = runs(request.Run.ContinuesFrom!);

        // A trial continues a trial, unless the whole training is there.
        TrainingRequest whole = request with
        {
            Run = run,
            Epochs = null,
            Expected =
                request.Expected?.ContinuesFrom is { } before
                && Recorded?.Invoke(before.Run, request.Seed) is { } record
                && record.WeightsSha256 == before.WeightsSha256
                    ? record
                    : null,
            Arithmetic = request.Expected?.Operations ?? request.Arithmetic,
        };
        return ShortenedTo(request) is null || File.Exists(RunFolder.RecordOf(FolderOf(whole)))
            ? whole
            : whole with
            {
                Epochs = request.Epochs,
            };
    }

    private void Save(RunFolder folder, Checkpoint position, Trainer trainer, INetwork network)
    {
        (
            position with
            {
                Step = trainer.Step,
                LossSum = trainer.Running.LossSum,
                Correct = trainer.Running.Correct,
                Samples = trainer.Running.Samples,
                MetricSums = trainer.Running.Sums,
                History = HistoryText(trainer),
                Busy = trainer.Clock.Busy,
                Waiting = trainer.Clock.Waiting,
            }
        ).Save(folder.Checkpoint, network, trainer.Callbacks);
        KillPoint?.Invoke("checkpoint written");
    }

    private RunRecord Finish(
        RunFolder folder,
        TrainingRequest request,
        Checkpoint position,
        Trainer trainer,
        INetwork network,
        BackendDescription description,
        TrainingData samples,
        Predecessor? predecessor
    )
    {
        IReadOnlyList<(string Name, float[] Values)> weights = NetworkState.Weights(network);
        RequireFinite(weights, request, folder);
        RunRecord record = new()
        {
            Schema = RunRecord.CurrentSchema,
            Run = request.Run.Name,
            Seed = request.Seed,
            Backend = description.Name,
            InstructionSet = description.InstructionSet,
            Threads = description.Threads,
            Operations = description.Operations,
            Libraries = description.Libraries,
            Data = samples.Checksums,
            TensorsSha256 = samples.TensorsSha256,
            Configuration = RunConfigurationJson.Write(request.Run),
            ConfigurationSha256 = position.Identity.ConfigurationSha256,
            NetworkSha256 = NetworkOf(request.Run, network.Model),
            Epochs = trainer.Epochs,
            StoppedEpoch = trainer.Callbacks.HasStopped ? trainer.History.Count : null,
            BestEpoch = trainer.Callbacks.BestEpoch,
            Shortened = trainer.Epochs < request.Run.Epochs || predecessor is { Shortened: true },
            Base = samples.Base?.Origin,
            ContinuesFrom = predecessor,
            Commit = Project is null ? null : GitCommit.Find(Project.Root),
            UncommittedChanges = Project is null ? null : UncommittedChanges.Known(Project.Root, UncommittedChanges.OfTrainings(Project)),
            Started = position.Started,
            Ended = _clock.GetUtcNow(),
            Resumed = position.Resumed,
            Seconds = trainer.Clock.Busy.TotalSeconds,
            WaitedSeconds = trainer.Clock.Waiting.TotalSeconds,
            WeightsSha256 = NetworkState.Digest(weights),
            HistorySha256 = Digests.OfText(HistoryText(trainer)),
            Observed = samples.Observed is { } observed ? ActivationObservations.Of(network, observed) : null,
        };
        new StateFile(request.Run.Model, weights).Write(folder.Weights);
        KillPoint?.Invoke("weights written");
        if (request.Run.SaveAs is { } name)
        {
            // A callback may have changed the rate after the last step.
            network.LearningRate = trainer.Callbacks.Rate;
            SavedModelWriter.Save(
                Path.Combine(folder.Path, name),
                network,
                request.Run.ToOptions(),
                (long)trainer.History.Count * trainer.StepsPerEpoch
            );
            KillPoint?.Invoke("model saved");
        }

        SaveKept(folder, request.Run, trainer, network, weights);

        OutputFile.WriteText(folder.Record, record.ToJson());
        KillPoint?.Invoke("record written");

        // The training is finished and recorded; a checkpoint that cannot be deleted does no harm.
        Leftovers.Discard(folder.Checkpoint);
        return record;
    }

    // Found out before the training.
    private static void RequireSaveable(RunConfiguration run, Model model)
    {
        foreach (
            string? file in run
                .Callbacks.OfType<CallbackConfiguration.ModelCheckpoint>()
                .Select(saved => saved.FilePath)
                .Prepend(run.SaveAs)
        )
        {
            // ModelCheckpoint leaves out an optimizer that does not fit.
            Optimizer? saved = file == run.SaveAs ? run.Optimizer.ToOptimizer() : null;
            if (file is not null && SavedModelWriter.ObjectionToSize(model, saved) is { } size)
            {
                throw new InputException(
                    $"Run '{run.Name}' saves its model as '{file}', which is not possible: {size}. Leave the file out; the training keeps its weights in weights.bin."
                );
            }

            if (file is not null && SavedModelWriter.ObjectionTo(file, model) is { } objection)
            {
                throw new InputException(
                    $"Run '{run.Name}' saves its model as '{file}', which is not possible: {objection}. Give it a name that ends in {SavedModelWriter.OtherEnding(file)}."
                );
            }
        }
    }

    // What ModelCheckpoint kept: the model with the weights and the optimizer's state of that time, as Keras saves it; without the
    // optimizer where the form of the file cannot hold it.
    private void SaveKept(
        RunFolder folder,
        RunConfiguration run,
        Trainer trainer,
        INetwork network,
        IReadOnlyList<(string Name, float[] Values)> last
    )
    {
        IReadOnlyList<(string Name, float[] Values)> state = NetworkState.Optimizer(network);
        float? rate = network.LearningRate;
        Optimizer optimizer = run.Optimizer.ToOptimizer();
        foreach (KeptModel kept in trainer.Callbacks.Saved)
        {
            WriteWeights(network, kept.Weights);
            bool hasOptimizer =
                kept.Optimizer is not null
                && SavedModelWriter.ObjectionTo(kept.FilePath, optimizer) is null
                && SavedModelWriter.ObjectionToSize(network.Model, optimizer) is null;
            if (hasOptimizer)
            {
                NetworkState.WriteOptimizer(network, kept.Optimizer!);
                network.LearningRate = kept.Rate;
            }

            CompileOptions options = run.ToOptions();
            SavedModelWriter.Save(
                Path.Combine(folder.Path, kept.FilePath),
                network,
                hasOptimizer ? options : options with { Optimizer = null },
                hasOptimizer ? (long)kept.Epoch * trainer.StepsPerEpoch : 0
            );
            WriteWeights(network, last);
            NetworkState.WriteOptimizer(network, state);
            network.LearningRate = rate;
            KillPoint?.Invoke("checkpoint saved");
        }
    }

    private static void WriteWeights(INetwork network, IReadOnlyList<(string Name, float[] Values)> weights)
    {
        foreach ((string name, float[] values) in weights)
        {
            network.WriteWeight(name, values);
        }
    }

    // A step's loss is that of the weights before its update, so the last update may have broken what no loss has shown.
    private static void RequireFinite(IReadOnlyList<(string Name, float[] Values)> weights, TrainingRequest request, RunFolder folder)
    {
        foreach ((string name, float[] values) in weights)
        {
            if (!Array.TrueForAll(values, float.IsFinite))
            {
                throw new InputException(
                    $"Run '{request.Run.Name}', seed {request.Seed}: the weight '{name}' is not finite after the last update. Training has diverged; no record is written. The same seed would end so again: change the run, then delete '{folder.Path}' and train again."
                );
            }
        }
    }

    private static string HistoryText(Trainer trainer) =>
        MetricTable.Header(trainer.Metrics, withSeed: false)
        + string.Concat(trainer.History.Select(epoch => MetricTable.Line(trainer.Metrics, epoch)));

    private static void AppendHistory(RunFolder folder, string line)
    {
        try
        {
            using FileStream stream = new(folder.History, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(line));
            FileSync.Flush(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot write '{folder.History}': {exception.Message}", exception);
        }
    }
}
