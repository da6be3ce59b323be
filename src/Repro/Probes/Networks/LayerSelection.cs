using System.IO.Enumeration;
using Repro.Claims;
using Repro.Keras.Layers;
using Repro.Models;

namespace Repro.Probes.Networks;

/// <summary>
/// Which layers an argument picks: indices into Keras's <c>model.layers</c> (<c>9</c>), ranges with both ends (<c>0..3</c>),
/// names, name patterns (<c>*conv*</c>), types (<c>Dense</c>), several with spaces between, or <c>output N</c>.
/// </summary>
internal static class LayerSelection
{
    private const string Output = "output ";

    // A type that the model happens not to hold picks nothing; a word that is no type at all is a mistake.
    private static readonly HashSet<string> Types = [.. LayerReader.Kinds, "InputLayer", "Model", "Functional", "Sequential"];

    /// <exception cref="AddressException">A word picks no layer and is no type; the message lists the layers.</exception>
    public static IReadOnlyList<Node> Pick(Model model, string argument, Address address)
    {
        if (argument.StartsWith(Output, StringComparison.Ordinal))
        {
            return Numbers.TryCount(argument[Output.Length..].Trim(), out int output) && output < model.Outputs.Count
                ? [model.Nodes[model.Outputs[output]]]
                : throw new AddressException($"'{address}': the model has outputs 0 to {model.Outputs.Count - 1}.");
        }

        // In the model's order, whatever the order of the words, and each once.
        HashSet<Node> picked =
        [
            .. argument.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Word(model, word, address)),
        ];
        return [.. model.Layers.Where(picked.Contains)];
    }

    private static IEnumerable<Node> Word(Model model, string word, Address address)
    {
        if (Numbers.TryCount(word, out int index))
        {
            return Range(model, index, index, address);
        }

        if (word.Split("..") is [string first, string last] && Numbers.TryCount(first, out int from) && Numbers.TryCount(last, out int to))
        {
            return Range(model, from, to, address);
        }

        Node[] found = Types.Contains(word)
            ? [.. model.Layers.Where(node => node.Layer.TypeName == word)]
            : [.. model.Layers.Where(node => FileSystemName.MatchesSimpleExpression(word, node.Layer.Name, ignoreCase: false))];
        return found.Length > 0 || Types.Contains(word)
            ? found
            : throw new AddressException(
                $"'{address}': no layer is called '{word}'. Layers: {string.Join(", ", model.Layers.Select(node => node.Layer.Name))}."
            );
    }

    private static IEnumerable<Node> Range(Model model, int from, int to, Address address) =>
        from <= to && to < model.Layers.Count
            ? model.Layers.Skip(from).Take(to - from + 1)
            : throw new AddressException($"'{address}': the model has layers 0 to {model.Layers.Count - 1}.");
}
