using System.Globalization;
using Repro.Models.Layers;
using Repro.Models.Naming;

namespace Repro.Models.BuiltIn;

/// <summary>VGG16 and VGG19 (Simonyan and Zisserman 2014) as keras.applications builds them.</summary>
internal static class VggModels
{
    private static readonly int[] Vgg16Blocks = [2, 2, 3, 3, 3];
    private static readonly Shape TopInput = new(224, 224, 3);
    private static readonly int[] Vgg19Blocks = [2, 2, 4, 4, 4];

    public static Model Vgg16Base150(KerasSession session) => Base(session, "vgg16", new Shape(150, 150, 3), Vgg16Blocks).Build();

    public static Model Vgg16BaseAny(KerasSession session) => Base(session, "vgg16", new Shape(null, null, 3), Vgg16Blocks).Build();

    public static Model Vgg19Base150(KerasSession session) => Base(session, "vgg19", new Shape(150, 150, 3), Vgg19Blocks).Build();

    public static Model Vgg16Top224(KerasSession session) => Vgg16Top(session, TopInput, imagenet: true);

    /// <summary>
    /// VGG16 with its classifier, for images of any size; for ImageNet's weights of the one that the classifier was trained with.
    /// </summary>
    /// <param name="imagenet">It is to take ImageNet's weights.</param>
    /// <exception cref="ModelException">ImageNet's weights do not fit images of that size.</exception>
    public static Model Vgg16Top(KerasSession session, Shape input, bool imagenet) =>
        imagenet && !input.Equals(TopInput)
            ? throw new ModelException(
                $"With its top and ImageNet weights VGG16 takes {TopInput}, not {input}: the first dense layer fits no other size. Leave the top away, or the weights."
            )
            : Base(session, "vgg16", input, Vgg16Blocks)
                .Add(new Flatten { Name = "flatten" })
                .Add(new Dense(4096) { Name = "fc1", Activation = Activation.Relu })
                .Add(new Dense(4096) { Name = "fc2", Activation = Activation.Relu })
                .Add(new Dense(1000) { Name = "predictions", Activation = Activation.Softmax })
                .Build();

    private static ModelBuilder Base(KerasSession session, string name, Shape input, int[] convolutions)
    {
        ModelBuilder model = ModelBuilder.Functional(name, session.Input(input));
        for (int block = 1; block <= convolutions.Length; block++)
        {
            int filters = Math.Min(64 << (block - 1), 512);
            for (int conv = 1; conv <= convolutions[block - 1]; conv++)
            {
                model.Add(
                    new Conv2D(filters, 3)
                    {
                        Name = string.Create(CultureInfo.InvariantCulture, $"block{block}_conv{conv}"),
                        Padding = Padding.Same,
                        Activation = Activation.Relu,
                    }
                );
            }

            model.Add(new MaxPooling2D { Name = string.Create(CultureInfo.InvariantCulture, $"block{block}_pool"), Strides = 2 });
        }

        return model;
    }
}
