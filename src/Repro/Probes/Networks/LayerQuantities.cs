using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Rules;

namespace Repro.Probes.Networks;

/// <summary>What a layer is called, how it is written in Python and how a summary prints it.</summary>
internal static partial class LayerQuantities
{
    public static IReadOnlyList<ModelQuantity> All { get; } =
    [
        new("[LAYER]/layer_name", "Name of a layer.", question => ModelValues.Text(question.Layer.Layer.Name)),
        new("[LAYER]/layer_type", "Class of a layer in Keras, like Conv2D.", question => ModelValues.Text(question.Layer.Layer.TypeName)),
        new(
            "/layer_names",
            "Names of all layers, or with [LAYERS] of those that the argument picks, separated by spaces.",
            question => ModelValues.Names(question.Layers.Select(node => node.Layer.Name))
        ),
        new(
            "/layer_types",
            "Classes of all layers, or with [LAYERS] of those that the argument picks, separated by spaces.",
            question => ModelValues.Names(question.Layers.Select(node => node.Layer.TypeName))
        ),
        new(
            "[LAYER]/keras_call",
            "Python call that creates a layer in Keras.",
            question => ModelValues.Text(KerasCall.Of(question.Model, question.Layer))
        ),
        // The first printed line of the layer, runs of spaces made one.
        new(
            "[LAYER]/summary_row",
            "Row of a layer in model.summary(), with runs of spaces reduced to one space.",
            question =>
                ModelValues.Text(Spaces().Replace(KerasSummary.Rows(question.Variant, question.Layer)[0].Replace('│', ' '), " ").Trim())
        ),
        new(
            "[LAYER]/output_listing",
            "Index, name and output shape of a layer, as a loop over model.layers prints them.",
            question =>
                ModelValues.Text(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Index(question)} {question.Layer.Layer.Name} {KerasNotation.Batch(question.Layer.OutputShape)}"
                    )
                )
        ),
        // The input layer is not hidden: it does not count.
        new(
            "[LAYER]/hidden_layer_number",
            "Place of a layer, counted from 1; the input layer is not counted.",
            question =>
                question.Layer.Layer is InputLayer
                    ? throw question.Wrong("the input layer is not a hidden layer.")
                    : ModelValues.Number(
                        question.Model.Nodes.TakeWhile(node => node != question.Layer).Count(node => node.Layer is not InputLayer) + 1
                    )
        ),
        // Through decimal, so that a rate of 0.2f is 0.2 and not the float's neighbour.
        new(
            "[LAYER]/rate",
            "Rate of a Dropout layer, from 0 to 1.",
            question => new Value.Number((double)(decimal)question.LayerAs<Dropout>("rate").Rate)
        ),
        new(
            "[LAYER]/activation",
            "Activation of a layer, as Keras spells it: relu, or linear for none.",
            question => ModelValues.Text(Activations.NameOf(Activation(question)))
        ),
        new(
            "[LAYER]/padding",
            "Padding of a convolution or pooling layer: valid or same.",
            question => ModelValues.Text(Padding(question).ToString().ToLowerInvariant())
        ),
        new(
            "[LAYER]/strides",
            "Strides of a convolution or pooling layer: rows and columns, like 2x2.",
            question => ModelValues.Dimensions(Strides(question))
        ),
    ];

    private static int Index(ModelQuestion question) => question.Model.Layers.TakeWhile(node => node != question.Layer).Count();

    private static Activation Activation(ModelQuestion question) =>
        question.Layer.Layer switch
        {
            Dense dense => dense.Activation,
            Conv1D conv => conv.Activation,
            Conv2D conv => conv.Activation,
            ActivationLayer layer => layer.Function,
            _ => throw Lacks(question, "activation"),
        };

    private static Padding Padding(ModelQuestion question) =>
        question.Layer.Layer switch
        {
            Conv2D conv => conv.Padding,
            Pooling2D pool => pool.Padding,
            _ => throw Lacks(question, "padding"),
        };

    private static Size Strides(ModelQuestion question) =>
        question.Layer.Layer switch
        {
            Conv2D conv => conv.Strides,
            Pooling2D pool => pool.EffectiveStrides,
            _ => throw Lacks(question, "strides"),
        };

    // The settings of a layer that is not supported are not read: it may well have this one.
    private static AddressException Lacks(ModelQuestion question, string setting) =>
        question.Wrong(
            question.Layer.Layer is ForeignLayer foreign
                ? $"the settings of the layer '{foreign.Name}' ({foreign.TypeName}) are not read: {foreign.Reason}"
                : $"layer '{question.Layer.Layer.Name}' ({question.Layer.Layer.TypeName}){(HasWindow(question.Layer.Layer) ? $": {setting} cannot be measured for layers of this kind" : $" has no {setting}")}."
        );

    private static bool HasWindow(Layer layer) =>
        layer.TypeName.Contains("Conv", StringComparison.Ordinal) || layer.TypeName.Contains("Pooling", StringComparison.Ordinal);

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
