using System.Globalization;
using Repro.Claims;
using Repro.Data;

namespace Repro.Probes;

/// <summary>Quantities of single files in the data root.</summary>
internal static class FileQuantities
{
    public static Measurement ClassIndex(Address address, string? root)
    {
        Func<ClassIndex, Value?> measure = (address.Quantity, address.Argument) switch
        {
            ("count", null) => index => new Value.Number(index.Count),
            ("name", { } number) when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int at) =>
                index => index.Name(at) is { } name ? new Value.Text(name) : null,
            ("index", { } id) => index => index.IndexOf(id) is { } at ? new Value.Number(at) : null,
            _ => throw new AddressException($"'{address}': write count, [NUMBER]/name or [IDENTIFIER]/index."),
        };
        string path = Path.Combine(root ?? "", "imagenet", "imagenet_class_index.json");
        return root is null || !File.Exists(path)
            ? new Measurement.Missing("imagenet_class_index.json", "Put Keras's imagenet_class_index.json into the folder imagenet/ of the data root (REPRO_DATA).")
            : new Measurement.Exact(measure(Data.ClassIndex.Read(path)) ?? throw new AddressException($"'{address}': the class index has no such entry."), "imagenet_class_index.json of the data root");
    }

    /// <summary>Kaggle's training pictures, <c>kaggle_train/cat.N.jpg</c> and <c>dog.N.jpg</c>.</summary>
    public static Measurement KaggleTrain(Address address, string? root)
    {
        string pattern = (address.Quantity, address.Argument) switch
        {
            ("count", null) => "*.jpg",
            ("count", "cats") => "cat.*.jpg",
            ("count", "dogs") => "dog.*.jpg",
            _ => throw new AddressException($"'{address}': write count, [cats]/count or [dogs]/count."),
        };
        string folder = Path.Combine(root ?? "", DataSets.KaggleTrain);
        return root is null || !Directory.Exists(folder)
            ? new Measurement.Missing("the Kaggle training pictures", DataSets.Remedy(DataSets.KaggleTrain))
            : new Measurement.Exact(new Value.Number(InputFolder.Files(folder, pattern).Count), "files counted in kaggle_train");
    }

    public static Measurement Vgg16Top(Address address, string? root) => address is { Quantity: "bytes", Argument: null }
        ? Length(
            root,
            PretrainedFiles.Vgg16Top.Path,
            1,
            PretrainedFiles.Vgg16Top.Remedy)
        : throw new AddressException($"'{address}': its only quantity is bytes.");

    public static Measurement Length(string? root, string file, double unit, string remedy)
    {
        FileInfo? info = root is null ? null : new FileInfo(Path.Combine(root, file));
        return info is { Exists: true }
            ? new Measurement.Exact(new Value.Number(info.Length / unit), $"length of {file}")
            : new Measurement.Missing(file, remedy);
    }
}
