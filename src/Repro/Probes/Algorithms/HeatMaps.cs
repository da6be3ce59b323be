using System.Globalization;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Claims;
using Repro.Data.Imaging;
using Repro.Figures.Heat;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Probes.Forms;
using Repro.Probes.Samples;
using Repro.Training.Weights;

namespace Repro.Probes.Algorithms;

/// <summary>
/// Grad-CAM and what is done with its map: <c>algorithm:gradcam[features 2 3 gradients 1 10]/weighted</c>, <c>gradcam{made
/// 1x14x14x512}/heatmap_shape</c>,
/// <c>heatmap[-1 2 4]/values</c>, <c>overlay{map 0, picture 100 100 100}/bgr</c>.
/// </summary>
internal static class HeatMaps
{
    private const string MadeFeatures = "made ";
    private const string Axis1 = "mean over axis 1";
    private const string ToyConvnet = "toy convnet";

    public static IReadOnlyList<QuantityDescription> GradCamQuantities { get; } =
    [
        new(
            "algorithm:gradcam[features A B gradients C D]/weighted",
            "Features A and B of two channels of one cell, weighted by their pooled gradients C and D.",
            "algorithm:gradcam[features 2 3 gradients 1 10]/weighted"
        ),
        new(
            "algorithm:gradcam[features A B gradients C D]/raw",
            "Mean of the weighted channels: the cell of the heat map before it is normalized.",
            "algorithm:gradcam[features 2 3 gradients 1 10]/raw"
        ),
        new(
            "algorithm:gradcam{made SHAPE}/pooled_shape",
            "Shape of the pooled gradients of feature maps of a shape like 1x14x14x512.",
            "algorithm:gradcam{made 1x14x14x512}/pooled_shape"
        ),
        new(
            "algorithm:gradcam{made SHAPE}/heatmap_shape",
            "Rows and columns of the heat map. The variant 'mean over axis 1' averages over columns in place of channels.",
            "algorithm:gradcam{made 1x14x14x512, mean over axis 1}/heatmap_shape"
        ),
        new(
            "algorithm:gradcam{toy convnet}[CLASS]/finite_difference_error",
            "Relative error of the gradients of a small model for class 0, 1 or 2 against finite differences.",
            "algorithm:gradcam{toy convnet}[1]/finite_difference_error"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> HeatMapQuantities { get; } =
    [
        new(
            "algorithm:heatmap[VALUES]/min",
            "Smallest value of a heat map after ReLU and division by its maximum.",
            "algorithm:heatmap[-1 2 4]/min"
        ),
        new(
            "algorithm:heatmap[VALUES]/max",
            "Largest value of a heat map after ReLU and division by its maximum.",
            "algorithm:heatmap[-1 2 4]/max"
        ),
        new(
            "algorithm:heatmap[VALUES]/values",
            "Values of a heat map after ReLU and division by its maximum, separated by spaces.",
            "algorithm:heatmap[-1 2 4]/values"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> OverlayQuantities { get; } =
    [
        new(
            "algorithm:overlay{made NxM map, HxW picture}/size",
            "Rows, columns and channels of a heat map laid over an image.",
            "algorithm:overlay{made 14x14 map, 60x90 picture}/size"
        ),
        new(
            "algorithm:overlay{weight W, map V, picture B G R}/bgr",
            "Blue, green and red of one pixel after a heat map of value V was laid over it with weight W, which may be left out.",
            "algorithm:overlay{weight 0.04, map 0, picture 100 100 100}/bgr"
        ),
    ];

    public static Measurement GradCamOf(Address address) =>
        address.Variants switch
        {
            []
                when address.Arguments is ["features", var a, var b, "gradients", var c, var d]
                    && NumberList.TryRead($"{a} {b} {c} {d}", out float[] four) => OneCell(address, four),
            [ToyConvnet]
                when address.Quantity == "finite_difference_error"
                    && Numbers.TryCount(address.Argument ?? "", out int index)
                    && index < Classes => ToyError(index),
            [var made] when IsMade(made, out int[] shape) => Shapes(address, shape, overColumns: false),
            [var made, Axis1] when IsMade(made, out int[] shape) => Shapes(address, shape, overColumns: true),
            _ => throw new UnknownFormException(),
        };

    public static Measurement HeatMapOf(Address address)
    {
        if (address.Variants.Count > 0 || !NumberList.TryRead(address.Argument, out float[] values))
        {
            throw new UnknownFormException();
        }

        float[] normalized = new HeatMap(1, values.Length, values).Normalized().Values;
        return address.Quantity switch
        {
            "min" => DrawnMeasurements.Number(normalized.Min(), "the map after ReLU and division"),
            "max" => DrawnMeasurements.Number(normalized.Max(), "the map after ReLU and division"),
            "values" => DrawnMeasurements.Text(List(normalized), "the map after ReLU and division"),
            _ => throw new UnknownFormException(),
        };
    }

    /// <summary><c>overlay{made 14x14 map, 60x90 picture}/size</c>, <c>overlay{weight 0.04, map 0, picture 100 100 100}/bgr</c>.</summary>
    public static Measurement OverlayOf(Address address)
    {
        double weight = Overlay.Weight;
        HeatMap? map = null;
        RgbImage? image = null;
        foreach (string variant in address.Variants)
        {
            switch (variant.Split(' '))
            {
                case ["weight", var text] when Numbers.TryNumber(text, out weight):
                    break;
                case ["map", var text] when NumberList.TryRead(text, out float[] values):
                    map = new HeatMap(1, 1, values);
                    break;
                case ["made", var text, "map"] when NumberList.TryShape(text, out int[] shape) && shape.Length == 2:
                    map = new HeatMap(shape[0], shape[1], Made(shape)).Normalized();
                    break;
                case ["picture", .. var levels]
                    when levels.Length == 3
                        && levels.All(level => byte.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out _)):
                    image = new RgbImage(1, 1, [.. levels.Select(level => byte.Parse(level, CultureInfo.InvariantCulture)).Reverse()]);
                    break;
                case [var text, "picture"] when NumberList.TryShape(text, out int[] shape) && shape.Length == 2:
                    image = new RgbImage(shape[0], shape[1], new byte[shape[0] * shape[1] * RgbImage.Channels]);
                    break;
                default:
                    throw new UnknownFormException();
            }
        }

        if (map is null || image is null || address.Argument is not null)
        {
            throw new UnknownFormException();
        }

        RgbImage drawn = DrawnTiles.Read(Overlay.Draw(map, image, weight));
        return address.Quantity switch
        {
            "size" => DrawnMeasurements.SizeOf(drawn, "the drawn file"),
            "bgr" when drawn is { Height: 1, Width: 1 } => DrawnMeasurements.Text(
                string.Join(' ', drawn.Pixels.Reverse().Select(level => level.ToString(CultureInfo.InvariantCulture))),
                "blue, green and red of the drawn file"
            ),
            _ => throw new UnknownFormException(),
        };
    }

    private static Measurement OneCell(Address address, float[] four)
    {
        Tensor weighed = GradCam.Weigh(new Tensor(four[..2], 1, 1, 1, 2), GradCam.Pool(new Tensor(four[2..], 1, 1, 1, 2)));
        return address.Quantity switch
        {
            "weighted" => DrawnMeasurements.Text(List(weighed.Values), "two channels of one cell"),
            "raw" => DrawnMeasurements.Number(GradCam.Mean(weighed).Values[0], "the mean of two channels of one cell"),
            _ => throw new UnknownFormException(),
        };
    }

    private static Measurement Shapes(Address address, int[] shape, bool overColumns)
    {
        if (address.Argument is not null)
        {
            throw new UnknownFormException();
        }

        float[] pooled = GradCam.Pool(new Tensor(Made(shape), shape));
        Tensor weighed = GradCam.Weigh(new Tensor(Made(shape), shape), pooled);
        HeatMap map = overColumns ? GradCam.MeanOverColumns(weighed) : GradCam.Mean(weighed);
        return address.Quantity switch
        {
            "pooled_shape" when !overColumns => DrawnMeasurements.Size("one weight a channel", pooled.Length),
            "heatmap_shape" => DrawnMeasurements.Size("rows x columns of the heat map", map.Height, map.Width),
            _ => throw new UnknownFormException(),
        };
    }

    private const int Classes = 3;
    private const string LastConvolution = "conv_2";
    private const string Input = "input";

    // The gradient that Grad-CAM pools, of a softmax output for the last convolution's output: the layers behind it alone are run for the
    // differences.
    private static Measurement ToyError(int index)
    {
        ModelBuilder head = ModelBuilder
            .Functional("head", new InputLayer(new Shape(4, 4, 4)) { Name = Input })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(Classes) { Name = "dense", Activation = Activation.Softmax });
        Model behind = head.Build();
        Model whole = ModelBuilder
            .Functional("convnet", new InputLayer(new Shape(8, 8, 1)) { Name = Input })
            .Add(new Conv2D(4, 3) { Name = "conv_1", Activation = Activation.Relu })
            .Add(new Conv2D(4, 3) { Name = LastConvolution, Activation = Activation.Relu })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(Classes) { Name = "dense", Activation = Activation.Softmax })
            .Build();
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        using INetwork network = backend.Build(whole, new CompileOptions(Loss.CategoricalCrossentropy, null));
        using INetwork rest = backend.Build(behind, new CompileOptions(Loss.CategoricalCrossentropy, null));
        WeightInitializer.Write(network, SeededNetworks.Seed);
        WeightInitializer.Write(rest, SeededNetworks.Seed);
        Tensor image = SingleLayer.RandomImage(8, 8, 1);
        Tensor features = network.Activations(image, [LastConvolution])[0];
        float[] gradient = network.Gradient(image, new ScalarObjective.ClassScore(index), LastConvolution).Gradient.Values;
        double error = FiniteDifferences.RelativeError(
            gradient,
            features.Values,
            () => rest.Predict(features).Values[index],
            () => [],
            step: 0.05f
        );
        return DrawnMeasurements.Number(error, "the backend's gradient against central differences of the softmax output");
    }

    private static bool IsMade(string variant, out int[] shape)
    {
        shape = [];
        return variant.StartsWith(MadeFeatures, StringComparison.Ordinal)
            && NumberList.TryShape(variant[MadeFeatures.Length..], out shape)
            && shape.Length == 4;
    }

    private static float[] Made(int[] shape)
    {
        float[] values = new float[shape.Aggregate(1, (product, axis) => product * axis)];
        SingleLayer.Fill(values, "heat map");
        return values;
    }

    private static string List(IEnumerable<float> values) =>
        string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
