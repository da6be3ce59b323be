using System.Globalization;
using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Imaging;
using Repro.Backends.Optimizers;
using Repro.Keras;
using Repro.Keras.Layers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Layers;

/// <summary>Images that random layers moved, against real Keras; what the layers draw, and that inference changes nothing.</summary>
[Category("Fast")]
internal sealed class AugmentationSpecs
{
    private const int Height = 5,
        Width = 7,
        Channels = 2;

    private static readonly JsonElement Oracle = Fixture.Json("keras", "augmentation-layers.json");

    private static IEnumerable<string> Moved => Oracle.GetProperty("affine").EnumerateObject().Select(each => each.Name);

    [TestCaseSource(nameof(Moved))]
    public void An_image_is_moved_as_Keras_moves_it(string name)
    {
        JsonElement oracle = Oracle.GetProperty("affine").GetProperty(name);
        string[] words = name.Replace(",", "", StringComparison.Ordinal).Split(' ');
        double[] factors = [.. words[1..^2].Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        AffineMatrix matrix = words[0] switch
        {
            "rotation" => AffineMatrix.Rotation(factors[0], Height, Width),
            "zoom" => AffineMatrix.Zoom(factors[0], factors[^1], Height, Width),
            _ => AffineMatrix.Translation(factors[0], factors[1], Height, Width),
        };
        double[] expected = oracle.Doubles("matrix");
        float[] made = [matrix.A0, matrix.A1, matrix.A2, matrix.B0, matrix.B1, matrix.B2];
        made.Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-6);

        RandomRotation layer = new(0, 0)
        {
            Name = "layer",
            FillMode = Enum.Parse<FillMode>(words[^2], ignoreCase: true),
            IsBilinear = words[^1] == "bilinear",
            FillValue = 0.5f,
        };
        float[] moved = new float[Height * Width * Channels];
        AffineSampler.Apply(matrix, layer, SeededInputs.Values(5020, moved.Length, 0, 1), moved, (Height, Width, Channels));

        // Two blends of numbers up to 1, whose places are known to 2^-21 at most.
        moved.Zip(oracle.Doubles("output")).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 4e-6);
    }

    [Test]
    public void A_flip_takes_a_coin_per_image_and_direction()
    {
        float[] x = [.. Enumerable.Range(0, 3 * 4).Select(i => (float)i)];
        float[] y = new float[x.Length];

        AugmentedBatch.Apply(new RandomFlip { Name = "layer" }, [0.4f, 0.6f, 0.6f, 0.4f, 0.1f, 0.1f], x, y, (2, 2, 1));

        y.Should().Equal(1, 0, 3, 2, 6, 7, 4, 5, 11, 10, 9, 8);
    }

    [Test]
    public void Contrast_has_one_factor_for_the_batch_before_Keras_3([Values] bool perImage)
    {
        float[] x = [100, 200, 100, 200];
        float[] y = new float[4];

        AugmentedBatch.Apply(new RandomContrast(0.5f, 0.5f) { Name = "layer", PerImage = perImage }, [0f, 1f], x, y, (1, 2, 1));

        y.Should().Equal(perImage ? [125, 175, 75, 225] : [125, 175, 125, 175]);
    }

    // As Keras 2.15 and Keras 3 write them.
    [TestCase("RandomFlip", "{\"mode\": \"horizontal\", \"seed\": null}")]
    [TestCase(
        "RandomRotation",
        "{\"factor\": 0.1, \"fill_mode\": \"wrap\", \"fill_value\": 0.0, \"interpolation\": \"nearest\", \"seed\": null}"
    )]
    [TestCase(
        "RandomZoom",
        "{\"height_factor\": 0.2, \"width_factor\": null, \"fill_mode\": \"reflect\", \"fill_value\": 0.0, \"interpolation\": \"bilinear\", \"seed\": null}"
    )]
    [TestCase(
        "RandomZoom",
        "{\"height_factor\": [-0.1, 0.3], \"width_factor\": 0.2, \"fill_mode\": \"constant\", \"fill_value\": 0.5, \"interpolation\": \"bilinear\", \"seed\": 1}"
    )]
    [TestCase(
        "RandomTranslation",
        "{\"height_factor\": 0.2, \"width_factor\": [0.0, 0.1], \"fill_mode\": \"nearest\", \"fill_value\": 0.0, \"interpolation\": \"bilinear\", \"seed\": null}"
    )]
    [TestCase("RandomContrast", "{\"factor\": [0.1, 0.2], \"value_range\": [0, 255], \"seed\": null}")]
    [TestCase("Resizing", "{\"height\": 4, \"width\": 5, \"interpolation\": \"nearest\", \"crop_to_aspect_ratio\": false}")]
    [TestCase("Resizing", "{\"height\": 4, \"width\": 5, \"interpolation\": \"lanczos3\", \"crop_to_aspect_ratio\": true}")]
    [TestCase(
        "Resizing",
        "{\"height\": 4, \"width\": 5, \"interpolation\": \"bicubic\", \"pad_to_aspect_ratio\": true, \"antialias\": true, \"fill_mode\": \"constant\", \"fill_value\": 0.0}"
    )]
    [TestCase("CenterCrop", "{\"height\": 4, \"width\": 5}")]
    public void What_is_written_of_a_layer_comes_back(string kind, string settings)
    {
        using JsonDocument document = JsonDocument.Parse(settings);
        Layer layer = LayerReader.Read(kind, "layer", new ConfigFields(document.RootElement, kind), keras3: false);
        using JsonDocument written = JsonDocument.Parse(LayerWriter.Config(layer, null).ToJsonString());

        layer.TypeName.Should().Be(kind);
        LayerReader.Read(kind, "layer", new ConfigFields(written.RootElement, kind), keras3: false).Should().Be(layer);
    }

    [TestCase("RandomRotation", "{\"factor\": 0.1, \"fill_mode\": \"mirror\"}", "*'fill_mode' must be reflect, wrap, constant or nearest.")]
    [TestCase(
        "Resizing",
        "{\"height\": 4, \"width\": 5, \"interpolation\": \"cubic\"}",
        "*'interpolation' must be one of bilinear, nearest, bicubic, area, lanczos3, lanczos5, gaussian, mitchellcubic."
    )]
    [TestCase("RandomZoom", "{\"height_factor\": [0.2, 0.1]}", "*'height_factor' must be a number or [[]lower, upper].")]
    public void A_setting_that_is_not_supported_is_named(string kind, string settings, string message)
    {
        using JsonDocument document = JsonDocument.Parse(settings);

        FluentActions
            .Invoking(() => LayerReader.Read(kind, "layer", new ConfigFields(document.RootElement, kind), keras3: false))
            .Should()
            .Throw<KerasFormatException>()
            .WithMessage(message.Replace("[[]", "[", StringComparison.Ordinal));
    }

    [Test]
    public void Layers_below_cannot_be_trained()
    {
        Model model = ModelBuilder
            .Sequential("below", new Shape(6, 6, 3))
            .Add(new Conv2D(3, 3) { Name = "conv2d" })
            .Add(new RandomFlip { Name = "flip" })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid })
            .Build();
        using CpuBackend backend = new();

        FluentActions
            .Invoking(() => backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, new RmsProp())))
            .Should()
            .Throw<ModelException>()
            .WithMessage("Layer 'flip' (RandomFlip): no gradient passes through this layer*");
    }

    [Test]
    public void Inference_changes_nothing_and_training_does([Values] bool training)
    {
        Model model = ModelBuilder
            .Sequential("augmented", new Shape(6, 6, 3))
            .Add(new RandomRotation(0.1f, 0.2f) { Name = "rotation" })
            .Add(new RandomZoom(0.1f, 0.2f) { Name = "zoom" })
            .Add(new RandomTranslation(0.1f, 0.2f, 0.1f, 0.2f) { Name = "translation" })
            .Build();
        float[] x = SeededInputs.Values(3000, 2 * 6 * 6 * 3, 0, 1);

        LayerPass pass = LayerPass.Cpu(new ReferenceKernels())(model, x, 2, _ => [], null, training);

        pass.Output.SequenceEqual(x).Should().Be(!training);
    }
}
