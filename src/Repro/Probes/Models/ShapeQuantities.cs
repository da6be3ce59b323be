using System.Globalization;
using Repro.Claims;
using Repro.Models;

namespace Repro.Probes;

/// <summary>Shapes as they were inferred when the model was built, without the batch axis unless the name says so.</summary>
internal static class ShapeQuantities
{
    public static IReadOnlyDictionary<string, Func<ModelQuestion, Value>> All { get; } = new Dictionary<string, Func<ModelQuestion, Value>>
    {
        ["input_shape"] = question => ModelValues.Dimensions(question.OfWhole().Model.InputShape),
        ["batch_input_shape"] = question => ModelValues.Text(KerasNotation.Batch(question.OfWhole().Model.InputShape)),
        ["input_elements"] = question => ModelValues.Number(question.OfWhole().Model.InputShape.Elements),
        ["output_shape"] = question => ModelValues.Dimensions(Output(question)),
        ["output_elements"] = question => ModelValues.Number(Output(question).Elements),
        ["output_channels"] = question => ModelValues.Number(Channels(question)),
        ["spatial_size"] = question => ModelValues.Dimensions(new Shape(Map(question)[0], Map(question)[1])),
        ["map_cells"] = question => ModelValues.Number(new Shape(Map(question)[0], Map(question)[1]).Elements),
        ["output_ranks"] = question => ModelValues.Names(question.OfWhole().Model.Layers
            .Where(node => node.Layer is not InputLayer)
            .Select(node => node.OutputShape.Rank.ToString(CultureInfo.InvariantCulture))),
        ["conv_output_channels"] = question => ModelValues.Names(question.OfWhole().Model.Layers
            .Where(node => node.Layer is Conv2D)
            .Select(node => node.OutputShape[2]?.ToString(CultureInfo.InvariantCulture) ?? "None")),
        ["max_spatial_step"] = question => ModelValues.Number(SpatialSteps(question.OfWhole()).Max()),
        ["kernel_shape"] = question => ModelValues.Dimensions(Kernel(question).Shape),

        // One filter of a kernel: all axes but the last, which counts the filters.
        ["filter_shape"] = question => ModelValues.Dimensions(Kernel(question).Shape.SkipLast(1)),
    };

    // Of a layer, or of a model with one output.
    private static Shape Output(ModelQuestion question) => question.Address.Argument is not null ? question.Layer.OutputShape
        : question.Model.OutputShapes is [Shape only] ? only
        : throw question.Wrong($"the model has {question.Model.Outputs.Count} outputs: pick one with [output N] or a layer's name.");

    private static Shape Map(ModelQuestion question) => question.Layer.OutputShape.Rank == 3
        ? question.Layer.OutputShape
        : throw question.Wrong($"layer '{question.Layer.Layer.Name}' gives {question.Layer.OutputShape}, no picture with height, width and channels.");

    private static int Channels(ModelQuestion question) => Map(question)[2] ?? throw question.Wrong("the number of channels is unknown.");

    private static WeightSpec Kernel(ModelQuestion question) => question.Layer.Weights.FirstOrDefault(weight => weight.Name == "kernel")
        ?? throw question.Wrong($"layer '{question.Layer.Layer.Name}' ({question.Layer.Layer.TypeName}) has no kernel.");

    // How much height and width change from each layer to the next that still gives a picture.
    private static IEnumerable<int> SpatialSteps(ModelQuestion question)
    {
        int[] steps =
        [
            .. from node in question.Model.Nodes
               where node.OutputShape.Rank == 3
               from input in node.Inputs
               from axis in new[] { 0, 1 }
               select node.OutputShape[axis] - question.Model.Nodes[input].OutputShape[axis] ?? throw question.Wrong("the picture's size is unknown."),
        ];
        return steps.Length > 0 ? steps : throw question.Wrong("no layer gives a picture.");
    }
}
