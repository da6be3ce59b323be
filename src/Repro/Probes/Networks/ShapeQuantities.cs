using System.Globalization;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Models.Summaries.Rules;

namespace Repro.Probes.Networks;

/// <summary>Shapes as they were inferred when the model was built, without the batch axis unless the name says so.</summary>
internal static class ShapeQuantities
{
    public static IReadOnlyList<ModelQuantity> All { get; } =
    [
        new(
            "/input_shape",
            "Shape of the input without the batch axis, like 150x150x3.",
            question => ModelValues.Dimensions(question.OfWhole().Model.InputShape)
        ),
        new(
            "/batch_input_shape",
            "Shape of the input with the batch axis, as Keras prints it: (None, 150, 150, 3).",
            question => ModelValues.Text(KerasNotation.Batch(question.OfWhole().Model.InputShape))
        ),
        new(
            "/input_elements",
            "Number of values in one input sample.",
            question => ModelValues.Number(question.OfWhole().Model.InputShape.Elements)
        ),
        new(
            "/output_shape",
            "Shape of the output without the batch axis, of a model with one output, or with [LAYER] or [output N] of a layer.",
            question => ModelValues.Dimensions(Output(question))
        ),
        new(
            "/output_elements",
            "Number of values in the output of one sample, of a model with one output, or with [LAYER] or [output N] of a layer.",
            question => ModelValues.Number(Output(question).Elements)
        ),
        new(
            "[LAYER]/output_channels",
            "Number of channels of the feature maps that a layer gives.",
            question => ModelValues.Number(Channels(question))
        ),
        new(
            "[LAYER]/spatial_size",
            "Height and width of the feature maps that a layer gives, like 74x74.",
            question => ModelValues.Dimensions(new Shape(Map(question)[0], Map(question)[1]))
        ),
        new(
            "[LAYER]/map_cells",
            "Number of cells of one feature map of a layer: height times width.",
            question => ModelValues.Number(new Shape(Map(question)[0], Map(question)[1]).Elements)
        ),
        new(
            "/output_ranks",
            "Ranks of the outputs of all layers without the batch axis, in order, separated by spaces; the input layer is left out.",
            question =>
                ModelValues.Names(
                    question
                        .OfWhole()
                        .Model.Layers.Where(node => node.Layer is not InputLayer)
                        .Select(node => node.OutputShape.Rank.ToString(CultureInfo.InvariantCulture))
                )
        ),
        new(
            "/conv_output_channels",
            "Numbers of output channels of all Conv2D layers, in order, separated by spaces.",
            question =>
                ModelValues.Names(
                    question
                        .OfWhole()
                        .Model.Layers.Where(node => node.Layer is Conv2D)
                        .Select(node => node.OutputShape[2]?.ToString(CultureInfo.InvariantCulture) ?? "None")
                )
        ),
        new(
            "/max_spatial_step",
            "Largest change of height or width, in pixels, from a layer to the next one that gives feature maps; it is negative where every layer makes them smaller.",
            question => ModelValues.Number(SpatialSteps(question.OfWhole()).Max())
        ),
        new(
            "[LAYER]/kernel_shape",
            "Shape of a layer's kernel: 3x3x64x128 is height, width, input channels and filters.",
            question => ModelValues.Dimensions(Kernel(question).Shape)
        ),
        // One filter of a kernel: all axes but the last, which counts the filters.
        new(
            "[LAYER]/filter_shape",
            "Shape of one filter of a layer's kernel: 3x3x64 is height, width and input channels.",
            question => ModelValues.Dimensions(Kernel(question).Shape.SkipLast(1))
        ),
    ];

    // Of a layer, or of a model with one output.
    private static Shape Output(ModelQuestion question) =>
        question.Address.Argument is not null ? question.Layer.OutputShape
        : question.Model.OutputShapes is [Shape only] ? only
        : throw question.Wrong($"the model has {question.Model.Outputs.Count} outputs: pick one with [output N] or a layer's name.");

    private static Shape Map(ModelQuestion question) =>
        question.Layer.OutputShape.Rank == 3
            ? question.Layer.OutputShape
            : throw question.Wrong(
                $"layer '{question.Layer.Layer.Name}' gives {question.Layer.OutputShape}, no image with height, width and channels."
            );

    private static int Channels(ModelQuestion question) => Map(question)[2] ?? throw question.Wrong("the number of channels is unknown.");

    private static WeightSpec Kernel(ModelQuestion question) =>
        question.Layer.Weights.FirstOrDefault(weight => weight.Name == "kernel")
        ?? throw question.Wrong($"layer '{question.Layer.Layer.Name}' ({question.Layer.Layer.TypeName}) has no kernel.");

    // How much height and width change from each layer to the next that still gives an image.
    private static IEnumerable<int> SpatialSteps(ModelQuestion question)
    {
        int[] steps =
        [
            .. from node in question.Model.Nodes
            where node.OutputShape.Rank == 3
            from input in node.Inputs
            from axis in Enumerable.Range(0, 2)
            select node.OutputShape[axis] - question.Model.Nodes[input].OutputShape[axis]
                ?? throw question.Wrong("the image's size is unknown."),
        ];
        return steps.Length > 0 ? steps : throw question.Wrong("no layer gives an image.");
    }
}
