using System.Globalization;
using Repro.Claims;
using Repro.Data.Catalog;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Probes.DataSets;

/// <summary>Quantities of single files in the data root.</summary>
internal static class FileQuantities
{
    public static IReadOnlyList<QuantityDescription> All { get; } =
    [
        new("data:imagenet_class_index/count", "Number of classes in the class index of ImageNet."),
        new("data:imagenet_class_index[INDEX]/name", "Name of a class."),
        new("data:imagenet_class_index[IDENTIFIER]/index", "Index of the class that has an identifier like n02504458."),
        new("data:SET/bytes", "Length of the file of a set of one file, in bytes."),
        new("data:SET[FILE]/bytes", "Length of a file of a set of files, in bytes."),
    ];

    public static Measurement ClassIndex(Address address, DataSetDeclaration set, string? root)
    {
        Func<ClassIndex, Value?> measure = (address.Quantity, address.Argument) switch
        {
            ("count", null) => index => new Value.Number(index.Count),
            ("name", { } number) when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int at) => index =>
                index.Name(at) is { } name ? new Value.Text(name) : null,
            ("index", { } id) => index => index.IndexOf(id) is { } at ? new Value.Number(at) : null,
            _ => throw new AddressException($"'{address}': write count, [NUMBER]/name or [IDENTIFIER]/index."),
        };
        FileDeclaration file = set.Files[0];
        return file.Find(root) is not { } path
            ? new Measurement.Missing(file.Name, set.Remedy)
            : new Measurement.Exact(
                measure(Data.Catalog.ClassIndex.Read(path))
                    ?? throw new AddressException($"'{address}': the class index has no such entry."),
                $"{file.Name} of the data root"
            );
    }

    /// <summary>A folder of single files: counted by group, or one file's length.</summary>
    public static Measurement Measure(Address address, DataSetDeclaration set, string? root)
    {
        if (address is { Quantity: "bytes", Variants.Count: 0 } && FileOf(set, address.Argument) is { } file)
        {
            return Length(root, file.Path, 1, set.Remedy);
        }

        string[] patterns = (address.Quantity, address.Argument) switch
        {
            ("count", null) when set.Names.Count > 0 => [.. set.Names.Values.Select(names => names.Glob).Distinct()],
            ("count", { } group) when set.Names.TryGetValue(group, out NumberedNames? names) => [names.Glob],
            _ => throw new AddressException($"'{address}': write {string.Join(" or ", Addresses(set))}."),
        };
        string folder = Path.Combine([root ?? "", .. set.Folder.Split('/')]);
        return root is null || !Directory.Exists(folder)
            ? new Measurement.Missing($"the files of {set.Name}", set.Remedy)
            : new Measurement.Exact(
                new Value.Number(patterns.SelectMany(pattern => InputFolder.Files(folder, pattern)).Distinct().Count()),
                $"files counted in {set.Folder}"
            );
    }

    private static FileDeclaration? FileOf(DataSetDeclaration set, string? name) =>
        name is null
            ? set.Files.Count == 1
                ? set.Files[0]
                : null
            : set.Files.FirstOrDefault(file => file.Name == name);

    private static IEnumerable<string> Addresses(DataSetDeclaration set) =>
        [
            .. set.Names.Count > 0 ? ["count"] : Array.Empty<string>(),
            .. set.Names.Keys.Select(group => $"[{group}]/count"),
            .. set.Files.Count == 1 ? ["bytes"] : set.Files.Select(file => $"[{file.Name}]/bytes"),
        ];

    public static Measurement Length(string? root, string file, double unit, string remedy)
    {
        FileInfo? info = root is null ? null : new FileInfo(Path.Combine([root, .. file.Split('/')]));
        return info is { Exists: true }
            ? new Measurement.Exact(new Value.Number(info.Length / unit), $"length of {file}")
            : new Measurement.Missing(file, remedy);
    }
}
