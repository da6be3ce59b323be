using System.Globalization;
using System.Security.Cryptography;
using Repro.Data.Sets;

namespace Repro.Data;

/// <summary>How a piece of data stands.</summary>
public enum DataState
{
    Missing,
    Incomplete,
    Damaged,
    WrongChecksum,
    Present,
}

/// <param name="Item">What it is, by its path below the data root.</param>
/// <param name="Detail">What was found, or how to get it.</param>
public sealed record DataFinding(string Item, DataState State, string Detail);

/// <summary>What the data root holds of what the documents' runs and pictures need.</summary>
public static class DataInventory
{
    private const int PicturesEachSmallTrainClass = 1000;
    private const int PicturesEachSmallOtherClass = 500;

    private static readonly (string Path, string Sha256, string Remedy)[] Files =
    [
        ("imagenet/imagenet_class_index.json", "a1e7a966a1f601d39e4b43e119b3e7dd4a2ad3ea08cf69847cbaf021013767bc", "Keras's class index. Keras downloads it at the first decode_predictions; put it into imagenet/."),
        ("elephant/creative_commons_elephant.jpg", "13ab8546cfe05fd01d2218452fb7c85d2b0291b6315c2b90bd6570ad707be261", "document 3's Grad-CAM picture. It comes with the book's chapter; put it into elephant/."),
    ];

    /// <summary>Looks at every data set and single file, checksums included; nothing is changed. Pretrained weights have an inventory of their own.</summary>
    /// <exception cref="InputException">No root is named, or it does not exist.</exception>
    public static IReadOnlyList<DataFinding> Check(string? root)
    {
        if (root is null)
        {
            throw new InputException("No data root is named. Set REPRO_DATA, or dataRoot in configs/repro.json, to a folder; it may be empty: then this lists what belongs there and how to get it.");
        }

        DataRoot.Require(root);
        return
        [
            .. MnistFiles.All.Select(file => OfMnist(root, file)),
            PictureSetCheck.Of(root, DataSets.CatsAndDogsSmall, [("train", PicturesEachSmallTrainClass), ("validation", PicturesEachSmallOtherClass), ("test", PicturesEachSmallOtherClass)]),
            PictureSetCheck.Of(root, DataSets.CatsAndDogsFiltered, [("train", PicturesEachSmallTrainClass), ("validation", PicturesEachSmallOtherClass)]),
            OfArchive(root),
            OfKaggle(root),
            .. Files.Select(file => OfFile(root, file.Path, file.Sha256, file.Remedy)),
        ];
    }

    /// <summary>SHA-256 of a file in lower-case hexadecimal digits.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static string Sha256(string path)
    {
        try
        {
            using FileStream stream = InputFile.Open(path, "a file of the data root");
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    private static DataFinding OfMnist(string root, MnistFile file)
    {
        string folder = Path.Combine(root, DataSets.Mnist);
        string? path = Mnist.Find(folder, file);
        string item = $"{DataSets.Mnist}/{(path is null ? file.Name + ".gz" : Path.GetFileName(path))}";
        if (path is null)
        {
            return new DataFinding(item, DataState.Missing, "repro data fetch mnist");
        }

        string pinned = path.EndsWith(".gz", StringComparison.Ordinal) ? file.CompressedSha256 : file.PlainSha256;
        return Compare(item, Sha256(path), pinned, "delete it, then: repro data fetch mnist");
    }

    private static DataFinding OfFile(string root, string name, string sha256, string what)
    {
        string path = Path.Combine([root, .. name.Split('/')]);
        return File.Exists(path)
            ? Compare(name, Sha256(path), sha256, $"not the file that was expected ({what})")
            : new DataFinding(name, DataState.Missing, what);
    }

    private static DataFinding Compare(string item, string found, string pinned, string otherwise) => found == pinned
        ? new DataFinding(item, DataState.Present, "checksum right")
        : new DataFinding(item, DataState.WrongChecksum, $"SHA-256 {found}, expected {pinned}; {otherwise}");

    private static DataFinding OfArchive(string root)
    {
        FileInfo archive = new(Path.Combine(root, FilteredArchive.FileName));
        if (!archive.Exists)
        {
            return new DataFinding(FilteredArchive.FileName, DataState.Missing, DataSets.Remedy(DataSets.CatsAndDogsFiltered));
        }

        return archive.Length == FilteredArchive.Length
            ? new DataFinding(FilteredArchive.FileName, DataState.Present, "length right; no checksum is published")
            : new DataFinding(FilteredArchive.FileName, DataState.Incomplete, string.Create(CultureInfo.InvariantCulture,
                $"{archive.Length} of {FilteredArchive.Length} bytes. Delete it, then: repro data fetch cats-and-dogs"));
    }

    // Only counted: half a gigabyte, and no run reads it.
    private static DataFinding OfKaggle(string root)
    {
        string folder = Path.Combine(root, DataSets.KaggleTrain);
        if (!Directory.Exists(folder))
        {
            return new DataFinding(DataSets.KaggleTrain, DataState.Missing, DataSets.Remedy(DataSets.KaggleTrain));
        }

        int cats = InputFolder.Files(folder, "cat.*.jpg").Count;
        int dogs = InputFolder.Files(folder, "dog.*.jpg").Count;
        return cats == SplitPlan.KagglePicturesEachClass && dogs == SplitPlan.KagglePicturesEachClass
            ? new DataFinding(DataSets.KaggleTrain, DataState.Present, string.Create(CultureInfo.InvariantCulture, $"cats {cats}, dogs {dogs}; only counted"))
            : new DataFinding(DataSets.KaggleTrain, DataState.Incomplete, string.Create(CultureInfo.InvariantCulture,
                $"cats {cats}, dogs {dogs} of {SplitPlan.KagglePicturesEachClass} each. {DataSets.Remedy(DataSets.KaggleTrain)}"));
    }
}
