using System.Text.Json;
using Repro.Inputs;
using Repro.Keras.Architecture;
using Repro.Keras.Files;
using Repro.Keras.Layers;
using Repro.Models;

namespace Repro.Keras.Catalog;

/// <summary>
/// A network out of a file: Keras's <c>model.to_json()</c>, or the architecture of a saved <c>.keras</c> or <c>.h5</c> file. Anybody may
/// have written it.
/// </summary>
internal sealed class ModelFile
{
    // Keras's own JSON of its largest applications has about 1 MB.
    private const long MostBytes = 16 << 20;
    private const string What = "a model in Keras's JSON";
    private const string Remedy = "Write the file with Keras: open('NAME.json', 'w').write(model.to_json()).";

    // Keras 3 does not write its version; its tables are the same from 3.5 on.
    private static readonly KerasVersion Keras3 = new(3, 5);

    private ModelFile(string path, Model model, KerasVersion version, string? objection)
    {
        TrainingObjection = objection;
        Path = path;
        Model = model;
        Version = version;
    }

    public string Path { get; }

    /// <summary>The network with the names that the file gives.</summary>
    public Model Model { get; }

    /// <summary>
    /// The version of Keras that wrote it: what the file says, for a file of Keras 3 without a version 3.5, else
    /// <see cref="KerasVersion.Default"/>.
    /// </summary>
    public KerasVersion Version { get; }

    /// <summary>The first setting of a layer with which the network cannot be trained, as a sentence; null where it can.</summary>
    internal string? TrainingObjection { get; }

    /// <summary>Whether a text names a file and not a model: it ends in <c>.json</c>, <c>.keras</c>, <c>.h5</c> or <c>.hdf5</c>.</summary>
    public static bool IsPath(string text) => IsJson(text) || KerasFile.HasEnding(text);

    /// <summary>Whether a file is read as JSON.</summary>
    public static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file by its ending.</summary>
    /// <exception cref="InputException">The file cannot be read, or does not hold a network that can be listed; the message names
    /// it.</exception>
    /// <exception cref="Native.MissingNativeException">It is an <c>.h5</c> file, and libhdf5 is not installed.</exception>
    public static ModelFile Read(string path, InputRule rule = InputRule.Regular) =>
        IsJson(path) ? Parse(path, InputFile.ReadText(path, MostBytes, What, rule, Remedy)) : ReadSaved(path, rule);

    /// <param name="path">The name of the text's source in messages.</param>
    /// <inheritdoc cref="Read"/>
    internal static ModelFile Parse(string path, string text)
    {
        using JsonDocument document = InputJson.Parse(text, path, What, Remedy);
        if (document.RootElement.ValueKind == JsonValueKind.String)
        {
            throw new InputException(
                $"{path}: the file has a text that contains JSON, as json.dump(model.to_json(), file) writes it; to_json() is JSON already. {Remedy}"
            );
        }

        try
        {
            return new ModelFile(
                path,
                ModelReader.Read(document.RootElement),
                VersionOf(document.RootElement),
                TrainingObjections.First(document.RootElement)
            );
        }
        catch (KerasFormatException exception)
        {
            throw new InputException($"{path}: not a usable model: {exception.Message} {Remedy}", exception);
        }
    }

    private static ModelFile ReadSaved(string path, InputRule rule)
    {
        InputFile.Require(path, "a saved Keras model", rule);
        KerasFile file = KerasFile.Read(path);
        Model model =
            file.Model
            ?? throw new InputException(
                $"{path}: the file has weights without an architecture. Save the whole model: model.save('NAME.keras')."
            );
        return new ModelFile(path, model, WriterHabits.Of(file.KerasVersion), file.TrainingObjection);
    }

    private static KerasVersion VersionOf(JsonElement root)
    {
        ConfigFields fields = new(root, "the model");
        if (fields.OptionalText("keras_version") is { } written)
        {
            return KerasVersion.TryParse(written, out KerasVersion version)
                ? version
                : throw fields.Wrong("keras_version", $"is '{Shown(written)}', which is not a version of Keras 1 to 3.");
        }

        return fields.Has("module") ? Keras3 : KerasVersion.Default;
    }

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "..." : text;
}
