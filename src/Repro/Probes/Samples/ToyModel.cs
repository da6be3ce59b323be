using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Training.Feeding;
using Repro.Training.Weights;

namespace Repro.Probes.Samples;

/// <summary>A convolutional base with a head of two dense layers on random images: small, but of the documents' kind.</summary>
internal static class ToyModel
{
    public const int Samples = 40;
    public const string BaseName = "base";
    private const int Seed = 1;
    private const int Side = 8;

    public static readonly CompileOptions Compile = new(Loss.BinaryCrossentropy, new RmsProp());

    public static Model Build()
    {
        Model conv = ModelBuilder
            .Functional(BaseName, new InputLayer(new Shape(Side, Side, 1)) { Name = "input" })
            .Add(new Conv2D(4, 3) { Name = "conv_1", Activation = Activation.Relu })
            .Add(new Conv2D(4, 3) { Name = "conv_2", Activation = Activation.Relu })
            .Build();
        return ModelBuilder
            .Sequential("toy", new Shape(Side, Side, 1))
            .Add(new NestedModel(conv) { Name = BaseName })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(8) { Name = "dense_1", Activation = Activation.Relu })
            .Add(new Dense(1) { Name = "dense_2", Activation = Activation.Sigmoid })
            .Build();
    }

    /// <summary>Images whose label is whether their values sum to more than 0.</summary>
    public static ArraySamples Data()
    {
        Tensor x = new(Samples, Side, Side, 1);
        SingleLayer.Fill(x.Values, "toy");
        Tensor y = new(Samples, 1);
        for (int sample = 0; sample < Samples; sample++)
        {
            y.Values[sample] = x.Values.Skip(sample * Side * Side).Take(Side * Side).Sum() > 0 ? 1 : 0;
        }

        return new ArraySamples(x, y);
    }

    public static INetwork Network(IBackend backend, Model model)
    {
        INetwork network = backend.Build(model, Compile);
        WeightInitializer.Write(network, Seed);
        return network;
    }

    public static Dictionary<string, float[]> Weights(INetwork network) =>
        network.Weights.ToDictionary(
            weight => weight.Path,
            weight =>
            {
                float[] values = new float[weight.Spec.Elements];
                network.ReadWeight(weight.Path, values);
                return values;
            }
        );

    /// <summary>The weights, by path, in which the two differ.</summary>
    public static IReadOnlyList<string> Changed(Dictionary<string, float[]> before, Dictionary<string, float[]> after) =>
        [.. before.Keys.Where(path => !before[path].AsSpan().SequenceEqual(after[path]))];
}
