using System.Globalization;
using Repro.Claims;
using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Probes.Forms;
using Repro.Project;
using Repro.Runs;

namespace Repro.Probes.DataSets;

/// <summary>Quantities of image folders: counted files and JPEG headers; what takes pixels is <see cref="BatchQuantities"/>'s.</summary>
internal static class ImageQuantities
{
    private const string Found = "found";
    private static readonly string[] SplitOrder = ["train", "validation", "test"];

    public static IReadOnlyList<QuantityDescription> All { get; } =
    [
        new("data:SET/count", "Number of images of a set of image folders, or of the declared files of a set of files."),
        new(
            "data:SET[PART]/count",
            "Number of images of a split, of a class or of a class of a split: train, cats, train/cats; of a set of files, of a group of names."
        ),
        new("data:SET[PART]/files", "Names of the images of a part, separated by spaces."),
        new("data:SET[SPLIT]/found", "Line that flow_from_directory prints of a split: Found N images belonging to M classes."),
        new("data:SET/validation_found", "The same line of the split validation."),
        new("data:SET/folders", "Folders of the set, separated by spaces."),
        new("data:SET/classes", "Classes in the order of their labels, separated by spaces."),
        new("data:SET/split_sizes", "Numbers of images of the splits train, validation and test, separated by spaces."),
        new("data:SET/class_imbalance", "Largest difference between the numbers of images of two classes of a split."),
        new("data:SET/channels", "Number of color channels of the image files."),
        new("data:SET/distinct_sizes", "Number of different sizes of the image files."),
        new("data:SET/picture_formats", "Formats of the image files with their color components."),
        new("data:SET/archive_mib", "Length of the archive that the set was unpacked from, in MiB."),
        new("data:SET{RUN}[SPLIT]/smallest_batch", "Smallest number of samples in a batch as a run feeds the split."),
        new("data:SET{RUN}[SPLIT]/batch_shape", "Shape of the first batch of images as a run feeds the split."),
        new("data:SET{RUN}[SPLIT]/label_shape", "Shape of the first batch of labels as a run feeds the split."),
        new("data:SET{RUN}[SPLIT]/max_value", "Largest value of the images as a run feeds the split."),
    ];

    public static Measurement Measure(Address address, DataSetDeclaration declared, string? root, RunConfiguration? run)
    {
        if (address.Quantity == "archive_mib" && declared.Archive is { } archive)
        {
            return FileQuantities.Length(
                root,
                archive.File.Path,
                1 << 20,
                $"Run `repro data fetch {declared.Name}`, which leaves the archive in the data root."
            );
        }

        bool fed = run is not null && address.Quantity is "batch_shape" or "label_shape" or "max_value";
        Func<ImageFolders, Value?> measure =
            (fed ? _ => null : Quantity(address, run)) ?? throw new AddressException($"'{address}': an image set has no such quantity.");
        string folder = Path.Combine([root ?? "", .. declared.Folder.Split('/')]);
        if (root is null || !Directory.Exists(folder))
        {
            return new Measurement.Missing($"the data set {address.Subject}", declared.Remedy);
        }

        if (fed)
        {
            return BatchQuantities.Measure(address, root, run!);
        }

        ImageFolders images = new(folder);
        if (images.Files()!.Count == 0)
        {
            return new Measurement.Missing($"the images of the data set {address.Subject}", declared.Remedy);
        }

        Value value = measure(images) ?? throw new AddressException($"'{address}': the set has no part '{address.Argument}'.");
        return new Measurement.Exact(value, $"the files of {address.Subject}");
    }

    private static Func<ImageFolders, Value?>? Quantity(Address address, RunConfiguration? run) =>
        (address.Quantity, address.Argument, run) switch
        {
            ("count", _, null) => set => set.Files(address.Argument) is { } files ? new Value.Number(files.Count) : null,
            ("files", not null, null) => set =>
                set.Files(address.Argument) is { } files ? new Value.Text(string.Join(' ', files.Select(Path.GetFileName))) : null,
            (Found, not null, null) => set => FoundLine(set, address.Argument),
            ("validation_found", null, null) => set => FoundLine(set, "validation"),
            ("folders", null, null) => set => new Value.Text(string.Join(' ', set.Folders)),
            ("classes", null, null) => set => new Value.Text(string.Join(' ', set.Classes)),
            ("split_sizes", null, null) => set => new Value.Text(
                string.Join(' ', SplitOrder.Where(set.Splits.Contains).Select(split => Count(set, split)))
            ),
            ("class_imbalance", null, null) => set => new Value.Number(set.Splits.Max(split => Imbalance(set, split))),
            ("channels", null, null) => Channels,
            ("distinct_sizes", null, null) => set => new Value.Number(
                Headers(set).Select(header => (header.Width, header.Height)).Distinct().Count()
            ),
            ("picture_formats", null, null) => set => new Value.Text(
                string.Join(' ', Headers(set).Select(header => header.Components).Distinct().Order().Select(Format))
            ),
            ("smallest_batch", not null, not null) => set => SmallestBatch(set, address.Argument, run),
            _ => null,
        };

    private static int Count(ImageFolders set, string part) => set.Files(part)?.Count ?? 0;

    // Keras's own line.
    private static Value.Text? FoundLine(ImageFolders set, string split) =>
        set.Splits.Contains(split)
            ? new Value.Text(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Found {Count(set, split)} images belonging to {set.ClassesOf(split)} classes."
                )
            )
            : null;

    private static int Imbalance(ImageFolders set, string split)
    {
        int[] counts = [.. set.Classes.Select(name => Count(set, $"{split}/{name}"))];
        return counts.Max() - counts.Min();
    }

    private static Value Channels(ImageFolders set)
    {
        int[] components = [.. Headers(set).Select(header => header.Components).Distinct().Order()];
        return components.Length == 1 ? new Value.Number(components[0]) : new Value.Text(string.Join(' ', components));
    }

    private static string Format(int components) => string.Create(CultureInfo.InvariantCulture, $"JPEG {components} components");

    private static IEnumerable<JpegHeader> Headers(ImageFolders set) =>
        set.Files()!.Select(file => JpegHeader.Read(Path.Combine(set.Root, file)));

    // The run's batches over one pass through the files that are really there.
    private static Value.Number? SmallestBatch(ImageFolders set, string part, RunConfiguration run)
    {
        SplitConfiguration? split = new[] { run.Train, run.Validation, run.Test }.FirstOrDefault(fed => fed?.Split == part);
        int count = Count(set, part);
        return split is null || count == 0
            ? null
            : new Value.Number(count % split.BatchSize == 0 ? Math.Min(count, split.BatchSize) : count % split.BatchSize);
    }
}
