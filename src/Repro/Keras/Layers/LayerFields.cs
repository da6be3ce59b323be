using System.Text.Json;
using Repro.Models;

namespace Repro.Keras.Layers;

/// <summary>The settings of a layer, with what many kinds of layers have in common.</summary>
/// <param name="Keras3">Whether Keras 3 gives the settings their meaning.</param>
/// <param name="ResetsAfter">The default of a GRU's <c>reset_after</c>.</param>
internal readonly record struct LayerFields(ConfigFields Fields, bool Keras3, bool ResetsAfter)
{
    private const int LongestShown = 40;

    // Those that Keras 3 has, and layers, which tf.keras takes by name with slopes of their own.
    private static readonly string[] NotSupported =
    [
        "sparsemax",
        "threshold",
        "LeakyReLU",
        "PReLU",
        "ThresholdedReLU",
        "Softmax",
        "ReLU",
        "ELU",
    ];

    /// <summary>The padding, which Keras 1 calls border_mode; "valid" where it is not given, as in Keras.</summary>
    public Padding Padding()
    {
        string key = Fields.Has("border_mode") && !Fields.Has("padding") ? "border_mode" : "padding";
        return Fields.OptionalText(key) switch
        {
            null or "valid" => Models.Padding.Valid,
            "same" => Models.Padding.Same,
            _ => throw Fields.Wrong(key, "must be valid or same."),
        };
    }

    /// <summary>Height and width of a pooling window or a factor; 2 where they are not given, as in Keras.</summary>
    public Size SizeOrTwo(string key) => Fields.Has(key) ? Fields.Size(key) : 2;

    /// <summary>The same of a layer of one axis.</summary>
    public int SingleOrTwo(string key) => Fields.Has(key) ? Fields.Single(key) : 2;

    /// <summary>Height and width of the strides; null where they are not given.</summary>
    public Size? Strides() => Fields.Has("strides") ? Fields.Size("strides") : null;

    /// <summary>The stride of a layer of one axis.</summary>
    public int? Stride() => Fields.Has("strides") ? Fields.Single("strides") : null;

    public Size Dilation() => Fields.Has("dilation_rate") ? Fields.Size("dilation_rate") : 1;

    public int OrOne(string key) => Fields.Has(key) ? Fields.Count(key) : 1;

    /// <summary>The function that a layer applies to its output.</summary>
    public Activation Activation(string key = "activation", Activation otherwise = Models.Activation.Linear)
    {
        Activation function = Function(key, otherwise);
        return function != Models.Activation.Glu
            ? function
            : throw Fields.Wrong(key, "is 'glu', which halves the last axis and is supported in an Activation layer only.");
    }

    /// <summary>The function of an Activation layer.</summary>
    public Activation Function(string key = "activation", Activation otherwise = Models.Activation.Linear)
    {
        if (Fields.OptionalText(key) is not { } name)
        {
            return otherwise;
        }

        return Activations.TryParse(name, Keras3, out Activation function)
            ? function
            : throw Fields.Wrong(
                key,
                $"is {(NotSupported.Contains(name, StringComparer.Ordinal) ? "an activation that is not supported:" : "the unknown activation")} '{(name.Length > LongestShown ? name[..LongestShown] + "..." : name)}'.{(NotSupported.Contains(name, StringComparer.Ordinal) ? "" : Spelling.Suggestion(name, Activations.Known))} Supported are {string.Join(", ", Activations.Known)}."
            );
    }

    /// <summary>A text in most versions, a policy in some.</summary>
    public static bool IsFloat32(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
            ? new ConfigFields(value, "dtype").Find("config") is { } policy
                && new ConfigFields(policy, "dtype").Find("name") is { ValueKind: JsonValueKind.String } name
                && name.ValueEquals("float32")
            : value.ValueKind == JsonValueKind.String && value.ValueEquals("float32");

    /// <summary>Keras 3 alone writes the type of its numbers as this policy.</summary>
    public static bool IsKeras3Policy(ConfigFields config) =>
        config.Find("dtype") is { ValueKind: JsonValueKind.Object } dtype
        && new ConfigFields(dtype, "dtype").Find("class_name") is { ValueKind: JsonValueKind.String } kind
        && kind.ValueEquals("DTypePolicy");
}
