using System.Globalization;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Claims;
using Repro.Figures.Filters;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Probes.Forms;
using Repro.Probes.Samples;

namespace Repro.Probes.Algorithms;

/// <summary>
/// Pieces of filter visualisation that need no network of the documents: <c>algorithm:filter-loss{0..7 as 1x2x2x2}[1]/loss</c>,
/// <c>normalise-gradient[3 4]/rms</c>, <c>normalise-filters[-2 -0.5 1 4]/values</c>.
/// </summary>
internal static class FilterAlgorithms
{
    private const string MadeKernel = "made kernel ";

    public static IReadOnlyList<QuantityDescription> LossQuantities { get; } =
    [
        new(
            "algorithm:filter-loss{0..7 as 1x2x2x2}[CHANNEL]/loss",
            "Loss of one channel, 0 or 1, of a layer that returns the numbers 0 to 7 in the shape 1x2x2x2: the mean of its values.",
            "algorithm:filter-loss{0..7 as 1x2x2x2}[1]/loss"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> GradientQuantities { get; } =
    [
        new(
            "algorithm:normalise-gradient[VALUES]/rms",
            "Root mean square of a gradient after it was normalized.",
            "algorithm:normalise-gradient[3 4]/rms"
        ),
        new(
            "algorithm:normalise-gradient[VALUES]/l2_norm",
            "Euclidean norm of a gradient after it was normalized.",
            "algorithm:normalise-gradient[3 4]/l2_norm"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> KernelQuantities { get; } =
    [
        new(
            "algorithm:normalise-filters[VALUES]/values",
            "Values of a kernel as the figure of filters shows them, separated by spaces.",
            "algorithm:normalise-filters[-2 -0.5 1 4]/values"
        ),
        new(
            "algorithm:normalise-filters[VALUES]/value_range",
            "Smallest and largest value of a kernel as the figure of filters shows them.",
            "algorithm:normalise-filters[-2 -0.5 1 4]/value_range"
        ),
        new(
            "algorithm:normalise-filters[made kernel SHAPE]/value_range",
            "The same of a random kernel of a shape like 3x3x3x64.",
            "algorithm:normalise-filters[made kernel 3x3x3x64]/value_range"
        ),
    ];

    /// <summary>The loss of a layer that passes 0 to 7 on, as the backend computes it.</summary>
    public static Measurement Loss(Address address)
    {
        if (
            address.Variants is not ["0..7 as 1x2x2x2"]
            || address.Quantity != "loss"
            || !Numbers.TryCount(address.Argument ?? "", out int channel)
            || channel > 1
        )
        {
            throw new UnknownFormException();
        }

        Model model = ModelBuilder
            .Functional("identity", new InputLayer(new Shape(2, 2, 2)) { Name = "input" })
            .Add(new ActivationLayer(Activation.Linear) { Name = "linear" })
            .Build();
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        using INetwork network = backend.Build(model, new CompileOptions(Backends.Loss.BinaryCrossentropy, null));
        Tensor x = new([.. Enumerable.Range(0, 8).Select(value => (float)value)], 1, 2, 2, 2);
        return new Measurement.Exact(
            new Value.Number(network.Gradient(x, new ScalarObjective.ChannelMean("linear", channel)).Values[0]),
            "the scalar whose gradient is climbed"
        );
    }

    public static Measurement NormaliseGradient(Address address)
    {
        if (address.Variants.Count > 0 || !NumberList.TryRead(address.Argument, out float[] gradient))
        {
            throw new UnknownFormException();
        }

        GradientNormalization.Normalise(gradient);
        double squares = gradient.Sum(value => (double)value * value);
        double measured = address.Quantity switch
        {
            "rms" => Math.Sqrt(squares / gradient.Length),
            "l2_norm" => Math.Sqrt(squares),
            _ => throw new UnknownFormException(),
        };
        return new Measurement.Exact(new Value.Number(measured), "of the gradient after normalising");
    }

    public static Measurement NormaliseFilters(Address address)
    {
        float[] kernel = [];
        bool made =
            address.Argument?.StartsWith(MadeKernel, StringComparison.Ordinal) == true
            && NumberList.TryShape(address.Argument[MadeKernel.Length..], out int[] shape)
            && Made(shape);
        if (address.Variants.Count > 0 || (!made && !NumberList.TryRead(address.Argument, out kernel)))
        {
            throw new UnknownFormException();
        }

        float[] normalized = KernelFigure.Normalise(kernel);
        float[] listed = address.Quantity switch
        {
            "value_range" => [normalized.Min(), normalized.Max()],
            "values" when !made => normalized,
            _ => throw new UnknownFormException(),
        };
        return new Measurement.Exact(
            new Value.Text(string.Join(' ', listed.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))),
            "the values that the figure is drawn of"
        );

        bool Made(int[] axes)
        {
            kernel = new float[axes.Aggregate(1, (product, axis) => product * axis)];
            SingleLayer.Fill(kernel, "kernel");
            return true;
        }
    }
}
