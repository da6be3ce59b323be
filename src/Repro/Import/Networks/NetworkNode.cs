using Repro.Claims;
using Repro.Import.Programs;
using Repro.Models;

namespace Repro.Import.Networks;

/// <summary>A network of a program while it is made and changed.</summary>
internal sealed class NetworkNode(string className, string name, Place place, ModelForm form) : GraphLayer(className, name, place)
{
    private List<TensorNode>? _sequence;

    public ModelForm Form { get; set; } = form;

    public bool IsSequential => ClassName == "Sequential";

    /// <summary>The layers of a Sequential.</summary>
    public List<GraphLayer> Sequence { get; } = [];

    /// <summary>The inputs of a functional network.</summary>
    public IReadOnlyList<TensorNode> Inputs { get; set; } = [];

    /// <summary>The outputs of a functional network.</summary>
    public IReadOnlyList<TensorNode> Outputs { get; set; } = [];

    /// <summary>The input's shape that a Sequential without one got when it was called.</summary>
    public Shape? BuiltOn { get; set; }

    /// <summary>Whether Keras 3 has taken names for the parts of a Sequential.</summary>
    public bool IsBuilt { get; set; }

    /// <summary>The name of a Sequential's input layer where Keras gives it one.</summary>
    public string? InputName { get; set; }

    public string? Application { get; init; }

    public string? Weights { get; init; }

    public string? LoadedFrom { get; init; }

    /// <summary>The file whose weights it has; null where a training or the program changed them since, and for none.</summary>
    public string? WeightsFile { get; set; }

    public NetworkNode? LoadedModel { get; init; }

    /// <summary>The call that replaced its weights last, <c>load_weights</c> or <c>set_weights</c>, and where; null for none.</summary>
    public (string Call, Place At)? Restored { get; set; }

    /// <summary>The first call of <c>train_on_batch</c>; null for none.</summary>
    public Place? BatchTrainedAt { get; set; }

    public string Variable { get; set; } = "";

    /// <summary>Whether the program itself names it, and not only one of its functions.</summary>
    public bool HasProgramName { get; set; }

    /// <summary>It is called as a layer of another network.</summary>
    public bool IsCalled { get; set; }

    /// <summary>It was compiled, trained, evaluated or summarized.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Where it was changed last.</summary>
    public Place ChangedAt { get; set; } = place;

    public bool IsDirty { get; set; } = true;

    /// <summary>Layers of it may have been frozen or opened that are not known.</summary>
    public bool LosesTrainable { get; set; }

    /// <summary>Why its list of layers is not known since the program changed it, as a clause; empty where it is.</summary>
    public string ChangedList { get; set; } = "";

    public List<ModelState> States { get; } = [];

    /// <summary>The layers as <c>model.layers</c> has them.</summary>
    public IReadOnlyList<GraphLayer> Layers =>
        IsSequential ? [.. Sequence.Where(layer => layer is not LayerNode { IsInput: true })] : GraphOrder.Of(this);

    /// <summary>The shape that a Sequential's first layer, or a call, gives.</summary>
    public Shape? SequentialInput =>
        Sequence.Count == 0
            ? BuiltOn
            : Sequence[0] switch
            {
                LayerNode { InputShape: { } shape } => shape,
                NetworkNode { IsSequential: true } nested => nested.SequentialInput ?? BuiltOn,
                NetworkNode { Inputs: [var only] } => only.Shape,
                _ => BuiltOn,
            };

    /// <summary>The shape of the single input; null where it is not known.</summary>
    public Shape? InputShape =>
        IsSequential ? SequentialInput
        : Inputs is [var only] ? only.Shape
        : null;

    /// <summary>The tensors of a Sequential, the input first; null where the input's shape is not known.</summary>
    public IReadOnlyList<TensorNode>? SequentialTensors()
    {
        if (SequentialInput is not { } shape)
        {
            return null;
        }

        bool hasInput = Sequence is [LayerNode { IsInput: true }, ..];
        if (_sequence is null || !_sequence[0].Shape.Equals(shape) || _sequence.Count > Sequence.Count + (hasInput ? 0 : 1))
        {
            GraphLayer entry = hasInput
                ? Sequence[0]
                : new LayerNode("InputLayer", InputName ?? Sequence.FirstOrDefault()?.Name + "_input", Place, []) { InputShape = shape };
            _sequence = [new TensorNode(entry, 0, [], shape)];
        }

        // Layers are only added behind those whose tensors are known.
        for (int at = _sequence.Count - (hasInput ? 0 : 1); at < Sequence.Count; at++)
        {
            _sequence.Add(new TensorNode(Sequence[at], 0, [_sequence[^1]], LayerShapes.Of(Sequence[at], [_sequence[^1].Shape])));
        }

        return _sequence;
    }

    /// <summary>Removes the last layer of a Sequential.</summary>
    public void Pop()
    {
        Sequence.RemoveAt(Sequence.Count - 1);
        _sequence = null;
    }

    /// <summary>The output's shape for an input's shape.</summary>
    public Shape OutputFor(IReadOnlyList<Shape> inputs) => LayerShapes.Of(this, inputs);
}
