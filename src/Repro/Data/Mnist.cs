namespace Repro.Data;

/// <summary>Pictures of handwritten digits and their labels.</summary>
/// <param name="Pixels">(samples, height, width), 0 to 255.</param>
/// <param name="Labels">0 to 9, one a sample.</param>
public sealed record MnistSplit(int Samples, int Height, int Width, byte[] Pixels, byte[] Labels);

/// <summary>MNIST as its IDX files hold it.</summary>
/// <param name="Checksums">SHA-256 of the four uncompressed files, by name.</param>
public sealed record Mnist(MnistSplit Train, MnistSplit Test, IReadOnlyDictionary<string, string> Checksums)
{
    public const int Classes = 10;

    /// <summary>What to do where the set is missing.</summary>
    public const string Remedy = "Run `repro data fetch mnist`, or set REPRO_DATA to a data root that has the folder mnist/.";

    /// <summary>Reads the four files, each plain or with <c>.gz</c>, from <c>ROOT/mnist</c>.</summary>
    /// <param name="verify">Whether each must have its pinned checksum; off only for made files.</param>
    /// <exception cref="InputException">No root is named, or a file is missing, damaged or not the published one.</exception>
    public static Mnist Load(string? root, bool verify = true)
    {
        string folder = DataRoot.Folder(root, DataSets.Mnist, Remedy);
        Dictionary<string, string> checksums = new(StringComparer.Ordinal);
        IdxFile Read(MnistFile file)
        {
            string path = Find(folder, file) ?? throw new InputException($"{Path.Combine(folder, file.Name)}.gz is missing. {Remedy}");
            IdxFile content = IdxFile.Read(path);
            if (verify && content.Sha256 != file.PlainSha256)
            {
                throw new InputException($"{path}: wrong checksum: its content has SHA-256 {content.Sha256}, the published file {file.PlainSha256}. Delete it and run `repro data fetch mnist`.");
            }

            checksums[file.Name] = content.Sha256;
            return content;
        }

        MnistSplit Split(MnistFile images, MnistFile labels)
        {
            IdxFile pixels = Read(images);
            IdxFile digits = Read(labels);
            if (pixels.Axes.Count != 3 || digits.Axes.Count != 1 || pixels.Axes[0] != digits.Axes[0])
            {
                throw new InputException($"{folder}: {images.Name} has the shape {string.Join('x', pixels.Axes)} and {labels.Name} {string.Join('x', digits.Axes)}; pictures and labels do not belong together.");
            }

            int wrong = Array.FindIndex(digits.Values, digit => digit >= Classes);
            return wrong < 0
                ? new MnistSplit(pixels.Axes[0], pixels.Axes[1], pixels.Axes[2], pixels.Values, digits.Values)
                : throw new InputException($"{folder}: {labels.Name} has the label {digits.Values[wrong]} at {wrong}; labels are 0 to {Classes - 1}.");
        }

        return new Mnist(Split(MnistFiles.TrainImages, MnistFiles.TrainLabels), Split(MnistFiles.TestImages, MnistFiles.TestLabels), checksums);
    }

    /// <summary>The file in the folder, compressed or plain, or null.</summary>
    public static string? Find(string folder, MnistFile file) =>
        ((string[])[file.Name + ".gz", file.Name]).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
