using Repro.Claims;
using Repro.Models;

namespace Repro.Import.Programs;

/// <summary>How a program makes a network.</summary>
internal enum ModelForm
{
    /// <summary><c>Sequential([...])</c></summary>
    SequentialList,

    /// <summary><c>Sequential()</c> and <c>add</c></summary>
    SequentialAdd,

    /// <summary><c>Model(inputs, outputs)</c></summary>
    Functional,

    /// <summary><c>keras.applications</c></summary>
    Application,

    /// <summary><c>load_model</c>, <c>model_from_json</c>: its layers are in a file. See <see cref="ImportedModel.LoadedFrom"/>.</summary>
    Loaded,

    /// <summary>A class of the program's own, derived from <c>Model</c> or <c>Layer</c>.</summary>
    Subclass,
}

/// <summary>A network of the program.</summary>
/// <param name="Variable">The name that it is first assigned to; empty for one that has none.</param>
/// <param name="Place">Where it is made.</param>
internal sealed record ImportedModel(string Variable, Place Place)
{
    public required ModelForm Form { get; init; }

    /// <summary>Keras's name of the network: <c>sequential_1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the program chose the name.</summary>
    public bool NameIsGiven { get; init; }

    /// <summary>The network at the places at which it was complete, changed, shown or used, in the program's order; at least one.</summary>
    public required IReadOnlyList<ModelState> States { get; init; }

    /// <summary>Of an application: its function, <c>VGG16</c>.</summary>
    public string? Application { get; init; }

    /// <summary>Of an application: <c>imagenet</c>, a file, or null for random weights.</summary>
    public string? Weights { get; init; }

    /// <summary>Of a loaded one: the file.</summary>
    public string? LoadedFrom { get; init; }

    /// <summary>Of a loaded one: the network of this program whose training wrote the file; null where none did.</summary>
    public ImportedModel? LoadedModel { get; init; }

    /// <summary>The call that replaced its weights last, <c>load_weights</c> or <c>set_weights</c>, and where; null for none.</summary>
    public (string Call, Place At)? Restored { get; init; }

    /// <summary>The first call of <c>train_on_batch</c>; null for none.</summary>
    public Place? BatchTrainedAt { get; init; }

    /// <summary>The networks that are layers of it, without those inside of them.</summary>
    public IReadOnlyList<ImportedModel> Contains { get; init; } = [];

    /// <summary>Only called inside other networks: a block of layers, e.g. augmentation.</summary>
    public bool IsPart { get; init; }

    /// <summary>The network as it is in the end.</summary>
    public ModelState Last => States[^1];

    /// <summary>The network as it was at a place.</summary>
    public ModelState At(Place place) => States.LastOrDefault(state => state.Place <= place) ?? States[0];
}

/// <summary>A network at a place of the program.</summary>
/// <param name="Place">From where on it is like this.</param>
internal sealed record ModelState(Place Place)
{
    /// <summary>The network; null where <see cref="Reason"/> says why it is not known.</summary>
    public Model? Model { get; init; }

    /// <summary>Keras's JSON of it, as <c>configs/models</c> has it; null without <see cref="Model"/>.</summary>
    public string? Json { get; init; }

    /// <summary>Why there is no <see cref="Model"/>, as a clause; empty where there is one.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// Whether it is known which layers are trainable: false where the program freezes or opens layers that are not known.
    /// </summary>
    public bool TrainableIsKnown { get; init; } = true;

    /// <summary>The layers in Keras's order, known also where the network as a whole is not.</summary>
    public IReadOnlyList<ImportedLayer> Layers { get; init; } = [];
}

/// <summary>A layer of a network.</summary>
/// <param name="ClassName">Keras's: <c>Conv2D</c>.</param>
/// <param name="Name">Keras's name of it: <c>conv2d_1</c>.</param>
/// <param name="Place">Where it is made.</param>
internal sealed record ImportedLayer(string ClassName, string Name, Place Place)
{
    public bool NameIsGiven { get; init; }

    /// <summary>The arguments that the program gives, by Keras's names, as Python prints them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Keras's <c>trainable</c>.</summary>
    public bool Trainable { get; init; } = true;

    /// <summary>Whether a training in front has changed its weights: that of another network with the same layer.</summary>
    public bool IsTrained { get; init; }

    /// <summary>The output without the batch's axis; null where it is not known.</summary>
    public Shape? OutputShape { get; init; }

    /// <summary>The parameters; null where they are not known.</summary>
    public long? Parameters { get; init; }

    /// <summary>A node of the graph that is no layer of Keras: arithmetic on tensors, <c>preprocess_input</c>.</summary>
    public bool IsOperation { get; init; }

    /// <summary>The network that serves as the layer; null for another layer.</summary>
    public ImportedModel? Nested { get; init; }

    /// <summary>Why the layer is not known in full, as a clause; empty where it is.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>A call of <c>model.summary()</c>.</summary>
internal sealed record ImportedSummary(Place Place, ImportedModel Model)
{
    /// <summary>The network as it is summarized.</summary>
    public required ModelState State { get; init; }

    /// <summary>The statement of the program that leads to the call: another place where the call is in a function.</summary>
    public required Place Statement { get; init; }
}
