using Repro.Backends;
using Repro.Claims;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Probes.Forms;
using Repro.Probes.Samples;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:conv2d{valid, stride=2}[5x5 3x3]/output_shape</c>: what the backend's convolution does, seen from its outputs alone.
/// </summary>
internal static class Convolution
{
    private const int Channels = 2;
    private const int Filters = 3;

    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "algorithm:conv2d{PADDING, stride=N}[NxN KxK]/output_shape",
            "Rows and columns of the output of a convolution with a kernel of KxK on an input of NxN. PADDING is valid or same; stride=N may be left out.",
            "algorithm:conv2d{valid, stride=2}[26x26 2x2]/output_shape"
        ),
        new(
            "algorithm:conv2d{PADDING, stride=N}[NxN KxK]/positions",
            "Number of positions of the kernel: rows times columns of the output.",
            "algorithm:conv2d{valid}[28x28 3x3]/positions"
        ),
        new(
            "algorithm:conv2d{PADDING, stride=N}[NxN KxK]/size_loss",
            "Rows that the output has fewer than the input.",
            "algorithm:conv2d{valid}[28x28 3x3]/size_loss"
        ),
        new(
            "algorithm:conv2d{PADDING, stride=N}[NxN KxK]/padding",
            "Rows and columns of padding at the top, bottom, left and right, separated by spaces.",
            "algorithm:conv2d{same}[5x5 3x3]/padding"
        ),
        new(
            "algorithm:conv2d{PADDING, stride=N}[KxK]/contributing_rows",
            "Input rows that output row i depends on, as a Python slice.",
            "algorithm:conv2d{same}[3x3]/contributing_rows"
        ),
        new(
            "algorithm:conv2d{PADDING, stride=N}[shifted input]/max_abs_difference",
            "Largest difference between the convolution of a shifted image and the shifted convolution, away from borders. PADDING is valid, without stride.",
            "algorithm:conv2d{valid}[shifted input]/max_abs_difference"
        ),
        new(
            "algorithm:conv2d{PADDING, stride=N}[patch by patch]/max_abs_difference",
            "Largest difference between the layer and one kernel multiplied with each patch. PADDING is valid, without stride.",
            "algorithm:conv2d{valid}[patch by patch]/max_abs_difference"
        ),
    ];

    public static Measurement Measure(Address address)
    {
        (Padding padding, int stride) = Settings(address);
        return (address.Argument, address.Quantity) switch
        {
            ("shifted input", "max_abs_difference") => Exact(
                ShiftedInput(padding, stride),
                "a convolution of the shifted image against the shifted convolution, away from borders"
            ),
            ("patch by patch", "max_abs_difference") => Exact(
                PatchByPatch(padding, stride),
                "the layer against one kernel multiplied with each patch"
            ),
            (_, "contributing_rows") when address.Arguments is [var kernel] => Rows(Side(kernel, address), padding),
            _ when address.Arguments is [var input, var kernel] => Sized(
                address,
                Side(input, address),
                Side(kernel, address),
                padding,
                stride
            ),
            _ => throw new UnknownFormException(),
        };
    }

    private static Measurement Sized(Address address, int input, int kernel, Padding padding, int stride)
    {
        Tensor output = Ones(input, kernel, padding, stride, tap: null);
        (int height, int width) = (output.Shape[1], output.Shape[2]);
        return address.Quantity switch
        {
            "output_shape" => new Measurement.Exact(new Value.Dimensions([height, width]), "the layer's output"),
            "positions" => Exact(height * width, "positions of the layer's output"),
            "size_loss" => Exact(input - height, "input side minus output side"),
            "padding" => new Measurement.Exact(
                new Value.Text(Padded(input, kernel, padding, stride)),
                "top, bottom, left, right: kernel rows and columns that see no input at the borders"
            ),
            _ => throw new UnknownFormException(),
        };
    }

    // An image of ones under a kernel that is 1 at a single tap (or everywhere): the output is 0 where the tap lies in the padding.
    private static Tensor Ones(int input, int kernel, Padding padding, int stride, (int Y, int X)? tap)
    {
        using SingleLayer layer = new(
            new Conv2D(1, kernel)
            {
                Name = "conv",
                Padding = padding,
                Strides = stride,
                UseBias = false,
            },
            new Shape(input, input, 1)
        );
        float[] weights = new float[kernel * kernel];
        Array.Fill(weights, tap is null ? 1f : 0f);
        if (tap is { } at)
        {
            weights[at.Y * kernel + at.X] = 1;
        }

        layer.SetWeight("conv/kernel", weights);
        Tensor ones = new(1, input, input, 1);
        Array.Fill(ones.Values, 1f);
        return layer.Apply(ones);
    }

    private static string Padded(int input, int kernel, Padding padding, int stride)
    {
        int top = 0,
            bottom = 0,
            left = 0,
            right = 0;
        for (int tap = 0; tap < kernel; tap++)
        {
            Tensor rows = Ones(input, kernel, padding, stride, (tap, kernel / 2));
            Tensor columns = Ones(input, kernel, padding, stride, (kernel / 2, tap));
            (int last, int middle) = (rows.Shape[1] - 1, rows.Shape[1] / 2);
            top += rows.At(0, middle, 0) == 0 ? 1 : 0;
            bottom += rows.At(last, middle, 0) == 0 ? 1 : 0;
            left += columns.At(middle, 0, 0) == 0 ? 1 : 0;
            right += columns.At(middle, last, 0) == 0 ? 1 : 0;
        }

        return string.Join(
            ' ',
            new[] { top, bottom, left, right }.Select(count => count.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    // Changes one input row after the other and sees which of them move an output row in the middle; written as a Python slice.
    private static Measurement.Exact Rows(int kernel, Padding padding)
    {
        int side = 4 * kernel;
        using SingleLayer layer = Random(kernel, padding, 1, side);
        Tensor image = SingleLayer.RandomImage(side, side, Channels);
        Tensor before = layer.Apply(image);
        int row = before.Shape[1] / 2;
        List<int> contributing = [];
        for (int y = 0; y < side; y++)
        {
            Tensor changed = new([.. image.Values], [.. image.Shape]);
            changed.Values.AsSpan(y * side * Channels, side * Channels).Fill(5);
            Tensor after = layer.Apply(changed);
            int width = before.Shape[2] * before.Shape[3];
            if (!after.Values.AsSpan(row * width, width).SequenceEqual(before.Values.AsSpan(row * width, width)))
            {
                contributing.Add(y - row);
            }
        }

        return new Measurement.Exact(
            new Value.Text($"i{Offset(contributing[0])}:i{Offset(contributing[^1] + 1)}"),
            $"input rows that move output row i, as a Python slice: {contributing.Count} rows"
        );
    }

    private static string Offset(int offset) =>
        offset == 0 ? "" : offset.ToString("+0;-0", System.Globalization.CultureInfo.InvariantCulture);

    private static double ShiftedInput(Padding padding, int stride)
    {
        const int side = 12;
        const int down = 2;
        const int across = 3;
        using SingleLayer layer = Random(3, padding, stride, side);
        Tensor whole = SingleLayer.RandomImage(side + down, side + across, Channels);
        Tensor plain = layer.Apply(Cut(whole, 0, 0, side));
        Tensor shifted = layer.Apply(Cut(whole, down, across, side));
        double most = 0;

        // Rows and columns at the borders see padding instead of what was shifted out.
        for (int y = 1; y < plain.Shape[1] - down - 1; y++)
        {
            for (int x = 1; x < plain.Shape[2] - across - 1; x++)
            {
                for (int filter = 0; filter < Filters; filter++)
                {
                    most = Math.Max(most, Math.Abs((double)shifted.At(y, x, filter) - plain.At(y + down, x + across, filter)));
                }
            }
        }

        return most;
    }

    private static Tensor Cut(Tensor image, int top, int left, int side)
    {
        Tensor cut = new(1, side, side, Channels);
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                for (int channel = 0; channel < Channels; channel++)
                {
                    cut.At(y, x, channel) = image.At(y + top, x + left, channel);
                }
            }
        }

        return cut;
    }

    private static double PatchByPatch(Padding padding, int stride)
    {
        const int side = 9;
        const int kernel = 3;
        using SingleLayer layer = Random(kernel, padding, stride, side);
        Tensor image = SingleLayer.RandomImage(side, side, Channels);
        Tensor output = layer.Apply(image);
        float[] weights = Kernel(kernel);
        double most = 0;
        for (int y = 0; y < output.Shape[1]; y++)
        {
            for (int x = 0; x < output.Shape[2]; x++)
            {
                for (int filter = 0; filter < Filters; filter++)
                {
                    double sum = 0;
                    for (int tap = 0; tap < kernel * kernel; tap++)
                    {
                        for (int channel = 0; channel < Channels; channel++)
                        {
                            sum +=
                                (double)image.At(y * stride + tap / kernel, x * stride + tap % kernel, channel)
                                * weights[(tap * Channels + channel) * Filters + filter];
                        }
                    }

                    most = Math.Max(most, Math.Abs(sum - output.At(y, x, filter)));
                }
            }
        }

        return most;
    }

    private static SingleLayer Random(int kernel, Padding padding, int stride, int side)
    {
        SingleLayer layer = new(
            new Conv2D(Filters, kernel)
            {
                Name = "conv",
                Padding = padding,
                Strides = stride,
                UseBias = false,
            },
            new Shape(side, side, Channels)
        );
        layer.SetWeight("conv/kernel", Kernel(kernel));
        return layer;
    }

    private static float[] Kernel(int kernel)
    {
        float[] weights = new float[kernel * kernel * Channels * Filters];
        SingleLayer.Fill(weights, "kernel");
        return weights;
    }

    private static (Padding Padding, int Stride) Settings(Address address)
    {
        Padding? padding = null;
        int stride = 1;
        foreach (string variant in address.Variants)
        {
            if (variant is "valid" or "same")
            {
                padding = variant == "same" ? Padding.Same : Padding.Valid;
            }
            else if (
                !variant.StartsWith("stride=", StringComparison.Ordinal)
                || !Numbers.TryCount(variant["stride=".Length..], out stride)
                || stride < 1
            )
            {
                throw new UnknownFormException();
            }
        }

        bool comparesPatches = address.Argument is "shifted input" or "patch by patch";
        return padding is null || (comparesPatches && (padding != Padding.Valid || stride != 1))
            ? throw new UnknownFormException()
            : (padding.Value, stride);
    }

    private static int Side(string text, Address address)
    {
        string[] sides = text.Split('x');
        return sides.Length == 2 && sides[0] == sides[1] && Numbers.TryCount(sides[0], out int side) && side is > 0 and <= 1024
            ? side
            : throw new UnknownFormException();
    }

    private static Measurement.Exact Exact(double number, string evidence) => new(new Value.Number(number), evidence);
}
