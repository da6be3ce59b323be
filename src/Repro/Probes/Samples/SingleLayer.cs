using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Models;
using Repro.Randomness;

namespace Repro.Probes.Samples;

/// <summary>A network of one layer in the Cpu backend, to see what the layer really does.</summary>
internal sealed class SingleLayer : IDisposable
{
    private readonly CpuBackend _backend = new(new CpuOptions(Threads: 1));
    private readonly INetwork _network;

    public SingleLayer(Layer layer, Shape input)
    {
        Model model = ModelBuilder.Functional("single", new InputLayer(input) { Name = "input" }).Add(layer).Build();
        _network = _backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, null));
    }

    public void SetWeight(string path, float[] values) => _network.WriteWeight(path, values);

    /// <summary>The output of one image.</summary>
    public Tensor Apply(Tensor image) => _network.Predict(image);

    /// <summary>One image (1, height, width, channels) of values in [-1, 1), each position's drawn alone.</summary>
    public static Tensor RandomImage(int height, int width, int channels)
    {
        Tensor image = new(1, height, width, channels);
        Fill(image.Values, "picture");
        return image;
    }

    public static void Fill(Span<float> values, string purpose)
    {
        RandomStream stream = new(1, "algorithm/" + purpose);
        foreach (ref float value in values)
        {
            value = 2 * stream.NextSingle() - 1;
        }
    }

    public void Dispose()
    {
        _network.Dispose();
        _backend.Dispose();
    }
}

/// <summary>Indexing images of one sample.</summary>
internal static class Images
{
    public static ref float At(this Tensor image, int y, int x, int channel) =>
        ref image.Values[(y * image.Shape[2] + x) * image.Shape[3] + channel];
}
