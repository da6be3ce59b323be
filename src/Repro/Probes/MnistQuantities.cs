using Repro.Claims;
using Repro.Data;
using Repro.Training;
using Repro.Training.Runs;

namespace Repro.Probes;

/// <summary>MNIST's quantities, from its IDX files.</summary>
internal static class MnistQuantities
{
    private static readonly Dictionary<string, MnistFile> Parts = new(StringComparer.Ordinal)
    {
        ["train_images"] = MnistFiles.TrainImages,
        ["train_labels"] = MnistFiles.TrainLabels,
        ["test_images"] = MnistFiles.TestImages,
        ["test_labels"] = MnistFiles.TestLabels,
    };

    public static Measurement Measure(Address address, string? root, RunConfiguration? run)
    {
        if (address.Argument is null || !Parts.TryGetValue(address.Argument, out MnistFile? part))
        {
            throw new AddressException($"'{address}': name one of {string.Join(", ", Parts.Keys)} in brackets.");
        }

        bool images = address.Argument.EndsWith("_images", StringComparison.Ordinal);
        Func<string, Value> measure = (address.Quantity, images, run) switch
        {
            ("shape", _, null) => path => Shape(IdxFile.ReadAxes(path)),
            ("channels", true, null) => path => new Value.Number(Channels(IdxFile.ReadAxes(path))),
            ("class_count", false, null) => path => new Value.Number(IdxFile.Read(path).Values.Distinct().Count()),
            ("max_value", true, not null) => path => new Value.Number(Scale(address.Argument, run)[IdxFile.Read(path).Values.Max()]),
            _ => throw new AddressException($"'{address}': MNIST's quantities are shape and channels of images, class_count of labels, and max_value of images as a run feeds them ({{run}})."),
        };
        string? file = root is null ? null : Mnist.Find(Path.Combine(root, DataSets.Mnist), part);
        return file is null
            ? new Measurement.Missing("the data set mnist", Mnist.Remedy)
            : new Measurement.Exact(measure(file), $"{Path.GetFileName(file)} of the data root");
    }

    // Pictures are fed with their channel axis; the files leave it out where it is 1.
    private static Value.Dimensions Shape(IReadOnlyList<int> axes) => new([.. axes.Select(axis => (int?)axis), .. axes.Count == 3 ? [1] : Array.Empty<int?>()]);

    private static int Channels(IReadOnlyList<int> axes) => axes.Count > 3 ? axes[3] : 1;

    private static float[] Scale(string part, RunConfiguration run)
    {
        SplitConfiguration? split = part.StartsWith("test", StringComparison.Ordinal) ? run.Test : run.Train;
        return MnistData.Scale(split?.Rescale ?? throw new AddressException($"The run '{run.Name}' does not feed '{part}'."));
    }
}
