using System.Globalization;
using Repro.Backends;
using Repro.Claims;
using Repro.Data.Batches;
using Repro.Data.Catalog;
using Repro.Data.Imaging;
using Repro.Outputs;
using Repro.Probes.Forms;
using Repro.Probes.Samples;
using Repro.Training.Evaluation;
using Repro.Training.Features;

namespace Repro.Probes.Algorithms;

/// <summary>What pretrained models need around them: preprocessing of a pixel, decoding of a prediction, storing of features.</summary>
internal static class Pretraining
{
    public static IReadOnlyList<QuantityDescription> PreprocessQuantities { get; } =
    [
        new(
            "algorithm:preprocess-input[RED GREEN BLUE]/values",
            "What preprocess_input makes of a pixel with values 0 to 255: blue, green and red less their means, at three decimals.",
            "algorithm:preprocess-input[255 0 0]/values"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> DecodeQuantities { get; } =
    [
        new(
            "algorithm:decode-predictions{made index}[TOP]/count",
            "Number of classes that decode_predictions gives for TOP, 1 to 5, over five made classes.",
            "algorithm:decode-predictions{made index}[3]/count"
        ),
        new(
            "algorithm:decode-predictions{made index}[TOP]/names",
            "Names of the likeliest classes, in order, separated by spaces.",
            "algorithm:decode-predictions{made index}[3]/names"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> StoreQuantities { get; } =
    [
        new(
            "algorithm:feature-cache[made features]/changed_values",
            "Number of values that differ after features were stored and read again.",
            "algorithm:feature-cache[made features]/changed_values"
        ),
    ];

    /// <summary>
    /// <c>algorithm:preprocess-input[255 0 0]/values</c>: what a red, a green and a blue value become, at three decimals.
    /// </summary>
    public static Measurement PreprocessInput(Address address)
    {
        byte[] pixel =
        [
            .. address.Arguments.Select(text =>
                byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte value)
                    ? value
                    : throw new UnknownFormException()
            ),
        ];
        if (pixel.Length != RgbImage.Channels || address.Quantity != "values" || address.Variants.Count > 0)
        {
            throw new UnknownFormException();
        }

        float[] x = new float[pixel.Length];
        new CaffePreprocessing().Write(pixel, 1, 1, number: 0, pass: 0, x);
        string text = string.Join(' ', x.Select(value => Math.Round((double)value, 3).ToString("0.###", CultureInfo.InvariantCulture)));
        return new Measurement.Exact(new Value.Text(text), "the preprocessing that runs and predictions use");
    }

    /// <summary>
    /// <c>algorithm:decode-predictions{made index}[3]/count</c>, or <c>/names</c>: a fixed vector over five made classes.
    /// </summary>
    public static Measurement DecodePredictions(Address address)
    {
        if (
            address.Variants is not ["made index"]
            || address.Arguments is not [var text]
            || !Numbers.TryCount(text, out int top)
            || top is < 1 or > 5
            || address.Quantity is not ("count" or "names")
        )
        {
            throw new UnknownFormException();
        }

        ClassIndex classes = ClassIndex.Parse(
            """{"0": ["a0", "ash"], "1": ["a1", "birch"], "2": ["a2", "cedar"], "3": ["a3", "date"], "4": ["a4", "elm"]}""",
            "made index"
        );
        IReadOnlyList<ClassPrediction> found = ClassPrediction.Decode([0.05f, 0.5f, 0.1f, 0.3f, 0.05f], classes, top);
        return new Measurement.Exact(
            address.Quantity == "count" ? new Value.Number(found.Count) : new Value.Text(string.Join(' ', found.Select(one => one.Name))),
            "five made classes with a fixed vector of probabilities"
        );
    }

    /// <summary><c>algorithm:feature-cache[made features]/changed_values</c>: stored, read back, compared to the bit.</summary>
    public static Measurement FeatureStore(Address address)
    {
        if (address.Argument != "made features" || address.Quantity != "changed_values" || address.Variants.Count > 0)
        {
            throw new UnknownFormException();
        }

        using WorkFolder work = WorkFolder.Temporary();
        FeatureKey key = new("made", null, null, "", "made/train", "", 1, 1, 20, "none", "Cpu", "");
        ExtractedFeatures made = new(new Tensor(60, 4, 4, 8), new Tensor(60, 1));
        SingleLayer.Fill(made.X.Values, "feature-cache");
        new FeatureCache(work.Path).Get(key, 60, [4, 4, 8], () => made);
        ExtractedFeatures read = new FeatureCache(work.Path).Get(
            key,
            60,
            [4, 4, 8],
            () => throw new InvalidOperationException("The stored features were not taken.")
        );
        int changed = made
            .X.Values.Zip(read.X.Values)
            .Count(pair => BitConverter.SingleToInt32Bits(pair.First) != BitConverter.SingleToInt32Bits(pair.Second));
        return new Measurement.Exact(new Value.Number(changed), "made features written to disk and read back");
    }
}
