using Repro.Bench.Fuzzing.Readers;

namespace Repro.Bench.Fuzzing;

/// <summary>
/// All readers that are fuzzed in this process, by name. A reader is made when it is asked for: some train a network first.
/// </summary>
internal static class FuzzReaders
{
    private static readonly Dictionary<string, Func<FuzzFolder, FuzzReader>> Makers = new(StringComparer.Ordinal)
    {
        ["run"] = JsonReaders.Run,
        ["catalog"] = JsonReaders.Catalog,
        ["project"] = JsonReaders.Project,
        ["plan"] = JsonReaders.Plan,
        ["settings"] = JsonReaders.Settings,
        ["earlier"] = JsonReaders.Earlier,
        ["class-index"] = JsonReaders.ClassIndex,
        ["queue"] = JsonReaders.Queue,
        ["keras-model"] = JsonReaders.KerasModel,
        ["keras-training"] = JsonReaders.KerasCompiled,
        ["model-file"] = ModelReaders.ToJson,
        ["keras-config"] = ModelReaders.Archive,
        ["record"] = TrainingReaders.Record,
        ["history"] = TrainingReaders.History,
        ["merge-record"] = TrainingReaders.MergeByRecord,
        ["merge-history"] = TrainingReaders.MergeByHistory,
        ["weights"] = TrainingReaders.Weights,
        ["checkpoint"] = TrainingReaders.Checkpoint,
        ["features"] = CacheReaders.Features,
        ["frozen"] = CacheReaders.Frozen,
        ["pixels"] = CacheReaders.Pixels,
        ["baseline-records"] = BaselineReaders.Records,
        ["baseline-table"] = BaselineReaders.Table,
        ["claims"] = TextReaders.Claims,
        ["address"] = TextReaders.Addresses,
        ["seeds"] = TextReaders.Seeds,
        ["python"] = ImportReaders.Python,
        ["notebook"] = TutorialReaders.Notebook,
        ["markdown"] = TutorialReaders.Markdown,
        ["html"] = TutorialReaders.Html,
        ["statements"] = TutorialReaders.Statements,
        ["claim-merge"] = TutorialReaders.ClaimMerge,
        ["picture-index"] = ImageReaders.Index,
        ["png"] = ImageReaders.Png,
        ["svg"] = ImageReaders.Svg,
        ["jpeg"] = ImageReaders.Jpeg,
        ["idx"] = DataReaders.Idx,
        ["idx-gz"] = DataReaders.IdxCompressed,
        ["zip"] = DataReaders.Zip,
        ["image-zip"] = DataReaders.ImageZip,
        ["npy"] = DataReaders.Npy,
        ["npz"] = DataReaders.Npz,
        ["cifar"] = DataReaders.Cifar,
        ["csv"] = DataReaders.Csv,
    };

    private static readonly string[] Binary =
    [
        "weights",
        "checkpoint",
        "features",
        "frozen",
        "pixels",
        "png",
        "jpeg",
        "idx",
        "idx-gz",
        "zip",
        "image-zip",
        "npy",
        "npz",
        "cifar",
    ];

    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <param name="name">One of <see cref="Names"/>.</param>
    public static FuzzReader Make(string name, FuzzFolder folder) => Makers[name](folder) with { IsText = !Binary.Contains(name) };
}
