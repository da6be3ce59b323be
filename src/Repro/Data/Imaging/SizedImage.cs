using System.Runtime.InteropServices;

namespace Repro.Data.Imaging;

/// <summary>A decoded image as an <see cref="ImageForm"/> makes it.</summary>
internal static class SizedImage
{
    /// <summary>Decodes and resizes.</summary>
    /// <param name="decoder">Of the same library as the form.</param>
    /// <param name="file">The content of the file at <paramref name="path"/>.</param>
    /// <returns>(height, width, channels); four bytes each where <see cref="ImageForm.IsFloat"/> says so.</returns>
    /// <exception cref="InputException">The image is damaged, or of a size that does not serve; the message names the file.</exception>
    public static byte[] Read(JpegDecoder decoder, byte[] file, string path, ImageForm form, int height, int width)
    {
        RgbImage image = decoder.Decode(file, path);
        if (image.Height * image.Width == 1)
        {
            throw new InputException(
                $"{path}: the image has one pixel only, which does not show its class. Copy or download it again, or remove it from the set."
            );
        }

        ImageWindow window = form.KeepsAspectRatio
            ? ImageWindow.OfAspect(image.Height, image.Width, height, width)
            : ImageWindow.Whole(image.Height, image.Width);
        if (window.Height * window.Width == 0)
        {
            throw new InputException(
                $"{path}: the image is {image.Height}x{image.Width}; no pixel is left if it is cropped to the aspect ratio of {height}x{width}. Remove it from the set."
            );
        }

        byte[] pixels =
            !form.IsGray ? image.Pixels
            : form.IsOfTensorFlow ? decoder.Luma(file, path)
            : image.ToGray();
        return form switch
        {
            { IsFloat: true } => MemoryMarshal
                .AsBytes<float>(TensorFlowResize.Bilinear(pixels, image.Width, form.Channels, window, (height, width)))
                .ToArray(),
            { IsOfTensorFlow: true } => TensorFlowResize.Nearest(pixels, image.Width, form.Channels, window, (height, width)),
            { IsGray: false, Interpolation: Interpolation.Nearest, KeepsAspectRatio: false } => image.Resize(height, width).Pixels,
            _ => Resampling.Resize(pixels, (image.Height, image.Width), form.Channels, window, (height, width), form.Interpolation),
        };
    }
}
