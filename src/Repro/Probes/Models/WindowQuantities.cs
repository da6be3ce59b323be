using System.Globalization;
using Repro.Claims;
using Repro.Models;

namespace Repro.Probes;

/// <summary>Kernels, pooling windows and receptive fields.</summary>
internal static class WindowQuantities
{
    public static IReadOnlyDictionary<string, Func<ModelQuestion, Value>> All { get; } = new Dictionary<string, Func<ModelQuestion, Value>>
    {
        ["kernel_sizes"] = question => ModelValues.Distinct(Of<Conv2D>(question).Select(conv => conv.KernelSize.ToString())),
        ["conv_windows"] = question => ModelValues.Distinct(Of<Conv2D>(question).Select(conv => Window(conv.KernelSize, conv.Strides))),
        ["pool_windows"] = question => ModelValues.Distinct(Of<Pooling2D>(question).Select(pool => Window(pool.PoolSize, pool.EffectiveStrides))),
        ["receptive_field"] = question => ModelValues.Dimensions(Field(question).Shape),
        ["min_receptive_field_step"] = question => ModelValues.Number(FieldSteps(question.OfWhole()).Min()),
    };

    private static IEnumerable<T> Of<T>(ModelQuestion question)
        where T : Layer
    {
        T[] layers = [.. question.OfWhole().Model.Layers.Select(node => node.Layer).OfType<T>()];
        return layers.Length > 0 ? layers : throw question.Wrong("the model has no such layer.");
    }

    private static string Window(Size size, Size strides) => strides.Height == strides.Width
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
        return steps.Length > 0 ? steps : throw question.Wrong("no layer has a window over the picture.");
    }
}
