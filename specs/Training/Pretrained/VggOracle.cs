using System.Text.Json;
using Repro.Backends;
using Repro.Data.Batches;
using Repro.Data.Imaging;
using Repro.Specs.Data;
using Repro.Specs.Keras.Files;
using Repro.Specs.Oracles;
using Repro.Training.Weights;

namespace Repro.Specs.Training.Pretrained;

/// <summary>
/// VGG16's base with its ImageNet weights on real images, in Keras 2.15 (<c>fixtures/keras/networks/vgg16-imagenet.json</c>).
/// </summary>
internal static class VggOracle
{
    public const string Base = "vgg16-base-150";
    public const string Elephant = "elephant/creative_commons_elephant.jpg";
    public const int Side = 150;

    private static readonly Lazy<PretrainedWeights> Loaded = new(() =>
        PretrainedWeights.Load(SpecData.Weights(Base), Root, SpecModels.Catalog)
    );

    public static JsonElement Json { get; } = Fixture.Json("keras", "networks", "vgg16-imagenet.json");

    public static PretrainedWeights Weights => Loaded.Value;

    private static string? Root { get; } = Own.Settings.DataRoot;

    /// <summary>Ignores the spec where the weights, an image or a native library is missing, and names it.</summary>
    public static void Require(params string[] images)
    {
        if (SpecData.Weights(Base).File.Find(Root) is null)
        {
            Assert.Ignore($"not run: {SpecData.Weights(Base).File.Path} is not in the data root (REPRO_DATA)");
        }

        NeedsHdf5.OrIgnore();
        if (images.Length > 0)
        {
            ImageFixtures.RequireDecoder();
        }

        if (images.FirstOrDefault(image => !File.Exists(Path.Combine(Root!, image))) is { } missing)
        {
            Assert.Ignore($"not run: {missing} is not in the data root (REPRO_DATA)");
        }
    }

    /// <summary>Images at 150x150 by the nearest neighbour.</summary>
    /// <returns>(images, 150, 150, 3)</returns>
    public static Tensor Read(IImagePreprocessor feed, params string[] images)
    {
        using JpegDecoder decoder = new();
        Tensor x = new(images.Length, Side, Side, RgbImage.Channels);
        int length = x.Values.Length / images.Length;
        for (int i = 0; i < images.Length; i++)
        {
            byte[] pixels = decoder.Read(Path.Combine(Root!, images[i])).Resize(Side, Side).Pixels;
            feed.Write(pixels, Side, Side, number: i, pass: 0, x.Values.AsSpan(i * length, length));
        }

        return x;
    }
}
