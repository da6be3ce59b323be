using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Files;

/// <summary>Whether a backend can compute a file's model: more can be listed than computed.</summary>
internal static class Computable
{
    private const int FirstSupported = 2;

    /// <summary>Refuses the model of a file that a Keras before 2 wrote: its weights are laid out in another way.</summary>
    /// <exception cref="InputException">It is one; the message names the version.</exception>
    public static void RequireVersion(KerasFile file)
    {
        if (WriterHabits.Of(file.KerasVersion).Major < FirstSupported)
        {
            throw new InputException(
                $"{file.Path}: Keras {file.KerasVersion} wrote it, and only models of Keras {FirstSupported} and later can be computed here. Load it into Keras 2 and save it again."
            );
        }
    }

    /// <exception cref="InputException">The model cannot be computed; the message names the layer, its setting and what is
    /// supported.</exception>
    public static void Require(string called, Model model)
    {
        if (ForeignLayers.Of(model).FirstOrDefault() is { } foreign)
        {
            throw new InputException($"{called}: the model cannot be computed: {foreign.Reason}");
        }

        if (model.Nodes.Count(node => node.Layer is InputLayer) > 1)
        {
            throw new InputException(
                $"{called}: the model cannot be computed: it has several inputs, and only models with one are supported."
            );
        }

        if (model.Outputs.GroupBy(output => output).FirstOrDefault(same => same.Count() > 1) is { } repeated)
        {
            throw new InputException(
                $"{called}: the model cannot be computed: it has the output '{model.Nodes[repeated.Key].Layer.Name}' twice. Save a model that lists each of its outputs once."
            );
        }
    }

    /// <summary>Refuses a model that Keras cannot build either; one with layers that are only unknown here is not refused.</summary>
    /// <exception cref="InputException">It is one; the message has the first cause.</exception>
    public static void RequireBuildable(string called, Model model)
    {
        if (ForeignLayers.Of(model).FirstOrDefault(layer => layer.IsImpossible) is { } impossible)
        {
            throw new InputException($"{called}: Keras cannot build this model: {impossible.Reason}");
        }
    }
}
