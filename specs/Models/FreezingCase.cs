using Repro.Models;
using Repro.Models.Layers;
using Repro.Models.Trainability;

namespace Repro.Specs.Models;

/// <summary>
/// The small models of <c>fixtures/keras/freezing.json</c>, with the flags that they had when they were compiled and afterwards.
/// </summary>
/// <param name="Compiled">As compiled for the last epoch.</param>
/// <param name="Now">As that epoch found it, and as <c>trainable_weights</c> counts it.</param>
internal sealed record FreezingCase(Model Compiled, Model Now)
{
    private const string Opened = "block5_conv1";
    private static readonly Shape Image = new(8, 8, 3);

    public static FreezingCase Of(string name) =>
        name switch
        {
            "control" => Always(Chapter()),
            "chapter" or "frozen-before-add" or "frozen-after-compile-recompiled" => Always(Freezing.FreezeBase(Chapter())),
            "frozen-after-compile" => new FreezingCase(Chapter(), Freezing.FreezeBase(Chapter())),
            "chapter-fine-tuning" => Always(Freezing.OpenFrom(Chapter(), Opened)),
            "fine-tuning-not-recompiled" => new FreezingCase(Freezing.FreezeBase(Chapter()), Freezing.OpenFrom(Chapter(), Opened)),
            "fine-tuning-base-left-frozen" => Always(Freezing.FreezeBase(Freezing.OpenFrom(Chapter(), Opened))),
            "inner-layers-frozen" => Always(Sequential(new NestedModel(Base().WithTrainable(false)) { Name = "base" })),
            "base-second" => Always(Freezing.FreezeBase(Sequential(Convolution("first"), Nested(Base())))),
            "base-after-inputlayer" => Always(Freezing.FreezeBase(Sequential(new InputLayer(Image) { Name = "in" }, Nested(Base())))),
            "functional-called" => Always(Freezing.FreezeBase(Called(Nested(Base()), new Dense(4) { Name = "dense_a" }))),
            "functional-extended" => Always(Extended()),
            "sequential-base" => Always(Freezing.FreezeBase(Sequential(Nested(SequentialBase())))),
            "sequential-base-called" => Always(Freezing.FreezeBase(Called(Nested(SequentialBase())))),
            "sequential-in-sequential" => Always(Freezing.FreezeBase(Sequential(Nested(Middle())))),
            "whole-model" => Always(Chapter().WithTrainable(false)),
            _ => throw new ArgumentException($"unknown case '{name}'", nameof(name)),
        };

    private static FreezingCase Always(Model model) => new(model, model);

    private static Model Chapter() => Sequential(Nested(Base()));

    private static Model Base() => BaseLayers().Build();

    private static ModelBuilder BaseLayers() =>
        ModelBuilder
            .Functional("base", new InputLayer(Image) { Name = "input_1" })
            .Add(Convolution("block1_conv1"))
            .Add(new MaxPooling2D { Name = "block1_pool" })
            .Add(Convolution("block4_conv1"))
            .Add(Convolution(Opened));

    private static Model SequentialBase() =>
        ModelBuilder.Sequential("base", Image).Add(Convolution("block1_conv1")).Add(Convolution(Opened)).Build();

    private static Model Middle() => ModelBuilder.Sequential("middle", Image).Add(Nested(Base())).Add(Convolution("block6_conv1")).Build();

    private static Model Extended() => WithClassifier(BaseLayers(), new Dense(4) { Name = "dense_a" });

    private static Model Called(params Layer[] layers)
    {
        ModelBuilder model = ModelBuilder.Functional("model_1", new InputLayer(Image) { Name = "input_2" }).Add(layers[0]);
        return WithClassifier(model, layers[1..]);
    }

    private static Model Sequential(params Layer[] first)
    {
        ModelBuilder model = ModelBuilder.Sequential("sequential_1", Image);
        foreach (Layer layer in first)
        {
            model.Add(layer);
        }

        return WithClassifier(model, new Dense(4) { Name = "dense_a" });
    }

    private static Model WithClassifier(ModelBuilder model, params Layer[] hidden)
    {
        model.Add(new Flatten { Name = "flatten" });
        foreach (Layer layer in hidden)
        {
            model.Add(layer);
        }

        return model.Add(new Dense(1) { Name = "dense_b" }).Build();
    }

    private static NestedModel Nested(Model model) => new(model) { Name = model.Name };

    private static Conv2D Convolution(string name) => new(3, 3) { Name = name, Padding = Padding.Same };
}
