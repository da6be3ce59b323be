using Repro.Claims;
using Repro.Data.Batches;
using Repro.Data.Catalog;
using Repro.Data.Imaging;
using Repro.Native;
using Repro.Probes.Samples;

namespace Repro.Probes.Drawings;

/// <summary>
/// <c>picture:input[elephant]/tensor_shape</c>: an image that the project declares, as documents load and show it, pixels over 255.
/// </summary>
internal static class InputImages
{
    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new("picture:input[IMAGE]/size", "Rows, columns and channels of an image of the project after it was decoded and resized."),
        new("picture:input[IMAGE]/max_value", "Largest value of the image divided by 255."),
        new("picture:input[IMAGE]/tensor_shape", "Shape of the image as an input of a model, with the batch axis."),
        new("picture:input[IMAGE]/tensor_rank", "Number of axes of the image as an input of a model."),
    ];

    public static Measurement Measure(Address address, string? root, ImageCatalog images)
    {
        if (
            address.Variants.Count > 0
            || images.Named(address.Argument) is not { } image
            || address.Quantity is not ("size" or "max_value" or "tensor_shape" or "tensor_rank")
        )
        {
            throw new AddressException(
                $"'{address}': write input[PICTURE]/size, max_value, tensor_shape or tensor_rank with one of {string.Join(", ", images.Names)}."
            );
        }

        if (image.Find(root) is not { } path)
        {
            return new Measurement.Missing(image.Path, images.Remedy(image));
        }

        try
        {
            using JpegDecoder decoder = new();
            RgbImage resized = decoder.Read(path).Resize(image.Side, image.Side);
            Backends.Tensor x = new(1, resized.Height, resized.Width, RgbImage.Channels);
            new RescaledImages(1.0 / 255).Write(resized.Pixels, resized.Height, resized.Width, number: 0, pass: 0, x.Values);
            string evidence = $"{image.Path}, decoded and resized";
            return address.Quantity switch
            {
                "size" => DrawnMeasurements.SizeOf(DrawnTiles.Read(resized), evidence),
                "max_value" => DrawnMeasurements.Number(x.Values.Max(), evidence),
                "tensor_shape" => DrawnMeasurements.Size(evidence, [.. x.Shape]),
                _ => DrawnMeasurements.Number(x.Shape.Count, evidence),
            };
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
}
