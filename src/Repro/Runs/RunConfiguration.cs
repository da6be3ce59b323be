using Repro.Backends;
using Repro.Data.Batches;
using Repro.Data.Imaging;
using Repro.Data.Splitting;
using Repro.Keras;
using Repro.Keras.Catalog;
using Repro.Keras.Optimizers;
using Repro.Project;

namespace Repro.Runs;

/// <summary>
/// One training as its file in <c>configs/runs/</c> describes it; what drives the training, and what <c>config:</c> claims are checked on.
/// Made by <see cref="RunConfigurationReader"/>, so its parts fit together.
/// </summary>
internal sealed record RunConfiguration
{
    /// <summary>The version of Keras that applies where none is named.</summary>
    public const string DefaultKeras = "2.15";

    internal const string KerasPattern = @"^(keras |tf )?[1-3]\.[0-9]{1,4}(\.[0-9]{1,4})?$";

    public required string Name { get; init; }

    /// <summary>The documents it comes from; empty for a run of our own.</summary>
    public required IReadOnlyList<string> Documents { get; init; }

    public string? Note { get; init; }

    /// <summary>The networks that <see cref="Model"/> and <see cref="Base"/> name.</summary>
    public required ModelCatalog Models { get; init; }

    /// <summary>The name of a network, or the path of its file inside the project.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// Which of its layers are frozen, as addresses say it: <c>base frozen</c>, <c>block5 open</c>, <c>open from LAYER</c>.
    /// </summary>
    public string? Variant { get; init; }

    /// <summary>The pretrained convolutional base inside or before the model.</summary>
    public string? Base { get; init; }

    /// <summary>Where the base's weights come from: <c>imagenet</c>.</summary>
    public string? BaseWeights { get; init; }

    /// <summary>The run whose weights of the same seed this one starts from.</summary>
    public string? ContinuesFrom { get; init; }

    /// <summary>The data set as the project or the tool declares it.</summary>
    public required DataSetDeclaration Set { get; init; }

    /// <summary>The data set's name.</summary>
    public string DataSet => Set.Name;

    /// <summary>The published weights of <see cref="Base"/>; null where there is no base or none are known.</summary>
    public WeightsDeclaration? Weights { get; init; }

    /// <summary>How images are sent once through the base, where the model is trained on its features.</summary>
    public ExtractionConfiguration? Extraction { get; init; }

    public required SplitConfiguration Train { get; init; }

    public SplitConfiguration? Validation { get; init; }

    public SplitConfiguration? Test { get; init; }

    /// <summary>The loss; of a run with several the first one.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The losses of a model with several outputs, with what is recorded of each; empty for a run with one loss.</summary>
    public IReadOnlyList<OutputLoss> Outputs { get; init; } = [];

    /// <summary>Whether the accuracy is recorded.</summary>
    public bool HasAccuracy { get; init; } = true;

    /// <summary>Whether samples have weights in the training or in an evaluation.</summary>
    public bool HasSampleWeights => new[] { Train, Validation, Test }.Any(split => split is { HasSampleWeights: true });

    /// <summary>The metrics that are recorded beside loss and accuracy, weighted ones last.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>What the training losses of samples of each class are multiplied with; null for 1.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    public required OptimizerConfiguration Optimizer { get; init; }

    public required int Epochs { get; init; }

    /// <summary>The callbacks in their order.</summary>
    public IReadOnlyList<CallbackConfiguration> Callbacks { get; init; } = [];

    /// <summary>
    /// The version of Keras whose behavior applies; null where nothing depends on it or none is named, which means
    /// <see cref="DefaultKeras"/>.
    /// </summary>
    public string? Keras { get; init; }

    /// <summary>
    /// Whether versions of Keras train the run differently: callbacks, and losses that are not a plain cross-entropy of the outputs that
    /// belong to it.
    /// </summary>
    public bool DependsOnKeras =>
        Callbacks.Count > 0
        || Losses.Any(loss =>
            (loss.IsCrossentropy && loss != new Loss(loss.Name))
            || (loss.IsBinary && (Extraction?.ClassMode ?? Train.ClassMode) != SplitConfiguration.Binary)
        );

    private IEnumerable<Loss> Losses => Outputs.Count == 0 ? [Loss] : Outputs.Select(output => output.Loss);

    /// <summary>The name of the .h5 or .keras file, in the seed's folder, to which the trained model is saved.</summary>
    public string? SaveAs { get; init; }

    /// <summary>What is looked at when the training ends, for the record.</summary>
    public ObserveConfiguration? Observe { get; init; }

    /// <summary>What the model is compiled with.</summary>
    public CompileOptions ToOptions() =>
        new(OfVersion(Loss), Optimizer.ToOptimizer())
        {
            Metrics = Metrics,
            HasAccuracy = HasAccuracy,
            ClassWeights = ClassWeights,
            Outputs = Outputs.Count == 0 ? null : [.. Outputs.Select(output => output with { Loss = OfVersion(output.Loss) })],
            HasSampleWeights = HasSampleWeights,
        };

    private Loss OfVersion(Loss loss) =>
        loss with
        {
            AddsEpsilon = WriterHabits.AddsEpsilon(Keras ?? DefaultKeras),
            TakesLogitsOfAny = WriterHabits.TakesLogitsOfAny(Keras ?? DefaultKeras),
        };

    /// <summary>The weights of the run's base.</summary>
    /// <exception cref="InputException">None are known.</exception>
    public WeightsDeclaration RequireWeights() =>
        Weights
        ?? throw new InputException(
            $"No published weights are known for the base '{Base}' of run '{Name}'. Declare them under 'weights' of {ProjectFile.Name}."
        );

    /// <summary>The seeds that count as evidence, declared before the first is run.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }
}

/// <summary>A part of the data set and how it is fed.</summary>
/// <param name="Split">The split's name in the data set: <c>train</c>, <c>validation</c>, <c>test</c>.</param>
/// <param name="Samples">How many it must hold.</param>
/// <param name="DeclaredSteps">Batches an epoch, or null for one pass over the samples.</param>
/// <param name="TargetSize">Height and width that images are resized to.</param>
/// <param name="ClassMode">Keras's <c>class_mode</c>: <c>binary</c> (one column of 0 and 1), <c>categorical</c> (one-hot) or <c>sparse</c>
/// (one column of class numbers).</param>
/// <param name="Rescale">What every pixel of 0 to 255 is multiplied by.</param>
internal sealed record SplitConfiguration(
    string Split,
    int Samples,
    int BatchSize,
    int? DeclaredSteps,
    (int Height, int Width)? TargetSize,
    string? ClassMode,
    double? Rescale,
    AugmentationConfiguration? Augmentation
)
{
    /// <summary>Keras's <c>class_mode</c> for one-hot labels.</summary>
    public const string Categorical = "categorical";

    /// <summary>Keras's <c>class_mode</c> for numbers of classes.</summary>
    public const string Sparse = "sparse";

    /// <summary>Keras's <c>class_mode</c> for labels of 0 and 1.</summary>
    public const string Binary = "binary";

    /// <summary>Keras's <c>class_mode</c> for numbers to predict.</summary>
    public const string Raw = "raw";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> ClassModes { get; } = [Binary, Categorical, Sparse, Raw];

    internal static ClassLabels LabelsOf(string? classMode) =>
        classMode switch
        {
            Categorical => ClassLabels.Categorical,
            Sparse => ClassLabels.Sparse,
            _ => ClassLabels.Binary,
        };

    /// <summary>
    /// What is done to the pixels in place of <see cref="Rescale"/>: <c>caffe</c>, see <see cref="Data.Batches.CaffePreprocessing"/>.
    /// </summary>
    public string? Preprocessing { get; init; }

    /// <summary>How labels are given.</summary>
    public ClassLabels Labels => LabelsOf(ClassMode);

    /// <summary>The part of the split that is fed; null for all of it.</summary>
    public SubsetConfiguration? Subset { get; init; }

    /// <summary>Keras's <c>color_mode</c>: whether images have one channel, Pillow's gray, instead of three.</summary>
    public bool IsGray { get; init; }

    /// <summary>How images are resized: the filters of Keras's <c>load_img</c>.</summary>
    public Interpolation Interpolation { get; init; }

    /// <summary>Whether images of another aspect ratio are cropped before they are resized: Keras's <c>keep_aspect_ratio</c>.</summary>
    public bool KeepsAspectRatio { get; init; }

    /// <summary>Whether files are decoded as TensorFlow does, see <see cref="ImageForm.IsOfTensorFlow"/>.</summary>
    public bool DecodesAsTensorFlow { get; init; }

    /// <summary>How image files become pixels.</summary>
    public ImageForm Form => new(Interpolation, IsGray) { KeepsAspectRatio = KeepsAspectRatio, IsOfTensorFlow = DecodesAsTensorFlow };

    /// <summary>Whether samples count by the weights that the data set declares.</summary>
    public bool HasSampleWeights { get; init; }

    /// <summary>An evaluation goes on where the one before stopped, as in Keras 2.0; else it starts a new pass.</summary>
    public bool ContinuesPass { get; init; }

    /// <summary>Batches an epoch; without a declared number as many as one pass needs, the last of which may be smaller.</summary>
    public int Steps => DeclaredSteps ?? (Samples + BatchSize - 1) / BatchSize;
}

/// <summary>One of the two parts into which <c>validation_split</c> cuts a split.</summary>
/// <param name="IsValidation">Whether it is the part for validation.</param>
internal sealed record SubsetConfiguration(ValidationSplit Cut, bool IsValidation)
{
    public const string Training = "training";
    public const string Validation = "validation";

    /// <summary>The numbers of the samples in the split.</summary>
    public IReadOnlyList<int> Numbers(IReadOnlyList<int> labels) => IsValidation ? Cut.Cut(labels).Validation : Cut.Cut(labels).Training;

    /// <summary>As messages and checksums name it: <c> (training of 0.2 by fit)</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $" ({(IsValidation ? Validation : Training)} of {Cut.Share} by {Cut.Loader}{(Cut.Seed is { } seed ? $", seed {seed}" : "")})"
        );
}

/// <summary>An image whose activations in the trained network are put on record.</summary>
/// <param name="Image"><c>SPLIT/CLASS/FILE</c> of a part that the run evaluates on.</param>
/// <param name="Layers">The layers, named as a document's session did.</param>
/// <param name="Session">That session, as addresses say it: <c>after MODEL</c>; null where nothing was built before.</param>
internal sealed record ObserveConfiguration(string Image, IReadOnlyList<string> Layers, string? Session);

/// <summary>The pass over all images that stores the base's features.</summary>
internal sealed record ExtractionConfiguration(int BatchSize, (int Height, int Width) TargetSize, string ClassMode, double? Rescale)
{
    /// <summary>How labels are given.</summary>
    public ClassLabels Labels => SplitConfiguration.LabelsOf(ClassMode);

    /// <summary>As in <see cref="SplitConfiguration.Preprocessing"/>.</summary>
    public string? Preprocessing { get; init; }

    /// <summary>The layer of the base whose output is stored; null for its last.</summary>
    public string? Layer { get; init; }

    /// <summary>Keras's <c>pooling</c>: <c>avg</c> for the mean of each channel; null for all cells.</summary>
    public string? Pooling { get; init; }
}

/// <summary>The random changes of <c>ImageDataGenerator</c>.</summary>
/// <param name="Semantics">Which generation's: <c>keras-2.0</c> or <c>keras-preprocessing-1.1</c>.</param>
/// <param name="RotationRange">Degrees to either side.</param>
/// <param name="WidthShiftRange">Fraction of the width.</param>
/// <param name="HeightShiftRange">Fraction of the height.</param>
/// <param name="ShearRange">Radians in <c>keras-2.0</c>, degrees in <c>keras-preprocessing-1.1</c>.</param>
/// <param name="ZoomRange">Factors from 1 - z to 1 + z.</param>
/// <param name="FillMode">What fills the cells that lay outside: <c>nearest</c>.</param>
internal sealed record AugmentationConfiguration(
    string Semantics,
    double RotationRange,
    double WidthShiftRange,
    double HeightShiftRange,
    double ShearRange,
    double ZoomRange,
    bool HorizontalFlip,
    string FillMode
);
