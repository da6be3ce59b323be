using System.Globalization;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Layers;

namespace Repro.Probes.Networks;

/// <summary>Kernels, pooling windows and receptive fields.</summary>
internal static class WindowQuantities
{
    public static IReadOnlyList<ModelQuantity> All { get; } =
    [
        new(
            "/kernel_sizes",
            "Different kernel sizes of all Conv2D layers, like 3x3, in order, separated by spaces.",
            question => ModelValues.Distinct(Of<Conv2D>(question).Select(conv => conv.KernelSize.ToString()))
        ),
        new(
            "/conv_windows",
            "Different kernel sizes and strides of all Conv2D layers, like 3x3 stride 1, in order.",
            question => ModelValues.Distinct(Of<Conv2D>(question).Select(conv => Window(conv.KernelSize, conv.Strides)))
        ),
        new(
            "/pool_windows",
            "Different window sizes and strides of all pooling layers, like 2x2 stride 2, in order.",
            question => ModelValues.Distinct(Of<Pooling2D>(question).Select(pool => Window(pool.PoolSize, pool.EffectiveStrides)))
        ),
        new(
            "[LAYER]/receptive_field",
            "Rows and columns of the input that one output cell of a layer depends on, like 7x7.",
            question => ModelValues.Dimensions(Field(question).Shape)
        ),
        new(
            "/min_receptive_field_step",
            "Smallest growth of the receptive field from a layer to the next, in rows.",
            question => ModelValues.Number(FieldSteps(question.OfWhole()).Min())
        ),
    ];

    private static IEnumerable<T> Of<T>(ModelQuestion question)
        where T : Layer
    {
        T[] layers = [.. question.OfWhole().Model.Layers.Select(node => node.Layer).OfType<T>()];
        return layers.Length > 0 ? layers : throw question.Wrong("the model has no such layer.");
    }

    private static string Window(Size size, Size strides) =>
        strides.Height == strides.Width
            ? string.Create(CultureInfo.InvariantCulture, $"{size} stride {strides.Height}")
            : $"{size} stride {strides}";

    private static ReceptiveField Field(ModelQuestion question) =>
        ReceptiveFields.Of(question.Model).TryGetValue(question.Layer.Layer.Name, out ReceptiveField? field)
            ? field
            : throw question.Wrong($"layer '{question.Layer.Layer.Name}' is a model of its own: ask one of its layers.");

    // By how many rows the field grows from each layer to the next.
    private static IEnumerable<int> FieldSteps(ModelQuestion question)
    {
        IReadOnlyDictionary<string, ReceptiveField> fields = ReceptiveFields.Of(question.Model);
        int[] steps =
        [
            .. from node in question.Model.Nodes
            from input in node.Inputs
            let here = fields[node.Layer.Name] as ReceptiveField.Window
            let before = fields[question.Model.Nodes[input].Layer.Name] as ReceptiveField.Window
            where here is not null && before is not null
            select here.Rows.Length - before.Rows.Length,
        ];
        return steps.Length > 0 ? steps : throw question.Wrong("no layer has a window over the image.");
    }
}
