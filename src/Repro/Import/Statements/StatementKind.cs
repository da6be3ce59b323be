namespace Repro.Import.Statements;

/// <summary>What a statement of a tutorial is about.</summary>
internal enum StatementKind
{
    Accuracy,
    Loss,
    AbsoluteError,
    Improvement,
    Probability,
    Parameters,
    LayerParameters,
    LayerShape,
    LayerCount,
    Shape,
    ImageSize,
    PixelRange,
    LabelRange,
    ClassCount,
    ClassNames,
    DataSize,
    FeatureCount,
    Epochs,
    Steps,
    BatchSize,
    Hyperparameter,
    Activation,
    Augmentation,
    Prediction,
    Arithmetic,
}
