using Repro.Models;
using Repro.Models.BuiltIn;
using Repro.Models.Layers;
using Repro.Models.Trainability;

namespace Repro.Cli.Benchmarks;

/// <summary>The networks that are timed; they need no project.</summary>
internal static class BenchNetworks
{
    /// <summary>A convnet for color images of 150x150 with one output.</summary>
    public static Model Convnet150() =>
        ModelBuilder
            .Sequential("convnet-150", new Shape(150, 150, 3))
            .Add(Convolution(32, 1))
            .Add(Pooling(1))
            .Add(Convolution(64, 2))
            .Add(Pooling(2))
            .Add(Convolution(128, 3))
            .Add(Pooling(3))
            .Add(Convolution(128, 4))
            .Add(Pooling(4))
            .Add(new Flatten { Name = "flatten_1" })
            .Add(new Dense(512) { Name = "dense_1", Activation = Activation.Relu })
            .Add(new Dense(1) { Name = "dense_2", Activation = Activation.Sigmoid })
            .Build();

    /// <summary>A convnet for gray images of 28x28 with ten outputs.</summary>
    public static Model Convnet28() =>
        ModelBuilder
            .Sequential("convnet-28", new Shape(28, 28, 1))
            .Add(Convolution(32, 1))
            .Add(Pooling(1))
            .Add(Convolution(64, 2))
            .Add(Pooling(2))
            .Add(Convolution(64, 3))
            .Add(new Flatten { Name = "flatten_1" })
            .Add(new Dense(64) { Name = "dense_1", Activation = Activation.Relu })
            .Add(new Dense(10) { Name = "dense_2", Activation = Activation.Softmax })
            .Build();

    /// <summary>
    /// A small network like MobileNet (Howard and others 2017, with half of the channels and half of the blocks) for color images of
    /// 150x150
    /// with one output: depthwise and 1x1 convolutions, each with batch normalization and ReLU6.
    /// </summary>
    public static Model MobileNet150()
    {
        ModelBuilder builder = ModelBuilder.Sequential("mobilenet-150", new Shape(150, 150, 3));
        builder.Add(
            new Conv2D(16, 3)
            {
                Name = "conv1",
                Strides = 2,
                Padding = Padding.Same,
                UseBias = false,
            }
        );
        Normalize(builder, "conv1");
        (int Filters, int Stride)[] blocks = [(32, 1), (64, 2), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1)];
        for (int block = 1; block <= blocks.Length; block++)
        {
            (int filters, int stride) = blocks[block - 1];
            string depthwise = FormattableString.Invariant($"conv_dw_{block}");
            string pointwise = FormattableString.Invariant($"conv_pw_{block}");
            builder.Add(
                new DepthwiseConv2D(3)
                {
                    Name = depthwise,
                    Strides = stride,
                    Padding = Padding.Same,
                    UseBias = false,
                }
            );
            Normalize(builder, depthwise);
            builder.Add(new Conv2D(filters, 1) { Name = pointwise, UseBias = false });
            Normalize(builder, pointwise);
        }

        return builder
            .Add(new GlobalAveragePooling2D { Name = "global_average_pooling2d" })
            .Add(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid })
            .Build();
    }

    /// <summary>VGG16's base for images of 150x150.</summary>
    public static Model Vgg16() => BuiltInModels.Get("vgg16-base-150");

    /// <summary>VGG16's base and a classifier with one output; the base is frozen.</summary>
    public static Model Vgg16Frozen() => Freezing.FreezeBase(Vgg16WithHead());

    /// <summary>The same with the base open from its last block on.</summary>
    public static Model Vgg16FineTune() => Freezing.OpenFrom(Vgg16WithHead(), Freezing.FirstOpenLayer);

    private static Model Vgg16WithHead() =>
        ModelBuilder
            .Sequential("vgg16-with-head", Vgg16().InputShape)
            .Add(new NestedModel(Vgg16()) { Name = "vgg16" })
            .Add(new Flatten { Name = "flatten_1" })
            .Add(new Dense(256) { Name = "dense_1", Activation = Activation.Relu })
            .Add(new Dense(1) { Name = "dense_2", Activation = Activation.Sigmoid })
            .Build();

    private static Conv2D Convolution(int filters, int number) =>
        new(filters, 3) { Name = FormattableString.Invariant($"conv2d_{number}"), Activation = Activation.Relu };

    private static void Normalize(ModelBuilder builder, string name) =>
        builder.Add(new BatchNormalization { Name = name + "_bn" }).Add(new ReLU { Name = name + "_relu", MaxValue = 6 });

    private static MaxPooling2D Pooling(int number) => new() { Name = FormattableString.Invariant($"max_pooling2d_{number}") };
}
