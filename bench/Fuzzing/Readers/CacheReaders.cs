using Repro.Backends;
using Repro.Data.Folders;
using Repro.Project;
using Repro.Training.Features;
using Repro.Training.Feeding;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>
/// Readers of the cache's files: stored features, outputs of frozen layers, decoded images. A file that is not taken is computed again;
/// that counts as refused.
/// </summary>
internal static class CacheReaders
{
    private const int Samples = 6;
    private const int Side = 8;
    private static readonly int[] Shape = [2, 2];
    private static readonly byte[][] StateMarkers = TrainingReaders.StateMarkers;
    private static readonly byte[][] ImageMarkers =
    [
        [],
        [0, 0, 0, 0],
        [255, 255, 255, 127],
        [255, 255, 255, 255],
        .. FuzzFolder.Bytes("REPROPX1", "\n"),
    ];

    public static FuzzReader Features(FuzzFolder folder)
    {
        FeatureKey key = new("base", null, null, "weights", "set/train", "pixels", Side, Side, 4, "caffe", "Cpu", "conv=1");
        FeatureCache cache = new(folder.File("cache"));
        ExtractedFeatures Compute() => new(Filled(Samples, 2, 2), Filled(Samples, 1));
        cache.Get(key, Samples, Shape, Compute);
        string name = Path.GetFileName(cache.PathOf(key));
        return new FuzzReader(
            "features",
            [File.ReadAllBytes(cache.PathOf(key))],
            StateMarkers,
            content =>
            {
                folder.Write(TrainingReaders.Summed(content), "cache", name);
                cache.Get(key, Samples, Shape, Refuse<ExtractedFeatures>);
            }
        );
    }

    public static FuzzReader Frozen(FuzzFolder folder)
    {
        const string Key = """{"Layers":"0","Weights":"1"}""";
        string file = folder.File("cache", "frozen.features");
        FrozenFile.Write(file, Key, Samples, write => write(Filled(Samples, 2, 2), Filled(Samples, 3)));
        return new FuzzReader(
            "frozen",
            [File.ReadAllBytes(file)],
            StateMarkers,
            content =>
            {
                folder.Write(TrainingReaders.Summed(content), "cache", "frozen.features");
                using FrozenFile frozen = FrozenFile.Open(file, Key, Samples, 4);
                frozen.Read([0, 3, Samples - 1], new float[3 * 4], new float[3 * frozen.Outputs]);
            }
        );
    }

    public static FuzzReader Pixels(FuzzFolder folder)
    {
        foreach (string name in (string[])["a", "b"])
        {
            folder.Write(File.ReadAllBytes(Own.PathOf("fixtures", "pictures", "colour-444.jpg")), "set", "train", name, "0.jpg");
        }

        ImageSplit split = ImageSplit.Open(folder.Path, new DataSetDeclaration("set", DataSetKind.ImageFolder) { Folder = "set" }, "train");
        DecodedImages Images() => new(split, Side, Side);
        using (DecodedImages first = Images())
        {
            DecodedCache.Fill(first, folder.File("cache"), threads: 1);
        }

        string file = Directory.GetFiles(folder.File("cache")).Single();
        return new FuzzReader(
            "pixels",
            [File.ReadAllBytes(file)],
            ImageMarkers,
            content =>
            {
                folder.Write(TrainingReaders.Summed(content), "cache", Path.GetFileName(file));
                using DecodedImages images = Images();
                if (!DecodedCache.Fill(images, folder.File("cache"), threads: 1))
                {
                    Refuse<bool>();
                }

                _ = images.PixelsSha256();
            }
        );
    }

    private static T Refuse<T>() => throw new InputException("The file is computed again.");

    private static Tensor Filled(params int[] shape)
    {
        Tensor tensor = new(shape);
        for (int index = 0; index < tensor.Values.Length; index++)
        {
            tensor.Values[index] = index * 37 % 256 / 255f;
        }

        return tensor;
    }
}
