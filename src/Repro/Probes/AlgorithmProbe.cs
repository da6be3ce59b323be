using Repro.Claims;
using Repro.Probes.Algorithms;
using Repro.Probes.Drawings;

namespace Repro.Probes;

/// <summary>What layers, batches, training steps, metrics and drawings do, measured on the code that trains and draws.</summary>
public sealed class AlgorithmProbe : IProbe
{
    private readonly IReadOnlyDictionary<string, Func<Address, Measurement>> _algorithms;

    /// <param name="figures">Networks that other probes run as well.</param>
    internal AlgorithmProbe(ProbeServices services, SeededFigures figures)
    {
        FilterAscents ascents = new(figures, services.Settings.DataRoot, services.Runs.Data.Weights);
        _algorithms = new Dictionary<string, Func<Address, Measurement>>(StringComparer.Ordinal)
        {
            ["conv2d"] = Convolution.Measure,
            ["max-pooling"] = PoolingWindows.Measure,
            ["average-pooling"] = PoolingWindows.Measure,
            ["batch-stream"] = BatchStream.Measure,
            ["train-step"] = TrainStep.Measure,
            ["training-epoch"] = TrainingEpoch.Measure,
            ["binary-metrics"] = BinaryMetrics.Measure,
            ["augmentation"] = Augmentations.Measure,
            ["split-plan"] = address => SplitPlans.Measure(address, services.Runs.Data.Sets),
            [WithSelector] = SmoothCurves.Measure,
            ["validation-pass"] = address => ValidationPass.Measure(address, services.Runs.Load),
            ["extract-features"] = address => FeaturePass.Measure(address, services),
            ["feature-cache"] = Pretraining.FeatureStore,
            ["preprocess-input"] = Pretraining.PreprocessInput,
            ["decode-predictions"] = Pretraining.DecodePredictions,
            ["channel-tile"] = PictureBytes.ChannelTileOf,
            ["deprocess-image"] = PictureBytes.Deprocess,
            ["overlay-bytes"] = PictureBytes.OverlayBytes,
            ["colour-map-jet"] = PictureBytes.Jet,
            ["normalise-filters"] = FilterAlgorithms.NormaliseFilters,
            ["normalise-gradient"] = FilterAlgorithms.NormaliseGradient,
            ["filter-loss"] = FilterAlgorithms.Loss,
            ["filter-gradient"] = ascents.Gradient,
            ["filter-ascent"] = ascents.Ascent,
            ["gradcam"] = HeatMaps.GradCamOf,
            ["heatmap"] = HeatMaps.HeatMapOf,
            ["overlay"] = HeatMaps.OverlayOf,
        };
    }

    // The one algorithm that is measured at epochs.
    private const string WithSelector = "smooth-curve";

    public string Prefix => "algorithm";

    /// <summary>The algorithms' names, sorted.</summary>
    public IEnumerable<string> Subjects => _algorithms.Keys.Order(StringComparer.Ordinal);

    public Measurement Measure(Address address)
    {
        if (!_algorithms.TryGetValue(address.Subject, out Func<Address, Measurement>? measure))
        {
            throw new AddressException($"'{address}': no algorithm is called '{address.Subject}'.{Spelling.Suggestion(address.Subject, _algorithms.Keys)} There are {string.Join(", ", Subjects)}.");
        }

        return address.Selector is null || address.Subject == WithSelector
            ? measure(address)
            : throw new AddressException($"'{address}': this algorithm takes no selector.");
    }
}
