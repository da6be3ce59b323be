using System.Text.Json;
using Repro.Backends.Cpu.Kernels;
using Repro.Data.Imaging;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;
using Repro.Specs.TensorFlow;

namespace Repro.Specs.Backends.Layers;

/// <summary>
/// Images of another size and cut images against TensorFlow's and Keras's: every method, with and without antialiasing, cropped and padded.
/// </summary>
internal abstract class ResizingContract
{
    private static readonly JsonElement Oracle = Fixture.Json("keras", "augmentation-layers.json");

    private static IEnumerable<string> Resized => Oracle.GetProperty("resizing").EnumerateObject().Select(each => each.Name);

    private static IEnumerable<string> Cropped => Oracle.GetProperty("cropping").EnumerateObject().Select(each => each.Name);

    private protected abstract LayerPass.Backend Backend { get; }

    [TestCaseSource(nameof(Resized))]
    public void An_image_is_resized_as_TensorFlow_resizes_it(string name) =>
        ShouldGive(Named(name), Oracle.GetProperty("resizing").Doubles(name));

    [TestCaseSource(nameof(Cropped))]
    public void The_middle_is_that_of_Keras(string name)
    {
        int[] size = [.. name.Split(' ')[1].Split('x').Select(int.Parse)];
        ShouldGive(new CenterCrop(size[0], size[1]) { Name = "layer" }, Oracle.GetProperty("cropping").Doubles(name));
    }

    // Resizing is linear: what x gives against dy is what the gradient of dy gives against x.
    [TestCaseSource(nameof(Resized))]
    public void The_gradient_belongs_to_the_resized_image(string name)
    {
        Model model = ModelBuilder.Sequential("resized", new Shape(6, 8, 3)).Add(Named(name)).Build();
        float[] x = SeededInputs.Values(3000, 2 * 6 * 8 * 3, -1, 1);
        float[] dy = SeededInputs.Values(3100, 2 * model.OutputShapes[0].Elements, -1, 1);

        LayerPass pass = Backend(model, x, 2, _ => [], dy, training: false);

        double forward = pass.Output.Zip(dy, (a, b) => (double)a * b).Sum();
        double backward = pass.InputGradient!.Zip(x, (a, b) => (double)a * b).Sum();
        backward.Should().BeApproximately(forward, 1e-4);
    }

    private static Resizing Named(string name)
    {
        string[] words = [.. name.Split(' ').SkipWhile(word => word == "layer")];
        int[] size = [.. words[1].Split('x').Select(int.Parse)];
        return new Resizing(size[0], size[1])
        {
            Name = "layer",
            Method = Enum.Parse<ResizeMethod>(words[0], ignoreCase: true),
            Antialias = words.Contains("antialias=True"),
            AspectRatio =
                words.Contains("crop_to_aspect_ratio") ? AspectRatio.Cropped
                : words.Contains("pad_to_aspect_ratio") ? AspectRatio.Padded
                : AspectRatio.Changed,
        };
    }

    private void ShouldGive(Layer layer, double[] expected)
    {
        float[] image = [.. SeededInputs.Values(5000, 6 * 8 * 3, 0, 256).Select(MathF.Floor)];
        Model model = ModelBuilder.Sequential("resized", new Shape(6, 8, 3)).Add(layer).Build();

        LayerPass pass = Backend(model, image, 1, _ => [], null, training: false);

        Closeness.ShouldBeCloseLayer(pass.Output, expected, layer.TypeName);
    }
}

[Category("Fast")]
internal sealed class CpuResizingSpecs : ResizingContract
{
    private protected override LayerPass.Backend Backend => LayerPass.Cpu(new ReferenceKernels());
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowResizingSpecs : ResizingContract
{
    private protected override LayerPass.Backend Backend => LayerPass.TensorFlow(Library.Require());

    // A photo's size, so that a fused multiplication in TensorFlow's kernel would show.
    [TestCase(375, 500, 150, 150)]
    [TestCase(101, 67, 224, 180)]
    public void Image_files_are_resized_to_the_same_bits(int height, int width, int toHeight, int toWidth)
    {
        byte[] pixels = [.. SeededInputs.Values(5200, height * width * 3, 0, 256).Select(value => (byte)value)];
        Model model = ModelBuilder
            .Sequential("resized", new Shape(height, width, 3))
            .Add(new Resizing(toHeight, toWidth) { Name = "layer", Method = ResizeMethod.Bilinear })
            .Build();

        LayerPass pass = Backend(model, [.. pixels.Select(pixel => (float)pixel)], 1, _ => [], null, training: false);

        TensorFlowResize.Bilinear(pixels, width, 3, ImageWindow.Whole(height, width), (toHeight, toWidth)).Should().Equal(pass.Output);
    }
}
