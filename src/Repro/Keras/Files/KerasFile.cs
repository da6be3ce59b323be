using System.Text.Json;
using Repro.Backends;
using Repro.Hdf5;
using Repro.Inputs;
using Repro.Keras.Architecture;
using Repro.Keras.Weights;
using Repro.Models;

namespace Repro.Keras.Files;

/// <summary>A file that Keras saved: a whole model, or weights alone. Written by anybody, so read with suspicion.</summary>
public sealed class KerasFile
{
    internal const string ModelWeights = "model_weights";

    /// <summary>The attribute of a file whose weights nobody trained.</summary>
    internal const string SyntheticMark = "repro_synthetic";

    private const int KernelAxes = 4;

    private static readonly string[] Endings = [".keras", ".h5", ".hdf5"];

    private readonly Hdf5Content _content;

    private KerasFile(string path, KerasArchive archive)
    {
        Path = path;
        _content = archive.Weights;
        KerasVersion = archive.KerasVersion;
        Layout = KerasLayout.Archive;
        try
        {
            using JsonDocument config = InputJson.Document(archive.Config);
            Model = ModelReader.Read(config.RootElement, new NumberedLayers(archive.Weights, config.RootElement));
            TrainingObjection = TrainingObjections.First(config.RootElement);
            Training = KerasTraining.OfArchive(config.RootElement, KerasVersion, OutputLoss.NamesOf(Model));
        }
        catch (JsonException exception)
        {
            throw new KerasFormatException($"its config.json is not JSON: {JsonFault.Of(archive.Config, exception)}");
        }
    }

    private KerasFile(string path, Hdf5Content content)
    {
        Path = path;
        _content = content;
        Hdf5Object root = content.Find("") ?? throw new KerasFormatException("it is empty.");
        Hdf5Object? weights = content.Find(ModelWeights);
        KerasVersion = KerasText.Single(root, "keras_version") ?? KerasText.Single(weights, "keras_version");
        Backend = KerasText.Single(root, "backend") ?? KerasText.Single(weights, "backend");
        Model = KerasText.Single(root, "model_config") is { } model
            ? ModelReader.Read(model, weights is null ? null : new StoredLayers(content, ModelWeights))
            : null;
        TrainingObjection = Model is null ? null : ObjectionTo(KerasText.Single(root, "model_config")!);
        Training = KerasText.Single(root, "training_config") is { } training
            ? KerasTraining.Read(training, KerasVersion, Model is null ? [] : OutputLoss.NamesOf(Model))
            : null;
        IsSynthetic = KerasText.Single(root, SyntheticMark) is not null;
        Layout =
            weights is not null ? KerasLayout.WholeModel
            : KerasText.List(root, NamedWeights.LayerNames) is not null ? KerasLayout.NamedWeights
            : content.Find(NumberedWeights.Layers) is not null ? KerasLayout.NumberedWeights
            : throw new KerasFormatException("it is an HDF5 file, but has neither a model nor weights in the format of Keras.");
    }

    /// <summary>The path of the file, as it was given.</summary>
    public string Path { get; }

    /// <summary>The architecture; null where the file holds weights alone.</summary>
    internal Model? Model { get; }

    /// <summary>The first setting of a layer with which the model cannot be trained, as a sentence; null where it can.</summary>
    internal string? TrainingObjection { get; }

    /// <summary>What the model was compiled with; null where it was not, or for weights alone.</summary>
    internal KerasTraining? Training { get; }

    /// <summary>The version of Keras that wrote the file; null where the file does not say.</summary>
    public string? KerasVersion { get; }

    /// <summary>The backend of Keras that wrote the file, such as <c>tensorflow</c>; null where the file does not say.</summary>
    public string? Backend { get; }

    internal KerasLayout Layout { get; }

    /// <summary>It says of itself that its weights were made for a trial.</summary>
    public bool IsSynthetic { get; }

    /// <summary>The weights under the file's own names, with their shapes, in its order.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> StoredWeights =>
        Guard(() =>
            (IReadOnlyList<(string, IReadOnlyList<int>)>)
                [
                    .. (
                        IsNumbered
                            ? NumberedWeights.Stored(_content)
                            : NamedWeights.Stored(_content, Root).SelectMany(layer => layer.Tensors)
                    ).Select(tensor => (tensor.Name, tensor.Shape)),
                ]
        );

    private bool IsNumbered => Layout is KerasLayout.NumberedWeights or KerasLayout.Archive;

    private string Root => Layout == KerasLayout.WholeModel ? ModelWeights : "";

    /// <summary>
    /// Whether a file is meant rather than a model or a run: it is called <c>NAME.keras</c> or <c>NAME.h5</c>, or lies there under any
    /// name.
    /// </summary>
    internal static bool IsMeant(string what) => HasEnding(what) || File.Exists(what);

    /// <summary>Whether a file is called as Keras's saved models are.</summary>
    internal static bool HasEnding(string path) => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a file that Keras saved: <c>.h5</c>, <c>.keras</c> or <c>.weights.h5</c>.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="InputException">The file is missing, damaged, crafted, or not Keras's; the message names it.</exception>
    /// <exception cref="Native.MissingNativeException">libhdf5 is not installed.</exception>
    public static KerasFile Read(string path) =>
        Guard(path, () => KerasArchive.Is(path) ? From(path, KerasArchive.Read(path)) : new KerasFile(path, ForeignHdf5.Read(path)));

    /// <exception cref="InputException">The content is not Keras's; the message names the path.</exception>
    internal static KerasFile From(string path, Hdf5Content content) => Guard(path, () => new KerasFile(path, content));

    /// <inheritdoc cref="From(string, Hdf5Content)"/>
    internal static KerasFile From(string path, KerasArchive archive) => Guard(path, () => new KerasFile(path, archive));

    /// <summary>The values of each of a model's weights, by path.</summary>
    /// <exception cref="InputException">The file's weights do not fit the model, or one of them is NaN or infinite.</exception>
    internal IReadOnlyDictionary<string, float[]> Weights(Model model) =>
        Guard(() =>
        {
            RequireCorrelation(model);
            Dictionary<string, float[]> values = IsNumbered
                ? NumberedWeights.For(model, _content)
                : NamedWeights.For(model, _content, Root);
            foreach ((string path, float[] numbers) in values)
            {
                RequireFinite($"the weight '{path}'", numbers);
            }

            return values;
        });

    /// <summary>The numbers and bytes of the saved optimizer's variables; null where the file holds none.</summary>
    internal (long Elements, long Bytes)? OptimizerSize => OptimizerWeights.SizeOf(_content);

    /// <summary>The optimizer's state of each weight that the file's own model trains; null where the file holds none.</summary>
    /// <exception cref="InputException">It does not fit the model, or the optimizer is not supported.</exception>
    internal KerasOptimizerState? OptimizerState() =>
        Model is null
            ? null
            : Guard(() =>
            {
                KerasOptimizerState? state = OptimizerWeights.For(Model, Training, _content);
                foreach ((string path, float[][] slots) in state?.Slots ?? new Dictionary<string, float[][]>())
                {
                    foreach (float[] slot in slots)
                    {
                        RequireFinite($"the optimizer's state of '{path}'", slot);
                    }
                }

                return state;
            });

    /// <summary>Puts the weights into a network of the file's model or of another that they fit.</summary>
    /// <exception cref="InputException">They do not fit.</exception>
    internal void WriteWeights(INetwork network)
    {
        foreach ((string path, float[] values) in Weights(network.Model))
        {
            network.WriteWeight(path, values);
        }
    }

    /// <summary>Puts the optimizer's state into a network of the file's own model.</summary>
    /// <exception cref="InputException">The file holds none, or not this model's.</exception>
    internal void WriteOptimizerState(INetwork network)
    {
        KerasOptimizerState state =
            OptimizerState() ?? throw new InputException($"{Path}: it has no optimizer state. Save the whole model after it was trained.");
        network.OptimizerSteps = state.Steps;
        foreach ((string path, float[][] slots) in state.Slots)
        {
            for (int slot = 0; slot < slots.Length; slot++)
            {
                network.WriteOptimizerState(path, slots[slot], slot);
            }
        }
    }

    private static void RequireFinite(string what, float[] numbers)
    {
        if (Array.FindIndex(numbers, number => !float.IsFinite(number)) is var place and >= 0)
        {
            throw new KerasFormatException(
                FormattableString.Invariant(
                    $"{what} is not finite: number {place + 1} of {numbers.Length} is {numbers[place]}. Its training diverged; save the model again after a training that did not."
                )
            );
        }
    }

    // Theano convolves with kernels turned by 180 degrees. They have the same shape, so nothing else would tell.
    private void RequireCorrelation(Model model)
    {
        if (
            Backend == "theano"
            && FlattenedModel.Of(model).Weights.FirstOrDefault(weight => weight.Spec.Shape.Count == KernelAxes) is { } kernel
        )
        {
            throw new KerasFormatException(
                $"it was saved under Theano, whose kernels are turned by 180 degrees, that of '{kernel.Path}' first. Load it into Keras on TensorFlow, which turns them, and save it again."
            );
        }
    }

    private static string? ObjectionTo(string model)
    {
        using JsonDocument document = InputJson.Document(model);
        return TrainingObjections.First(document.RootElement);
    }

    private T Guard<T>(Func<T> read) => Guard(Path, read);

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is KerasFormatException or Hdf5Exception)
        {
            throw new InputException($"{path}: not a usable Keras file: {exception.Message}", exception);
        }
    }
}

/// <summary>What a file holds, and how its weights are laid out.</summary>
internal enum KerasLayout
{
    /// <summary><c>model.save</c>: architecture, weights, and where compiled the optimizer.</summary>
    WholeModel,

    /// <summary><c>save_weights</c> up to Keras 2.11: by the layers' names.</summary>
    NamedWeights,

    /// <summary><c>save_weights</c> from Keras 2.12 on: by the layers' classes and numbers.</summary>
    NumberedWeights,

    /// <summary><c>model.save("NAME.keras")</c>: an archive of architecture, weights and optimizer.</summary>
    Archive,
}
