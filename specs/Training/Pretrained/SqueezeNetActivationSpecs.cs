using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Data.Batches;
using Repro.Data.Imaging;
using Repro.Specs.Backends.TensorFlow;
using Repro.Specs.Oracles;
using Repro.Training.Weights;

namespace Repro.Specs.Training.Pretrained;

/// <summary>A really pretrained network on a real image, layer by layer, against what real Keras computed in float32.</summary>
internal abstract class SqueezeNetActivationContract
{
    private const string Name = "squeezenet11-base-150";
    private const string Image = "elephant/creative_commons_elephant.jpg";

    protected abstract IBackend Create();

    [Test]
    public void Every_layer_gives_what_Keras_gives()
    {
        string? root = Own.Settings.DataRoot;
        if (SpecData.Weights(Name).File.Find(root) is null || !File.Exists(Path.Combine(root!, Image)))
        {
            Assert.Ignore($"not run: {SpecData.Weights(Name).File.Path} or {Image} is not in the data root (REPRO_DATA)");
        }

        IBackend backend = Create();
        using IDisposable? disposable = backend as IDisposable;
        using INetwork network = backend.Build(SpecModels.Get(Name), new CompileOptions(Loss.BinaryCrossentropy, null));
        PretrainedWeights weights = PretrainedWeights.Load(SpecData.Weights(Name), root, SpecModels.Catalog);
        weights.Fill(network);
        weights.Origin.Synthetic.Should().BeFalse();
        using JpegDecoder decoder = new();
        Tensor x = new(1, 150, 150, 3);
        new CaffePreprocessing().Write(
            decoder.Read(Path.Combine(root!, Image)).Resize(150, 150).Pixels,
            150,
            150,
            number: 0,
            pass: 0,
            x.Values
        );

        JsonProperty[] layers =
        [
            .. Fixture.Json("keras", "networks", "squeezenet11-elephant.json").GetProperty("layers").EnumerateObject().Skip(1),
        ];
        IReadOnlyList<Tensor> outputs = network.Activations(x, [.. layers.Select(layer => layer.Name.Replace('/', '_'))]);
        foreach ((JsonProperty layer, Tensor output) in layers.Zip(outputs))
        {
            Digest.ShouldBeClose(output, layer.Value, layer.Name);
        }
    }
}

[Category("Small")]
[Category("Data")]
internal sealed class SqueezeNetActivationSpecs : SqueezeNetActivationContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("TensorFlow")]
[NonParallelizable]
[Category("Data")]
internal sealed class TensorFlowSqueezeNetActivationSpecs : SqueezeNetActivationContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}
