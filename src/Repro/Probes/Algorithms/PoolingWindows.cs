using Repro.Backends;
using Repro.Claims;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Probes.Forms;
using Repro.Probes.Samples;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:max-pooling{2x2}[window by window]/max_abs_difference</c>: the backend's pooling against each window's own maximum or mean.
/// </summary>
internal static class PoolingWindows
{
    private const int Side = 8;
    private const int Window = 2;
    private const int Channels = 3;

    public static IReadOnlyList<QuantityDescription> MaxQuantities { get; } =
    [
        new(
            "algorithm:max-pooling{2x2}[window by window]/max_abs_difference",
            "Largest difference between the layer's output and the maximum of each window.",
            "algorithm:max-pooling{2x2}[window by window]/max_abs_difference"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> AverageQuantities { get; } =
    [
        new(
            "algorithm:average-pooling{2x2}[window by window]/max_abs_difference",
            "Largest difference between the layer's output and the mean of each window.",
            "algorithm:average-pooling{2x2}[window by window]/max_abs_difference"
        ),
    ];

    public static Measurement Measure(Address address)
    {
        if (address is not { Variants: ["2x2"], Argument: "window by window", Quantity: "max_abs_difference" })
        {
            throw new UnknownFormException();
        }

        bool maximum = address.Subject == "max-pooling";
        Layer pooling = maximum ? new MaxPooling2D { Name = "pool" } : new AveragePooling2D { Name = "pool" };
        using SingleLayer layer = new(pooling, new Shape(Side, Side, Channels));
        Tensor image = SingleLayer.RandomImage(Side, Side, Channels);
        Tensor output = layer.Apply(image);
        double most = 0;
        for (int y = 0; y < Side / Window; y++)
        {
            for (int x = 0; x < Side / Window; x++)
            {
                for (int channel = 0; channel < Channels; channel++)
                {
                    double[] window =
                    [
                        .. Enumerable
                            .Range(0, Window * Window)
                            .Select(cell => (double)image.At(y * Window + cell / Window, x * Window + cell % Window, channel)),
                    ];
                    double expected = maximum ? window.Max() : window.Average();
                    most = Math.Max(most, Math.Abs(expected - output.At(y, x, channel)));
                }
            }
        }

        return new Measurement.Exact(
            new Value.Number(most),
            $"{Side / Window * (Side / Window) * Channels} windows of a random image through the layer"
        );
    }
}
