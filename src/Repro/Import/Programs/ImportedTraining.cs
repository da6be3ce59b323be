using Repro.Claims;

namespace Repro.Import.Programs;

/// <summary>A class of Keras with its settings: an optimizer, a loss, a callback.</summary>
/// <param name="ClassName">Keras's: <c>RMSprop</c>, <c>SparseCategoricalCrossentropy</c>, <c>ModelCheckpoint</c>.</param>
/// <param name="Settings">
/// By Keras's present names, with the defaults that matter filled in: numbers as <c>double</c>, flags as <c>bool</c>, texts as
/// <c>string</c>,
/// another class (a schedule) as <see cref="KerasObject"/>, null for None. A setting whose value is not known is in <see cref="Unknown"/>.
/// </param>
internal sealed record KerasObject(string ClassName, IReadOnlyDictionary<string, object?> Settings)
{
    /// <summary>Names of settings that the program gives and whose values are not known.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>The settings that the program itself gives.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    public double? Number(string setting) =>
        Settings.GetValueOrDefault(setting) switch
        {
            double number => number,
            long number => number,
            _ => null,
        };

    public bool Flag(string setting) => Settings.GetValueOrDefault(setting) is true;

    public string? Text(string setting) => Settings.GetValueOrDefault(setting) as string;
}

/// <summary>A call of <c>compile</c>.</summary>
/// <param name="Model">Null where it is not known which network is compiled.</param>
internal sealed record ImportedCompile(Place Place, ImportedModel? Model)
{
    /// <summary>The setting that gives each position of a sample a weight; other values have no meaning for Keras.</summary>
    public const string TemporalWeights = "sample_weight_mode='temporal'";

    /// <summary>The network as it was compiled; null where it is not known.</summary>
    public ModelState? State { get; init; }

    /// <summary>Null where it is not known.</summary>
    public KerasObject? Optimizer { get; init; }

    /// <summary>Null where it is not known, or where several outputs have a loss each.</summary>
    public KerasObject? Loss { get; init; }

    /// <summary>As written: <c>accuracy</c>, <c>acc</c>.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Keras's classes for them: <c>accuracy</c> follows the loss and the output's shape.</summary>
    public IReadOnlyList<string> ResolvedMetrics { get; init; } = [];

    /// <summary>As written, those of <c>metrics</c> without arguments.</summary>
    public IReadOnlyList<string> PlainMetrics { get; init; } = [];

    /// <summary>As written, those of <c>weighted_metrics</c> without arguments.</summary>
    public IReadOnlyList<string> WeightedMetrics { get; init; } = [];

    /// <summary>Other settings of the call that change the training, by their names.</summary>
    public IReadOnlyList<string> OtherSettings { get; init; } = [];

    /// <summary>What of the call is not known, as clauses.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];
}

/// <summary>From where a number of a training is known.</summary>
internal enum SettingSource
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>An argument of the call.</summary>
    Call,

    /// <summary>The data set or generator.</summary>
    Data,

    /// <summary>Keras's default.</summary>
    Default,

    /// <summary>It follows from the number of samples and the batch size.</summary>
    Computed,
}

/// <summary>Data that a training or an evaluation is given.</summary>
/// <param name="Names">As written: <c>x_train, y_train</c>.</param>
internal sealed record FedData(string Names)
{
    /// <summary>Where the samples come from; null where it is not known.</summary>
    public ImportedData? Source { get; init; }

    /// <summary>Why the source is not known, as a clause; empty where it is known, or where there is no reason.</summary>
    public string Unknown { get; init; } = "";

    /// <summary>Which part of it: <c>train</c>, <c>test</c>, a folder; empty where it is not known.</summary>
    public string Part { get; init; } = "";

    /// <summary>Of a file of arrays, the name of the inputs in it; empty for other data.</summary>
    public string Array { get; init; } = "";

    /// <summary>Of a table in a text file, the columns of the inputs; null for other data.</summary>
    public TableColumns? Columns { get; init; }

    /// <summary>Of a table in a text file, the columns of the labels; null for other data.</summary>
    public TableColumns? LabelColumns { get; init; }

    /// <summary>Where the labels come from, which has the samples too as a rule; null where it is not known.</summary>
    public ImportedData? LabelSource { get; init; }

    /// <summary>Of a file of arrays, the name of the labels in it; empty for other data.</summary>
    public string LabelArray { get; init; } = "";

    public int? Samples { get; init; }

    public int? BatchSize { get; init; }

    public int? Steps { get; init; }

    /// <summary>Of one sample, without the batch's axis; null entries are not known.</summary>
    public IReadOnlyList<int?>? Shape { get; init; }

    /// <summary>What was done to the samples, in order.</summary>
    public IReadOnlyList<ImportedStep> Preprocessing { get; init; } = [];

    /// <summary>What was done to the labels, in order.</summary>
    public IReadOnlyList<ImportedStep> LabelPreprocessing { get; init; } = [];

    /// <summary>The generator that changes the samples at random; null for none.</summary>
    public ImportedAugmentation? Augmentation { get; init; }

    /// <summary>
    /// How it is read from folders: <c>target_size</c>, <c>class_mode</c>, <c>shuffle</c>, as the program gives them; null for arrays.
    /// </summary>
    public KerasObject? Reader { get; init; }

    /// <summary>The part that the loader takes of them; null for all.</summary>
    public ImportedCut? Cut { get; init; }

    /// <summary>The part that is taken of the labels; null for all.</summary>
    public ImportedCut? LabelCut { get; init; }

    /// <summary>Whether the samples are also the targets, as those of an autoencoder are.</summary>
    public bool HasInputsAsTargets { get; init; }

    /// <summary>The network whose outputs the samples are; null for none.</summary>
    public ImportedModel? FeaturesOf { get; init; }
}

/// <summary>A call of <c>fit</c> or <c>fit_generator</c>.</summary>
/// <param name="Model">Null where it is not known which network is trained.</param>
internal sealed record ImportedFit(Place Place, ImportedModel? Model)
{
    /// <summary>The call of compile that it uses; null where there is none.</summary>
    public ImportedCompile? Compile { get; init; }

    /// <summary>The network as it is trained; null where it is not known.</summary>
    public ModelState? State { get; init; }

    public required FedData Data { get; init; }

    public int? Epochs { get; init; }

    public SettingSource EpochsFrom { get; init; }

    public int? InitialEpoch { get; init; }

    public int? BatchSize { get; init; }

    public SettingSource BatchSizeFrom { get; init; }

    public int? StepsPerEpoch { get; init; }

    public SettingSource StepsFrom { get; init; }

    /// <summary>Samples that the training uses, without those that <see cref="ValidationSplit"/> takes away.</summary>
    public int? TrainingSamples { get; init; }

    public double? ValidationSplit { get; init; }

    public int? ValidationSamples { get; init; }

    public FedData? Validation { get; init; }

    public int? ValidationSteps { get; init; }

    public IReadOnlyList<KerasObject> Callbacks { get; init; } = [];

    public IReadOnlyDictionary<string, double> ClassWeights { get; init; } = new Dictionary<string, double>();

    public bool? Shuffle { get; init; }

    /// <summary>Other settings of the call that change the training or its validation, by their names.</summary>
    public IReadOnlyList<string> OtherSettings { get; init; } = [];

    /// <summary>The call that replaced the network's weights before: <c>load_weights</c>; null for none.</summary>
    public string? WeightsFrom { get; init; }

    /// <summary>The call of fit from whose weights it goes on; null for weights that no training has changed.</summary>
    public Place? Continues { get; init; }

    /// <summary>The statement of the program that leads to the call: another place where the call is in a function.</summary>
    public required Place Statement { get; init; }

    /// <summary>The file in which the program saves the network after it; null for none.</summary>
    public string? SavedAs { get; init; }

    /// <summary>The name that the history is assigned to; empty for none.</summary>
    public string History { get; init; } = "";

    /// <summary>What of the call is not known, as clauses.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];
}

/// <summary>A call of <c>evaluate</c>, <c>evaluate_generator</c> or <c>predict</c>.</summary>
internal sealed record ImportedEvaluation(Place Place, ImportedModel? Model, FedData Data)
{
    public bool IsPrediction { get; init; }

    /// <summary>The statement of the program that leads to the call: another place where the call is in a function.</summary>
    public required Place Statement { get; init; }

    /// <summary>The training whose weights are used; null where none is known.</summary>
    public ImportedFit? After { get; init; }

    /// <summary>The metric of the best epoch whose weights they are, read from a checkpoint; null for the last epoch.</summary>
    public string? BestOf { get; init; }
}
