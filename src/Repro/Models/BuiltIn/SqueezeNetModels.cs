using System.Globalization;
using Repro.Models.Layers;
using Repro.Models.Naming;

namespace Repro.Models.BuiltIn;

/// <summary>
/// SqueezeNet 1.1 (Iandola et al. 2016) without top for 150x150 images, whose ImageNet weights have 3 MB. Layers have the names of
/// its published weights, with '_' for '/'.
/// </summary>
internal static class SqueezeNetModels
{
    private const string Name = "squeezenet11";

    public static Model Base150(KerasSession session)
    {
        ModelBuilder model = ModelBuilder.Functional(Name, session.Input(new Shape(150, 150, 3)));
        model.Add(new Conv2D(64, 3) { Name = "conv1", Strides = 2 }).Add(new ActivationLayer(Activation.Relu) { Name = "relu_conv1" });
        Pool(model, 1);
        Fire(model, 2, 16, 64);
        Fire(model, 3, 16, 64);
        Pool(model, 3);
        Fire(model, 4, 32, 128);
        Fire(model, 5, 32, 128);
        Pool(model, 5);
        Fire(model, 6, 48, 192);
        Fire(model, 7, 48, 192);
        Fire(model, 8, 64, 256);
        Fire(model, 9, 64, 256);
        return model.Build();
    }

    private static void Pool(ModelBuilder model, int number) =>
        model.Add(
            new MaxPooling2D
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"pool{number}"),
                PoolSize = 3,
                Strides = 2,
            }
        );

    private static void Fire(ModelBuilder model, int number, int squeeze, int expand)
    {
        string Layer(string name) => string.Create(CultureInfo.InvariantCulture, $"fire{number}_{name}");
        Conv2D Convolution(string name, int filters, int side) =>
            new(filters, side)
            {
                Name = Layer(name),
                Padding = side == 1 ? Padding.Valid : Padding.Same,
                Activation = Activation.Relu,
            };
        int squeezed = model.Connect(Convolution("squeeze1x1", squeeze, 1), model.Last);
        int one = model.Connect(Convolution("expand1x1", expand, 1), squeezed);
        int three = model.Connect(Convolution("expand3x3", expand, 3), squeezed);
        model.Connect(new Concatenate { Name = Layer("concat") }, one, three);
    }
}
