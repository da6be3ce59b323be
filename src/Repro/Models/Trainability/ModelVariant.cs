using Repro.Models.Naming;

namespace Repro.Models.Trainability;

/// <summary>A model as an address names it: <c>vgg16-plus-dense256{base frozen, tf.keras, after dense-head-512}</c>.</summary>
/// <param name="Name">The model's name, or the path of its file.</param>
/// <param name="Generation">The generation of Keras whose names it has and whose table is printed.</param>
/// <param name="Version">The version that a variant or the model's file names, whose names and tables the model has instead; else
/// null.</param>
internal sealed record ModelVariant(string Name, Model Model, KerasGeneration Generation, KerasVersion? Version)
{
    /// <summary>The Keras that the model behaves like.</summary>
    public KerasVersion Keras => Version ?? KerasGenerations.VersionOf(Generation);
}
