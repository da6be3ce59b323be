using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Models;
using Repro.Models.Naming;

namespace Repro.Keras.Catalog;

/// <summary>
/// Gives a network out of a file the names that it has in a session of Keras: names that Keras gave (<c>conv2d_3</c>,
/// <c>sequential_1</c>) are counted on in the session, in the order of their numbers; names that a person chose stay.
/// </summary>
internal static partial class SessionNames
{
    private const string InputSuffix = "_input";

    /// <param name="written">The version of Keras whose names the network has.</param>
    public static Model In(Model model, KerasVersion written, KerasSession session)
    {
        SortedSet<Given> given = new(Given.Order);
        Collect(model, written, given);
        Dictionary<Given, string> names = given.ToDictionary(name => name, name => session.Next(name.Kind));
        return Renamed(model, Of(model, written) is { } own ? names[own] : model.Name, written, session, names);
    }

    private static void Collect(Model model, KerasVersion written, SortedSet<Given> given)
    {
        if (Of(model, written) is { } own)
        {
            given.Add(own);
        }

        foreach (Node node in Named(model))
        {
            if (Of(node.Layer, written) is { } name)
            {
                given.Add(name);
            }

            if (node.Layer is NestedModel nested)
            {
                Collect(nested.Model, written, given);
            }
        }
    }

    private static Model Renamed(Model model, string name, KerasVersion written, KerasSession session, Dictionary<Given, string> names)
    {
        string NameOf(Layer layer) => Of(layer, written) is { } given ? names[given] : layer.Name;
        Dictionary<string, string> inputs = Named(model)
            .ToDictionary(node => node.Layer.Name + InputSuffix, node => NameOf(node.Layer) + InputSuffix, StringComparer.Ordinal);
        Model renamed = model.Rename(name);
        return renamed.Select(layer =>
            layer switch
            {
                // Keras names the input of a sequential model after its first layer.
                InputLayer when inputs.TryGetValue(layer.Name, out string? follows) => layer with { Name = follows },
                NestedModel nested => nested with
                {
                    Name = NameOf(nested),
                    KerasTypeName = nested.Model.IsSequential ? nested.KerasTypeName : session.NestedTypeName,
                    Model = Renamed(nested.Model, NameOf(nested), written, session, names),
                },
                InputLayer when model.IsSequential => layer,
                _ => layer with { Name = NameOf(layer) },
            }
        );
    }

    // The input of a sequential model is hidden and has no name of Keras's.
    private static IEnumerable<Node> Named(Model model) => model.IsSequential ? model.Nodes.Skip(1) : model.Nodes;

    private static Given? Of(Model model, KerasVersion written) => Of(model.Name, model.IsSequential ? "sequential" : "model", written);

    private static Given? Of(Layer layer, KerasVersion written) =>
        layer switch
        {
            NestedModel nested => Of(nested.Name, nested.Model.IsSequential ? "sequential" : "model", written),
            InputLayer => Of(layer.Name, "input", written),
            _ => Of(layer.Name, SnakeCase(layer.TypeName), written),
        };

    /// <returns>Null where Keras did not give the name.</returns>
    private static Given? Of(string name, string kind, KerasVersion written)
    {
        string counted = KerasNaming.Kind(kind, written);
        if (!name.StartsWith(counted, StringComparison.Ordinal))
        {
            return null;
        }

        string rest = name[counted.Length..];
        int suffix = 0;
        if (
            rest.Length > 0
            && !(
                rest[0] == '_'
                && int.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out suffix)
                && suffix < int.MaxValue
            )
        )
        {
            return null;
        }

        // From which number a version counts, and whether it leaves out every second one, is KerasNaming's to know.
        foreach (int number in (int[])[suffix, suffix + 1, (int)((suffix + 1L) / 2)])
        {
            if (number > 0 && KerasNaming.Name(counted, number, written) == name)
            {
                return new Given(kind, number);
            }
        }

        return null;
    }

    private const string Apart = "${before}_${word}";

    /// <summary>Keras's own rule from a class to the names of its layers: <c>MaxPooling2D</c> gives <c>max_pooling2d</c>.</summary>
    internal static string SnakeCase(string className) =>
        LowerUpper().Replace(AnyWord().Replace(className, Apart), Apart).ToLowerInvariant();

    [GeneratedRegex("(?<before>.)(?<word>[A-Z][a-z0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex AnyWord();

    [GeneratedRegex("(?<before>[a-z])(?<word>[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex LowerUpper();

    /// <summary>A name that Keras gave.</summary>
    /// <param name="Kind">What it was counted under, as Keras 2 calls it.</param>
    /// <param name="Number">From 1.</param>
    private readonly record struct Given(string Kind, int Number)
    {
        /// <summary>By kind, then by number.</summary>
        public static IComparer<Given> Order { get; } =
            Comparer<Given>.Create(
                (one, other) =>
                    string.CompareOrdinal(one.Kind, other.Kind) is var order and not 0 ? order : one.Number.CompareTo(other.Number)
            );
    }
}
