namespace Repro.Training;

/// <summary>What a run is trained and judged on.</summary>
/// <param name="Checksums">SHA-256 of the data set's files, by name.</param>
/// <param name="TensorsSha256">Of the decoded training samples and labels as float32, little-endian: what a replay compares first.</param>
public sealed record TrainingData(
    ISampleSource Train, ISampleSource? Validation, ISampleSource? Test, IReadOnlyDictionary<string, string> Checksums, string TensorsSha256);
