using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;

namespace Repro.Training.Weights;

/// <summary>The network that a run's images go through once.</summary>
internal static class FeatureBase
{
    /// <summary>The run's base, cut behind a layer and averaged over its cells where the run says so.</summary>
    /// <exception cref="InputException">The base has no such layer.</exception>
    public static Model Model(RunConfiguration run)
    {
        // Frozen, so that no gradient's arithmetic counts as used.
        Model model = run.Models.Get(run.Base!).WithTrainable(false);
        if (run.Extraction!.Layer is { } layer)
        {
            int index = model.Nodes.ToList().FindIndex(node => node.Layer.Name == layer);
            model =
                index >= 0
                    ? model.WithOutputs(model.Name, [index])
                    : throw new InputException(
                        $"Run '{run.Name}' takes the features of '{layer}', but '{run.Base}' has the layers {string.Join(", ", model.Nodes.Select(node => node.Layer.Name))}."
                    );
        }

        return run.Extraction.Pooling is null
            ? model
            : ModelBuilder
                .Sequential(model.Name + "_pooled", model.InputShape)
                .Add(new NestedModel(model) { Name = model.Name })
                .Add(new GlobalAveragePooling2D { Name = "global_average_pooling2d" })
                .Build();
    }
}
