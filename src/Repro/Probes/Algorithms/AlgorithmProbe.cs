using System.Collections.Concurrent;
using Repro.Claims;
using Repro.Probes.Forms;
using Repro.Probes.Samples;

namespace Repro.Probes.Algorithms;

/// <summary>What layers, batches, training steps, metrics and drawings do, measured on the code that trains and draws.</summary>
internal sealed class AlgorithmProbe : IProbe
{
    private readonly IReadOnlyDictionary<string, ProbeSubject> _algorithms;

    /// <param name="figures">Networks that other probes run as well.</param>
    internal AlgorithmProbe(ProbeServices services, SeededNetworks figures)
    {
        ConcurrentDictionary<StubPassKey, Lazy<StubPass>> stubPasses = [];
        FilterAscents ascents = new(figures, services.Settings.DataRoot, services.Runs.Data.Weights);
        _algorithms = new Dictionary<string, ProbeSubject>(StringComparer.Ordinal)
        {
            ["conv2d"] = new(Convolution.Measure, Convolution.Quantities),
            ["max-pooling"] = new(PoolingWindows.Measure, PoolingWindows.MaxQuantities),
            ["average-pooling"] = new(PoolingWindows.Measure, PoolingWindows.AverageQuantities),
            ["batch-stream"] = new(BatchStream.Measure, BatchStream.Quantities),
            ["train-step"] = new(TrainStep.Measure, TrainStep.Quantities),
            ["training-epoch"] = new(TrainingEpoch.Measure, TrainingEpoch.Quantities),
            ["binary-metrics"] = new(BinaryMetrics.Measure, BinaryMetrics.Quantities),
            ["augmentation"] = new(Augmentations.Measure, Augmentations.Quantities),
            ["split-plan"] = new(address => SplitPlans.Measure(address, services.Runs.Data.Sets), SplitPlans.Quantities),
            [WithSelector] = new(SmoothCurves.Measure, SmoothCurves.Quantities),
            ["validation-pass"] = new(address => ValidationPass.Measure(address, services.Runs.Load), ValidationPass.Quantities),
            ["extract-features"] = new(address => FeaturePass.Measure(address, services, stubPasses), FeaturePass.Quantities),
            ["feature-cache"] = new(Pretraining.FeatureStore, Pretraining.StoreQuantities),
            ["preprocess-input"] = new(Pretraining.PreprocessInput, Pretraining.PreprocessQuantities),
            ["decode-predictions"] = new(Pretraining.DecodePredictions, Pretraining.DecodeQuantities),
            ["channel-tile"] = new(ImageBytes.ChannelTileOf, ImageBytes.TileQuantities),
            ["deprocess-image"] = new(ImageBytes.Deprocess, ImageBytes.DeprocessQuantities),
            ["overlay-bytes"] = new(ImageBytes.OverlayBytes, ImageBytes.OverlayQuantities),
            ["colour-map-jet"] = new(ImageBytes.Jet, ImageBytes.JetQuantities),
            ["normalise-filters"] = new(FilterAlgorithms.NormaliseFilters, FilterAlgorithms.KernelQuantities),
            ["normalise-gradient"] = new(FilterAlgorithms.NormaliseGradient, FilterAlgorithms.GradientQuantities),
            ["filter-loss"] = new(FilterAlgorithms.Loss, FilterAlgorithms.LossQuantities),
            ["filter-gradient"] = new(ascents.Gradient, FilterAscents.GradientQuantities),
            ["filter-ascent"] = new(ascents.Ascent, FilterAscents.AscentQuantities),
            ["gradcam"] = new(HeatMaps.GradCamOf, HeatMaps.GradCamQuantities),
            ["heatmap"] = new(HeatMaps.HeatMapOf, HeatMaps.HeatMapQuantities),
            ["overlay"] = new(HeatMaps.OverlayOf, HeatMaps.OverlayQuantities),
        };
    }

    // The one algorithm that is measured at epochs.
    private const string WithSelector = "smooth-curve";

    public string Prefix => "algorithm";

    public IReadOnlyList<QuantityDescription> Quantities => [.. _algorithms.Values.SelectMany(subject => subject.Quantities)];

    /// <summary>The algorithms' names, sorted.</summary>
    public IEnumerable<string> Subjects => _algorithms.Keys.Order(StringComparer.Ordinal);

    public Measurement Measure(Address address)
    {
        if (!_algorithms.TryGetValue(address.Subject, out ProbeSubject? subject))
        {
            throw new AddressException(
                $"'{address}': no algorithm is called '{address.Subject}'.{Spelling.Suggestion(address.Subject, _algorithms.Keys)} There are {string.Join(", ", Subjects)}."
            );
        }

        return address.Selector is null || address.Subject == WithSelector
            ? subject.Of(address)
            : throw new AddressException($"'{address}': this algorithm does not have a selector.");
    }
}
