using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Claims;
using Repro.Data.Batches;
using Repro.Data.Catalog;
using Repro.Data.Imaging;
using Repro.Figures.Heat;
using Repro.Keras.Catalog;
using Repro.Models.BuiltIn;
using Repro.Native;
using Repro.Probes.Forms;
using Repro.Probes.Samples;
using Repro.Project;
using Repro.Training.Evaluation;
using Repro.Training.Weights;

namespace Repro.Probes.Drawings;

/// <summary>
/// <c>picture:gradcam[elephant box 285 224 336 308]/box_max</c>: the largest value of VGG16's normalised heat map, enlarged to the
/// photograph, within
/// a box of left, top, right and bottom.
/// </summary>
internal static class GradCamFigures
{
    private const string Model = "vgg16-top-224";
    private const string Layer = "block5_conv3";

    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "picture:gradcam[IMAGE box LEFT TOP RIGHT BOTTOM]/box_max",
            "Largest value, from 0 to 1, of VGG16's heat map for its likeliest class within a box of the image, in pixels."
        ),
    ];

    public static Measurement Measure(Address address, string? root, DataCatalog data)
    {
        int[] box = [.. address.Arguments.Skip(2).Select(word => Numbers.TryCount(word, out int number) ? number : -1)];
        if (
            address.Variants.Count > 0
            || address.Quantity != "box_max"
            || address.Arguments is not [var name, "box", ..]
            || box.Length != 4
            || box.Contains(-1)
            || data.Images.Named(name) is not { } image
        )
        {
            throw new UnknownFormException();
        }

        WeightsDeclaration file = data.Weights.For(Model);
        if (file.File.Find(root) is null)
        {
            return new Measurement.Missing($"{file.File.Path}, the pretrained weights of {Model}", file.Remedy);
        }

        if (image.Find(root) is not { } path)
        {
            return new Measurement.Missing(image.Path, data.Images.Remedy(image));
        }

        try
        {
            PretrainedWeights weights = PretrainedWeights.Load(file, root, ModelCatalog.BuiltIn);
            if (weights.Origin.Synthetic)
            {
                return new Measurement.Missing(
                    $"pretrained weights: {weights.Origin.File} records that its weights were generated for a trial",
                    file.Remedy
                );
            }

            using JpegDecoder decoder = new();
            RgbImage photograph = decoder.Read(path);
            if (box[2] > photograph.Width || box[3] > photograph.Height || box[0] >= box[2] || box[1] >= box[3])
            {
                throw new AddressException($"'{address}': the photograph has {photograph.Width} columns and {photograph.Height} rows.");
            }

            HeatMap map = Draw(weights, photograph).Resize(photograph.Height, photograph.Width);
            double largest = Enumerable
                .Range(box[1], box[3] - box[1])
                .Max(y => map.Values[(y * map.Width + box[0])..(y * map.Width + box[2])].Max());
            return DrawnMeasurements.Number(largest, $"{Model} with its published weights, for its likeliest class");
        }
        catch (InputException exception)
        {
            return new Measurement.Missing(exception.Message, "Mend what the message names.");
        }
        catch (MissingNativeException exception)
        {
            return new Measurement.Missing(exception.Package.Name, exception.Message);
        }
    }

    private static HeatMap Draw(PretrainedWeights weights, RgbImage photograph)
    {
        using CpuBackend backend = new();
        using INetwork network = backend.Build(BuiltInModels.Get(Model), new CompileOptions(Loss.CategoricalCrossentropy, null));
        weights.Fill(network);
        int side = network.Model.InputShape[0]!.Value;
        Tensor x = new(1, side, side, RgbImage.Channels);
        new CaffePreprocessing().Write(photograph.Resize(side, side).Pixels, side, side, number: 0, pass: 0, x.Values);
        int likeliest = ClassPrediction.Decode(network.Predict(x).Values, null, 1)[0].Index;
        return GradCam.Of(network, x, Layer, likeliest).Normalized();
    }
}
