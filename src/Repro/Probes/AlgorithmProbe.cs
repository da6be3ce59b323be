using Repro.Claims;
using Repro.Probes.Algorithms;
using Repro.Training.Runs;

namespace Repro.Probes;

/// <summary>What layers, batches, training steps and metrics do, measured on the code that trains.</summary>
public sealed class AlgorithmProbe : IProbe
{
    // Their code comes with pictures.
    private static readonly string[] Later =
    [
        "channel-tile", "colour-map-jet", "deprocess-image", "filter-ascent", "filter-gradient", "filter-loss", "gradcam", "heatmap", "normalise-filters",
        "normalise-gradient", "overlay", "overlay-bytes",
    ];

    public string Prefix => "algorithm";

    public Measurement Measure(Address address) => address.Subject switch
    {
        _ when Later.Contains(address.Subject) => new Measurement.NotBuilt($"algorithm:{address.Subject}"),
        "smooth-curve" => SmoothCurves.Measure(address),
        _ when address.Selector is not null => throw new AddressException($"'{address}': this algorithm takes no selector."),
        "conv2d" => Convolution.Measure(address),
        "max-pooling" or "average-pooling" => PoolingWindows.Measure(address),
        "batch-stream" => BatchStream.Measure(address),
        "train-step" => TrainStep.Measure(address),
        "training-epoch" => TrainingEpoch.Measure(address),
        "binary-metrics" => BinaryMetrics.Measure(address),
        "augmentation" => Augmentations.Measure(address),
        "split-plan" => SplitPlans.Measure(address),
        "extract-features" => FeaturePass.Measure(address),
        "feature-cache" => Pretraining.FeatureStore(address),
        "preprocess-input" => Pretraining.PreprocessInput(address),
        "decode-predictions" => Pretraining.DecodePredictions(address),
        "validation-pass" => ValidationPass.Measure(address, name => RunCatalog.OfRepository().Load(name)),
        _ => throw new AddressException(
            $"'{address}': no algorithm is called '{address.Subject}'. There are conv2d, max-pooling, average-pooling, batch-stream, train-step, training-epoch, binary-metrics, augmentation, split-plan, smooth-curve, validation-pass, extract-features, feature-cache, preprocess-input, decode-predictions; "
            + $"and later {string.Join(", ", Later)}."),
    };
}
