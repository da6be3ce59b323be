using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Models;

namespace Repro.Probes;

/// <summary>What a layer is called, how it is written in Python and how a summary prints it.</summary>
internal static partial class LayerQuantities
{
    public static IReadOnlyDictionary<string, Func<ModelQuestion, Value>> All { get; } = new Dictionary<string, Func<ModelQuestion, Value>>
    {
        ["layer_name"] = question => ModelValues.Text(question.Layer.Layer.Name),
        ["layer_type"] = question => ModelValues.Text(question.Layer.Layer.TypeName),
        ["layer_names"] = question => ModelValues.Names(question.Layers.Select(node => node.Layer.Name)),
        ["layer_types"] = question => ModelValues.Names(question.Layers.Select(node => node.Layer.TypeName)),
        ["keras_call"] = question => ModelValues.Text(KerasCall.Of(question.Model, question.Layer)),

        // The first printed line of the layer, runs of spaces made one.
        ["summary_row"] = question => ModelValues.Text(
            Spaces().Replace(KerasSummary.Rows(question.Variant, question.Layer)[0].Replace('│', ' '), " ").Trim()),
        ["output_listing"] = question => ModelValues.Text(string.Create(
            CultureInfo.InvariantCulture,
            $"{Index(question)} {question.Layer.Layer.Name} {KerasNotation.Batch(question.Layer.OutputShape)}")),

        // The input layer is not hidden: it does not count.
        ["hidden_layer_number"] = question => question.Layer.Layer is InputLayer
            ? throw question.Wrong("the input layer is no hidden layer.")
            : ModelValues.Number(question.Model.Nodes.TakeWhile(node => node != question.Layer).Count(node => node.Layer is not InputLayer) + 1),

        // Through decimal, so that a rate of 0.2f is 0.2 and not the float's neighbour.
        ["rate"] = question => new Value.Number((double)(decimal)question.LayerAs<Dropout>("rate").Rate),
        ["padding"] = question => ModelValues.Text(Padding(question).ToString().ToLowerInvariant()),
        ["strides"] = question => ModelValues.Dimensions(Strides(question)),
    };

    private static int Index(ModelQuestion question) => question.Model.Layers.TakeWhile(node => node != question.Layer).Count();

    private static Padding Padding(ModelQuestion question) => question.Layer.Layer switch
    {
        Conv2D conv => conv.Padding,
        Pooling2D pool => pool.Padding,
        _ => throw question.Wrong($"layer '{question.Layer.Layer.Name}' ({question.Layer.Layer.TypeName}) has no padding."),
    };

    private static Size Strides(ModelQuestion question) => question.Layer.Layer switch
    {
        Conv2D conv => conv.Strides,
        Pooling2D pool => pool.EffectiveStrides,
        _ => throw question.Wrong($"layer '{question.Layer.Layer.Name}' ({question.Layer.Layer.TypeName}) has no strides."),
    };

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
