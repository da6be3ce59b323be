using System.Text.Json.Nodes;
using Repro.Claims;
using Repro.Models;

namespace Repro.Import.Networks;

/// <summary>A layer of a program, or a network, which may serve as one.</summary>
internal abstract class GraphLayer(string className, string name, Place place)
{
    public string ClassName => className;

    public string Name { get; set; } = name;

    public bool NameIsGiven { get; init; }

    public Place Place => place;

    public bool Trainable { get; set; } = true;

    /// <summary>The call of <c>fit</c> that changed its weights last; null where none did.</summary>
    public Place? TrainedAt { get; set; }

    /// <summary>The call that replaced its weights, <c>load_weights</c> or <c>set_weights</c>; null for none.</summary>
    public string? WeightsFrom { get; set; }

    /// <summary>Why it is not known in full, as a clause; empty where it is.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The number of calls.</summary>
    public List<TensorNode> Calls { get; } = [];
}

/// <summary>A layer.</summary>
/// <param name="config">Keras's config without name, trainable and dtype.</param>
internal sealed class LayerNode(string className, string name, Place place, JsonObject config) : GraphLayer(className, name, place)
{
    public JsonObject Config => config;

    /// <summary>The arguments that the program gives, as Python prints them.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>The shape of a batch that the program gives with the layer.</summary>
    public Shape? InputShape { get; init; }

    /// <summary>Arithmetic on tensors.</summary>
    public bool IsOperation { get; init; }

    /// <summary>The output's shape where the class does not tell it.</summary>
    public Shape? OutputShape { get; init; }

    public bool IsInput => ClassName == "InputLayer";
}

/// <summary>A symbolic tensor: what a call of a layer gives.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Call">The number of the call, from 0; always 0 for an input.</param>
/// <param name="Inputs">What the layer was called with.</param>
/// <param name="Shape">Without the batch's axis.</param>
internal sealed record TensorNode(GraphLayer Layer, int Call, IReadOnlyList<TensorNode> Inputs, Shape Shape)
{
    /// <summary>The argument <c>training</c> of the call: false calls a layer as in a prediction; null where it is not given.</summary>
    public bool? Training { get; init; }

    /// <summary>Only references are compared: a graph may share its parts.</summary>
    public bool Equals(TensorNode? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
