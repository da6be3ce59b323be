using Repro.Claims;
using Repro.Probes.Algorithms;
using Repro.Probes.Drawings;
using Repro.Training.Runs;

namespace Repro.Probes;

/// <summary>What layers, batches, training steps, metrics and drawings do, measured on the code that trains and draws.</summary>
public sealed class AlgorithmProbe : IProbe
{
    private readonly FilterAscents _ascents;

    /// <param name="figures">Networks that other probes run as well.</param>
    internal AlgorithmProbe(SeededFigures figures)
    {
        _ascents = new FilterAscents(figures, () => Settings.Load().DataRoot);
    }

    public string Prefix => "algorithm";

    public Measurement Measure(Address address) => address.Subject switch
    {
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
        "channel-tile" => PictureBytes.ChannelTileOf(address),
        "deprocess-image" => PictureBytes.Deprocess(address),
        "overlay-bytes" => PictureBytes.OverlayBytes(address),
        "colour-map-jet" => PictureBytes.Jet(address),
        "normalise-filters" => FilterAlgorithms.NormaliseFilters(address),
        "normalise-gradient" => FilterAlgorithms.NormaliseGradient(address),
        "filter-loss" => FilterAlgorithms.Loss(address),
        "filter-gradient" => _ascents.Gradient(address),
        "filter-ascent" => _ascents.Ascent(address),
        "gradcam" => HeatMaps.GradCamOf(address),
        "heatmap" => HeatMaps.HeatMapOf(address),
        "overlay" => HeatMaps.OverlayOf(address),
        _ => throw new AddressException(
            $"'{address}': no algorithm is called '{address.Subject}'. There are conv2d, max-pooling, average-pooling, batch-stream, train-step, training-epoch, binary-metrics, augmentation, split-plan, smooth-curve, validation-pass, extract-features, feature-cache, preprocess-input, decode-predictions, "
            + "channel-tile, deprocess-image, overlay-bytes, colour-map-jet, normalise-filters, normalise-gradient, filter-loss, filter-gradient, filter-ascent, gradcam, heatmap, overlay."),
    };
}
