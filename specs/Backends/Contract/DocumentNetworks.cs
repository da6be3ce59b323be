using Repro.Models;

namespace Repro.Specs.Backends.Contract;

/// <summary>The two convnets of the documents whose outputs the oracle recorded, under Keras's default layer names.</summary>
internal static class DocumentNetworks
{
    public static Model Of(string name) => name switch
    {
        "mnist-full" => Convnet(name, new Shape(28, 28, 1), [32, 64, 64], poolsAfter: 2, 64, new Dense(10) { Name = "dense_1", Activation = Activation.Softmax }),
        "catsdogs-scratch" => Convnet(name, new Shape(150, 150, 3), [32, 64, 128, 128], poolsAfter: 4, 512, new Dense(1) { Name = "dense_1", Activation = Activation.Sigmoid }),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "An unknown network."),
    };

    private static Model Convnet(string name, Shape input, int[] filters, int poolsAfter, int units, Dense last)
    {
        ModelBuilder builder = ModelBuilder.Sequential(name, input);
        for (int i = 0; i < filters.Length; i++)
        {
            string suffix = i == 0 ? "" : FormattableString.Invariant($"_{i}");
            builder.Add(new Conv2D(filters[i], 3) { Name = "conv2d" + suffix, Activation = Activation.Relu });
            if (i < poolsAfter) builder.Add(new MaxPooling2D { Name = "max_pooling2d" + suffix });
        }

        return builder
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(units) { Name = "dense", Activation = Activation.Relu })
            .Add(last)
            .Build();
    }
}
