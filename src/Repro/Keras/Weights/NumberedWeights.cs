using System.Text;
using Repro.Hdf5;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Weights;

/// <summary>
/// The layout of <c>save_weights("NAME.weights.h5")</c> from Keras 2.12 on: <c>layers/conv2d_1/vars/0</c>, where a layer is called by its
/// class and its place among those of that class, whatever its name; a nested model holds <c>layers</c> of its own.
/// </summary>
internal static class NumberedWeights
{
    public const string Layers = "layers";
    public const string Variables = "vars";

    /// <summary>Gives each of the model's weights, by path, its values.</summary>
    /// <exception cref="KerasFormatException">The file lacks a weight, has it in another shape, or has its layers in another
    /// order.</exception>
    public static Dictionary<string, float[]> For(Model model, Hdf5Content content)
    {
        Dictionary<string, float[]> values = new(StringComparer.Ordinal);
        HashSet<string> taken = new(StringComparer.Ordinal);
        Collect(KerasOrder.Of(model), "", Layers, content, values, taken);

        // Whole numbers are not counted: layers that draw at random store the states of their generators.
        int others = content.Objects.Count(found => IsWeight(found) && !taken.Contains(found.Path));
        return others == 0
            ? values
            : throw new KerasFormatException($"it has {values.Count + others} weights, but the model '{model.Name}' has {values.Count}.");
    }

    /// <summary>The file's weights; the state of metrics, which Keras stores beside them, is none.</summary>
    public static IEnumerable<StoredTensor> Stored(Hdf5Content content) =>
        content.Objects.Where(IsWeight).Select(found => new StoredTensor(found.Path, found.Shape, found.Floats));

    /// <summary>The layers of a model, each with its group.</summary>
    /// <param name="model">With its layers in <see cref="KerasOrder"/>.</param>
    /// <param name="group">The group of all of them.</param>
    public static IEnumerable<(Node Node, string Place)> Places(Model model, string group)
    {
        Dictionary<string, int> given = new(StringComparer.Ordinal);
        foreach (Node node in model.Nodes)
        {
            string kind = SnakeCase(node.Layer is NestedModel nested ? nested.KerasTypeName : node.Layer.TypeName);
            int number = given[kind] = given.GetValueOrDefault(kind) + 1;
            yield return (node, $"{group}/{kind}{(number == 1 ? "" : FormattableString.Invariant($"_{number - 1}"))}");
        }
    }

    private static bool IsWeight(Hdf5Object found) =>
        found.Kind == Hdf5Kind.Floats && found.Path.StartsWith(Layers + "/", StringComparison.Ordinal);

    private static void Collect(
        Model model,
        string prefix,
        string group,
        Hdf5Content content,
        Dictionary<string, float[]> values,
        HashSet<string> taken
    )
    {
        List<string> names = [];
        List<string> stored = [];
        foreach ((Node node, string place) in Places(model, group))
        {
            if (node.Weights.Count > 0 && KerasText.Single(content.Find($"{place}/{Variables}"), "name") is { } name)
            {
                names.Add(node.Layer.Name);
                stored.Add(name);
            }

            if (node.Layer is NestedModel nested)
            {
                Collect(nested.Model, $"{prefix}{nested.Name}/", $"{place}/{Layers}", content, values, taken);
                continue;
            }

            for (int index = 0; index < node.Weights.Count; index++)
            {
                (string inside, int counted) = Inside(node, index);
                string variables = $"{place}/{inside}{Variables}";
                if (content.Find(variables) is null)
                {
                    throw new KerasFormatException(
                        $"it has no weights '{variables}', but the model '{model.Name}' has the layer '{node.Layer.Name}'."
                    );
                }

                StoredTensor tensor = StoredTensor.Find(content, variables, FormattableString.Invariant($"{counted}"));
                FlatWeight weight = new($"{prefix}{node.Layer.Name}/{node.Weights[index].Name}", node.Weights[index], Trainable: false);
                taken.Add(Hdf5Content.Join(variables, tensor.Name));
                values[weight.Path] = (tensor with { Name = $"{variables}/{tensor.Name}" }).For(weight);
            }
        }

        // Keras 3 writes the names of the layers beside their numbers.
        LayerOrder.Require(names, stored);
    }

    // Layers that hold others keep the weights of these in groups of their own, numbered in each from 0.
    private static (string Group, int Number) Inside(Node node, int index)
    {
        int half = node.Weights.Count / 2;
        return node.Layer switch
        {
            Recurrent => ("cell/", index),
            Bidirectional => index < half ? ("forward_layer/cell/", index) : ("backward_layer/cell/", index - half),
            TimeDistributed => ("layer/", index),
            _ => ("", index),
        };
    }

    /// <summary>Keras's way from a class to a name: <c>MaxPooling2D</c> is <c>max_pooling2d</c>.</summary>
    public static string SnakeCase(string kind)
    {
        StringBuilder snake = new();
        for (int index = 0; index < kind.Length; index++)
        {
            bool begins =
                char.IsUpper(kind[index])
                && index > 0
                && (
                    char.IsLower(kind[index - 1])
                    || (index + 1 < kind.Length && char.IsLower(kind[index + 1]) && !char.IsDigit(kind[index - 1]))
                );
            if (begins)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(kind[index]));
        }

        return snake.ToString();
    }
}
