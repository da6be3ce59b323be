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

    /// <summary>The part that a generator takes of a slice.</summary>
    public static ImportedCut? PartOf(ImportedCut? slice, ImportedCut? part) =>
        part is null ? slice
        : slice is null ? part
        : part with { Unknown = "'subset' takes a part of a part of the samples" };

    /// <summary>The part that a slice <c>[n:]</c> or <c>[:n]</c> takes of rows; null for another slice.</summary>
    /// <param name="all">The rows; null where their number is not known.</param>
    /// <param name="taken">The rows of the slice.</param>
    public static ImportedCut? OfRows(long? all, long? taken, SliceValue slice)
    {
        bool isBegin = slice is { Start: NoneValue, Stop: not NoneValue, Step: NoneValue };
        bool isEnd = slice is { Start: not NoneValue, Stop: NoneValue, Step: NoneValue };
        if (all is not (> 0 and <= int.MaxValue and var count) || taken is not { } part || part <= 0 || part >= count || isBegin == isEnd)
        {
            return null;
        }

        // ImageDataGenerator.flow validates on the first rows: the share must give exactly these rows.
        long first = isBegin ? part : count - part;
        double share = (double)first / count;
        return (long)(share * count) == first ? new ImportedCut(ValidationSplit.Flow, isBegin, share, null) { Rows = (int)count } : null;
    }

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
