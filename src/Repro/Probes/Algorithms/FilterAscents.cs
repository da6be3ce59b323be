using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Claims;
using Repro.Data.Catalog;
using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Figures.Filters;
using Repro.Keras.Catalog;
using Repro.Models.BuiltIn;
using Repro.Native;
using Repro.Probes.Forms;
using Repro.Probes.Samples;
using Repro.Project;
using Repro.Training.Weights;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:filter-ascent{seeded weights}[block3_conv1 40 64]/step_size</c>: layer, channel and side of an ascent in VGG16;
/// <c>filter-gradient{seeded weights}[block1_conv1 0 16]/finite_difference_error</c>.
/// </summary>
/// <param name="catalog">Declares VGG16's weights.</param>
/// <param name="dataRoot">Where VGG16's weights lie, for ascents without a variant.</param>
internal sealed class FilterAscents(SeededNetworks figures, string? dataRoot, WeightsCatalog catalog)
{
    private const string Zero = "zero picture";
    private const string Vgg = "vgg16-base-150";

    public static IReadOnlyList<QuantityDescription> AscentQuantities { get; } =
    [
        new(
            "algorithm:filter-ascent{seeded weights}[LAYER CHANNEL SIDE]/start_mean",
            "Mean of the noise image that the gradient ascent starts with. Layers and channels are those of VGG16, SIDE is 16 to 512 pixels; without the variant, the published weights are used.",
            "algorithm:filter-ascent{seeded weights}[block1_conv1 0 16]/start_mean"
        ),
        new(
            "algorithm:filter-ascent{seeded weights}[LAYER CHANNEL SIDE]/start_max",
            "Largest value of the noise image that the ascent starts with.",
            "algorithm:filter-ascent{seeded weights}[block1_conv1 0 16]/start_max"
        ),
        new(
            "algorithm:filter-ascent{seeded weights}[LAYER CHANNEL SIDE]/start_std",
            "Standard deviation of the noise image that the ascent starts with.",
            "algorithm:filter-ascent{seeded weights}[block1_conv1 0 16]/start_std"
        ),
        new(
            "algorithm:filter-ascent{seeded weights}[LAYER CHANNEL SIDE]/step_size",
            "Change of the image in the last step over the normalized gradient, by their root mean squares.",
            "algorithm:filter-ascent{seeded weights}[block1_conv1 0 16]/step_size"
        ),
        new(
            "algorithm:filter-ascent{seeded weights}[LAYER CHANNEL SIDE]/update_along_gradient",
            "Cosine between the last change of the image and the gradient: 1 for ascent, -1 for descent.",
            "algorithm:filter-ascent{seeded weights}[block1_conv1 0 16]/update_along_gradient"
        ),
        new(
            "algorithm:filter-ascent{seeded weights}[LAYER CHANNEL SIDE]/gradient_calls",
            "Number of gradients that were computed.",
            "algorithm:filter-ascent{seeded weights}[block1_conv1 0 16]/gradient_calls"
        ),
        new(
            "algorithm:filter-ascent{seeded weights}[LAYER CHANNEL SIDE]/first_loss",
            "Loss before the first step.",
            "algorithm:filter-ascent{seeded weights}[block1_conv1 0 16]/first_loss"
        ),
        new(
            "algorithm:filter-ascent{seeded weights}[LAYER CHANNEL SIDE]/last_loss",
            "Loss before the last step.",
            "algorithm:filter-ascent{seeded weights}[block1_conv1 0 16]/last_loss"
        ),
        new(
            "algorithm:filter-ascent{seeded weights}[LAYER CHANNEL SIDE]/shape",
            "Shape of the image with its batch axis.",
            "algorithm:filter-ascent{seeded weights}[block1_conv1 0 16]/shape"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> GradientQuantities { get; } =
    [
        new(
            "algorithm:filter-gradient{seeded weights}[LAYER CHANNEL SIDE]/finite_difference_error",
            "Relative error of the gradient of a channel of VGG16 against finite differences; SIDE is 16 to 32 pixels.",
            "algorithm:filter-gradient{seeded weights}[block1_conv1 0 16]/finite_difference_error"
        ),
        new(
            "algorithm:filter-gradient{seeded weights, zero picture}[LAYER CHANNEL SIDE]/shape",
            "Shape of the gradient for an image of zeros, with its batch axis.",
            "algorithm:filter-gradient{seeded weights, zero picture}[block1_conv1 0 16]/shape"
        ),
    ];

    private readonly Dictionary<string, SeededAscent> _pretrained = [];

    public Measurement Ascent(Address address)
    {
        (string layer, int channel, int side) = Asked(address);
        if (!address.IsSeeded() && address.Variants.Count > 0)
        {
            throw new UnknownFormException();
        }

        Func<SeededAscent, Value> quantity = Quantity(address);
        try
        {
            bool whole = address.Quantity is not ("start_mean" or "start_max" or "start_std" or "shape");
            SeededAscent? ascent = address.IsSeeded()
                ? figures.Ascent(layer, channel, side, whole)
                : Pretrained(address.Argument!, layer, channel, side);
            WeightsDeclaration file = catalog.For(Vgg);
            return ascent is null
                ? new Measurement.Missing($"{file.File.Path}, the pretrained weights of {Vgg}", file.Remedy)
                : new Measurement.Exact(
                    quantity(ascent),
                    $"{(whole ? $"an ascent of {ascent.Losses.Count} steps" : "the start of an ascent")} in VGG16 with {(address.IsSeeded() ? "seeded" : "its published")} weights"
                );
        }
        catch (Exception exception) when (exception is InputException or MissingNativeException)
        {
            return new Measurement.Missing(exception.Message, "Mend what the message names.");
        }
    }

    public Measurement Gradient(Address address)
    {
        (string layer, int channel, int side) = Asked(address);
        using CpuBackend backend = new();
        switch (address.Variants, address.Quantity)
        {
            case ([SeededNetworks.Variant, Zero], "shape"):
                using (INetwork network = figures.UpTo(backend, layer, side))
                {
                    Tensor gradient = network
                        .Gradient(new Tensor(1, side, side, RgbImage.Channels), new ScalarObjective.ChannelMean(layer, channel))
                        .Gradient;
                    return DrawnMeasurements.Size("the gradient for an image of zeros", [.. gradient.Shape]);
                }

            case ([SeededNetworks.Variant], "finite_difference_error") when side <= 32:
                using (INetwork network = figures.UpTo(backend, layer, side))
                {
                    Tensor image = new FilterAscent(network, layer).Start([channel], SeededNetworks.Seed);
                    ScalarObjective mean = new ScalarObjective.ChannelMean(layer, channel);
                    double error = FiniteDifferences.RelativeError(
                        network.Gradient(image, mean).Gradient.Values,
                        image.Values,
                        () => network.Gradient(image, mean).Values[0],
                        () => [.. network.Activations(image, [layer])[0].Values.Select(value => value > 0)]
                    );
                    return DrawnMeasurements.Number(
                        error,
                        "the backend's gradient against central differences of single pixels, away from ReLU's kinks"
                    );
                }

            default:
                throw new UnknownFormException();
        }
    }

    private SeededAscent? Pretrained(string key, string layer, int channel, int side)
    {
        WeightsDeclaration file = catalog.For(Vgg);
        if (file.File.Find(dataRoot) is null)
        {
            return null;
        }

        if (!_pretrained.TryGetValue(key, out SeededAscent? ascent))
        {
            PretrainedWeights weights = PretrainedWeights.Load(file, dataRoot, ModelCatalog.BuiltIn);
            if (weights.Origin.Synthetic)
            {
                throw new InputException($"{weights.Origin.File}: its weights were made for a trial. {file.Remedy}");
            }

            using CpuBackend backend = new();
            using INetwork network = new WeightedModel(BuiltInModels.Get(Vgg), weights.Fill, weights.Origin.File).UpTo(
                backend,
                [layer],
                side
            );
            ascent = _pretrained[key] = SeededAscent.Climb(
                new FilterAscent(network, layer),
                channel,
                SeededNetworks.Seed,
                FilterAscent.Steps
            );
        }

        return ascent;
    }

    private static Func<SeededAscent, Value> Quantity(Address address) =>
        address.Quantity switch
        {
            "start_mean" => ascent => new Value.Number(ascent.Start.Values.Average(value => (double)value)),
            "start_max" => ascent => new Value.Number(ascent.Start.Values.Max()),
            "start_std" => ascent => new Value.Number(Deviation(ascent.Start.Values)),
            "step_size" => ascent => new Value.Number(ascent.StepSize),
            "update_along_gradient" => ascent => new Value.Number(ascent.Along),
            "gradient_calls" => ascent => new Value.Number(ascent.Losses.Count),
            "first_loss" => ascent => new Value.Number(ascent.Losses[0]),
            "last_loss" => ascent => new Value.Number(ascent.Losses[^1]),
            "shape" => ascent => new Value.Dimensions([.. ascent.End.Shape.Select(axis => (int?)axis)]),
            _ => throw new UnknownFormException(),
        };

    private static double Deviation(float[] values)
    {
        double mean = values.Average(value => (double)value);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private (string Layer, int Channel, int Side) Asked(Address address) =>
        address.Arguments is [var layer, var number, var text]
        && Numbers.TryCount(number, out int channel)
        && figures.Has(layer, channel)
        && Numbers.TryCount(text, out int side)
        && side is >= 16 and <= 512
            ? (layer, channel, side)
            : throw new UnknownFormException();
}
