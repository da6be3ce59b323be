using Repro.Claims;
using Repro.Data.Arrays;
using Repro.Probes.Forms;
using Repro.Project;
using Repro.Runs;

namespace Repro.Probes.DataSets;

/// <summary>Quantities of sets that are stored as arrays: <c>[SPLIT_images]</c> and <c>[SPLIT_labels]</c>.</summary>
internal static class ArrayQuantities
{
    private const string Images = "_images";
    private const string Labels = "_labels";

    public static IReadOnlyList<QuantityDescription> All { get; } =
    [
        new(
            "data:SET[ARRAY]/count",
            "Number of samples in an array of a set of arrays or of a table; ARRAY is SPLIT_images (the inputs) or SPLIT_labels, like train_images."
        ),
        new("data:SET[ARRAY]/shape", "Shape of an array, samples first and channels last."),
        new(
            "data:SET[ARRAY]/loaded_shape",
            "Shape of an array of images as keras.datasets loads it: gray images have no axis of channels."
        ),
        new("data:SET[ARRAY]/channels", "Number of channels of an array of images."),
        new("data:SET[ARRAY]/class_count", "Number of different labels in an array of labels."),
        new("data:SET{RUN}[ARRAY]/max_value", "Largest value of an array of images as a run feeds it."),
    ];

    /// <param name="load">Gives the facts of a set by split, from the data root.</param>
    public static Measurement Measure(
        Address address,
        DataSetDeclaration set,
        string? root,
        RunConfiguration? run,
        Func<DataSetDeclaration, string, IReadOnlyDictionary<string, ArrayFacts>> load
    )
    {
        string[] parts = [.. set.Splits.SelectMany(split => (string[])[split + Images, split + Labels])];
        if (address.Argument is not { } part || !parts.Contains(part, StringComparer.Ordinal))
        {
            throw new AddressException($"'{address}': name one of {string.Join(", ", parts)} in brackets.");
        }

        bool images = part.EndsWith(Images, StringComparison.Ordinal);
        string split = part[..^Images.Length];
        Func<ArrayFacts, Value> measure = (address.Quantity, images, run) switch
        {
            ("shape", true, null) => facts => Shape(facts),
            ("loaded_shape", true, null) => facts => new Value.Dimensions([facts.Samples, .. facts.Shape.Select(axis => (int?)axis)]),
            ("shape", false, null) => facts => new Value.Dimensions([facts.Samples]),
            ("channels", true, null) => facts => new Value.Number(Channels(facts)),
            ("class_count", false, null) => facts => new Value.Number(facts.Labels),
            ("count", _, null) => facts => new Value.Number(facts.Samples),
            ("max_value", true, not null) => facts => new Value.Number((float)(facts.Largest * Rescale(split, run))),
            _ => throw new AddressException(
                $"'{address}': the quantities are count; shape, loaded_shape and channels of images; class_count of labels; and max_value of images as a run feeds them ({{run}})."
            ),
        };
        if (root is null || !IsThere(set, root))
        {
            return new Measurement.Missing($"the data set {set.Name}", set.Remedy);
        }

        try
        {
            return new Measurement.Exact(measure(load(set, root)[split]), $"{set.Name} of the data root");
        }
        catch (InputException exception)
        {
            return new Measurement.Missing(exception.Message, DamagedRemedy(set));
        }
    }

    // The file is there and cannot be used.
    private static string DamagedRemedy(DataSetDeclaration set) =>
        set.IsFetchable
            ? $"Run `repro data status`, remove the damaged files, then run `repro data fetch {set.Name}`."
            : $"Correct the file, or the data set '{set.Name}' in {ProjectFile.Name}.";

    private static bool IsThere(DataSetDeclaration set, string root) =>
        set.Kind == DataSetKind.Idx
            ? set.Arrays.Values.All(names =>
                IdxArrays.Find(Path.Combine([root, .. set.Folder.Split('/')]), names.X) is not null
                && IdxArrays.Find(Path.Combine([root, .. set.Folder.Split('/')]), names.Y) is not null
            )
            : set.Files[0].Find(root) is not null;

    // Images are fed with their channel axis; files leave it out where it is 1.
    private static Value.Dimensions Shape(ArrayFacts facts) =>
        new([facts.Samples, .. facts.Shape.Select(axis => (int?)axis), .. facts.Shape.Count == 2 ? [1] : Array.Empty<int?>()]);

    private static int Channels(ArrayFacts facts) => facts.Shape.Count > 2 ? facts.Shape[2] : 1;

    private static double Rescale(string name, RunConfiguration run) =>
        new[] { run.Train, run.Validation, run.Test }.FirstOrDefault(split => split?.Split == name)?.Rescale
        ?? throw new AddressException($"The run '{run.Name}' does not feed '{name}'.");
}
