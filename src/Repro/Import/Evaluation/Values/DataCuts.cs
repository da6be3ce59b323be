using Repro.Data.Splitting;
using Repro.Import.Programs;
using Repro.Runs;

namespace Repro.Import.Evaluation.Values;

/// <summary>The parts that loaders of images take by <c>validation_split</c> and <c>subset</c>.</summary>
internal static class DataCuts
{
    /// <summary>Both parts at once, as newer versions of <c>image_dataset_from_directory</c> give them.</summary>
    public const string Both = "both";

    /// <summary>The part of <c>image_dataset_from_directory</c>; null for all files.</summary>
    public static ImportedCut? OfFiles(IReadOnlyDictionary<string, Value> settings)
    {
        Value? subset = settings.GetValueOrDefault("subset");
        return settings.GetValueOrDefault("validation_split") is null or NoneValue && subset is null or NoneValue
            ? null
            : OfFiles(settings, subset);
    }

    /// <summary>One of the parts of <c>image_dataset_from_directory</c>.</summary>
    public static ImportedCut OfFiles(IReadOnlyDictionary<string, Value> settings, Value? subset)
    {
        ImportedCut cut = Of(ValidationSplit.ImageDataset, settings.GetValueOrDefault("validation_split"), subset);
        Value? shuffle = settings.GetValueOrDefault("shuffle");
        Value? seed = settings.GetValueOrDefault("seed");
        return cut switch
        {
            { Unknown.Length: > 0 } => cut,
            _ when shuffle is BoolValue { Value: false } => cut,
            _ when shuffle is not (null or BoolValue) => cut with { Unknown = "'shuffle' of the loader is not known" },
            _ when Numbers.Whole(seed) is >= 0 and <= int.MaxValue and var number => cut with { Seed = (uint)number },
            _ => cut with { Unknown = "'validation_split' shuffles the files with a seed that is not known" },
        };
    }

    /// <summary>The part of <c>flow_from_directory</c> or <c>flow</c>; null for all samples.</summary>
    public static ImportedCut? OfGenerator(string loader, GeneratorValue generator, Value? subset) =>
        subset is null or NoneValue ? null : Of(loader, generator.Settings.GetValueOrDefault("validation_split"), subset);

    private static ImportedCut Of(string loader, Value? split, Value? subset)
    {
        ImportedCut cut = new(loader, subset is TextValue { Value: SubsetConfiguration.Validation }, Numbers.Of(split) ?? 0, null);
        return subset is not TextValue { Value: SubsetConfiguration.Training or SubsetConfiguration.Validation }
                ? cut with
                {
                    Unknown = "'subset' of the loader is not known",
                }
            : cut.Share is > 0 and < 1 ? cut
            : cut with { Unknown = "'validation_split' of the loader is not known" };
    }
}
