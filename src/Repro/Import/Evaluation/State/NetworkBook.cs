using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;
using Repro.Import.Programs;
using Repro.Keras;
using Repro.Keras.Architecture;
using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Layers;

namespace Repro.Import.Evaluation.State;

/// <summary>The networks of a program, their names and the states they were in.</summary>
internal sealed class NetworkBook(Context context)
{
    private static readonly KerasVersion Keras3 = new(3, 0);

    private readonly List<NetworkNode> _networks = [];
    private int _stateLayers;

    public IReadOnlyList<NetworkNode> All => _networks;

    /// <summary>Networks by the files that the program saves them to.</summary>
    public Dictionary<string, NetworkNode> Saved { get; } = new(StringComparer.Ordinal);

    private bool IsKeras3 => context.Keras >= Keras3;

    /// <summary>A layer's name by Keras's rule for classes.</summary>
    public string NextName(string className) =>
        context.Session.Next(className == "InputLayer" ? "input" : SessionNames.SnakeCase(className));

    public NetworkNode Sequential(string? name)
    {
        NetworkNode network = new("Sequential", name ?? context.Session.Next("sequential"), context.Inner, ModelForm.SequentialAdd)
        {
            NameIsGiven = name is not null,
            ChangedAt = context.Outer,
        };
        return Keep(network);
    }

    public NetworkNode Functional(IReadOnlyList<TensorNode> inputs, IReadOnlyList<TensorNode> outputs, string? name)
    {
        NetworkNode network = new("Functional", name ?? context.Session.Next("model"), context.Inner, ModelForm.Functional)
        {
            NameIsGiven = name is not null,
            Inputs = inputs,
            Outputs = outputs,
            ChangedAt = context.Outer,
        };
        if (ExpandedLayers(network, 0) > EvaluationLimits.MostLayersOfNetwork)
        {
            throw new LimitException($"a model has more than {EvaluationLimits.MostLayersOfNetwork} layers");
        }

        TensorNode? loose = GraphOrder
            .Walk(network, [])
            .Find(tensor => tensor.Layer is LayerNode { IsInput: true } && !inputs.Contains(tensor));
        if (loose is not null)
        {
            network.Reason = $"it reads the input '{loose.Layer.Name}', which is not among its inputs";
        }

        foreach (TensorNode tensor in GraphOrder.Walk(network, []))
        {
            MarkCalled(tensor.Layer);
        }

        return Keep(network);
    }

    public NetworkNode Keep(NetworkNode network)
    {
        if (_networks.Count >= EvaluationLimits.MostNetworks)
        {
            throw new LimitException($"the program makes more than {EvaluationLimits.MostNetworks} models");
        }

        _networks.Add(network);
        return network;
    }

    /// <summary>Puts a layer into a Sequential.</summary>
    /// <param name="whole">The list of layers is given at once: Keras builds the network once.</param>
    public void Add(NetworkNode network, GraphLayer layer, bool whole)
    {
        if (network.Sequence.Count > 0 && layer is LayerNode { IsInput: true })
        {
            network.Reason = "an input is behind other layers";
            return;
        }

        if (Holds(layer, network))
        {
            network.Reason = "it is a layer of itself";
            return;
        }

        network.Sequence.Add(layer);
        if (ExpandedLayers(network, 0) > EvaluationLimits.MostLayersOfNetwork)
        {
            throw new LimitException($"a model has more than {EvaluationLimits.MostLayersOfNetwork} layers");
        }

        if (context.Uncertain > 0 && network.Reason.Length == 0)
        {
            network.Reason = "layers are added where it is not known how often";
        }

        MarkCalled(layer);
        Changed(network);
        if (!whole)
        {
            BuildParts(network, network.Sequence.Count - 1);
            Build(network);
        }
    }

    /// <summary>Builds the networks in a Sequential that do not say the shape of their input: by the layers in front of them.</summary>
    /// <param name="from">The first layer to look at.</param>
    public void BuildParts(NetworkNode network, int from = 0)
    {
        if (!network.Sequence.Skip(from).Any(layer => layer is NetworkNode { IsSequential: true }))
        {
            return;
        }

        int shift = network.Sequence is [LayerNode { IsInput: true }, ..] ? 1 : 0;
        for (int at = Math.Max(from, shift); at < network.Sequence.Count && network.SequentialTensors() is { } tensors; at++)
        {
            context.Tick();
            if (network.Sequence[at] is NetworkNode { IsSequential: true, SequentialInput: null } part)
            {
                BuildOn(part, tensors[at - shift].Shape, takesNames: true);
            }
        }
    }

    /// <summary>Keras 3 builds a Sequential as soon as its input is known, which takes names.</summary>
    public void Build(NetworkNode network)
    {
        if (!IsKeras3 || network.SequentialInput is null || network.Sequence.Count == 0)
        {
            return;
        }

        network.IsBuilt = true;
        bool hasInput = network.Sequence[0] is LayerNode { IsInput: true };
        if (!hasInput && network.InputName is null)
        {
            network.InputName = context.Session.Next("input");
        }

        if (network.Sequence.Count > (hasInput ? 1 : 0))
        {
            context.Session.Next("model");
        }
    }

    /// <summary>A Sequential without an input's shape gets that of what it is called with.</summary>
    /// <param name="takesNames">The call is with a symbolic tensor, for which Keras 3 takes names.</param>
    public void BuildOn(NetworkNode network, Shape shape, bool takesNames)
    {
        if (!network.IsSequential || shape.IsUnknown || shape.Rank == 0)
        {
            return;
        }

        if (network.SequentialInput is null)
        {
            network.BuiltOn = shape;
            Changed(network);
            BuildParts(network);
        }

        if (takesNames && !network.IsBuilt)
        {
            Build(network);
        }
    }

    public void Changed(NetworkNode network)
    {
        network.IsDirty = true;
        network.ChangedAt = context.Outer;
    }

    /// <summary>From here on it is not known what layers a network has, nor those of which it is a layer.</summary>
    /// <param name="reason">Why, as a clause.</param>
    public void Lose(NetworkNode network, string reason)
    {
        if (network.Reason.Length > 0)
        {
            return;
        }

        network.Reason = reason;
        foreach (NetworkNode holder in _networks.Where(each => Holds(each, network)))
        {
            Changed(holder);
        }
    }

    /// <summary>Sets a layer's flag; of a network also those of its layers, from Keras 2.1 on.</summary>
    public void SetTrainable(GraphLayer layer, bool trainable) => SetTrainable(layer, trainable, 0);

    /// <summary>From here on it is not known which layers are trainable.</summary>
    public void LoseTrainable()
    {
        foreach (NetworkNode network in _networks)
        {
            // Layers are frozen in networks with pretrained weights.
            if (network.Form != ModelForm.Application && !network.Layers.Any(layer => layer is NetworkNode { Form: ModelForm.Application }))
            {
                continue;
            }

            network.LosesTrainable = true;
            Changed(network);
        }
    }

    /// <summary>Keeps the state in which a network is, unless it is the last one kept.</summary>
    /// <returns>The state's number.</returns>
    public int Snapshot(NetworkNode network)
    {
        if (!network.IsDirty && network.States.Count > 0)
        {
            return network.States.Count - 1;
        }

        network.IsDirty = false;
        IReadOnlyList<GraphLayer> layers = network.Layers;
        _stateLayers += layers.Count + 1;
        if (_stateLayers > EvaluationLimits.MostStateLayers)
        {
            context.Gap("models change too often; later states are not kept");
            if (network.States.Count == 0)
            {
                network.States.Add(new ModelState(network.ChangedAt) { Reason = "too many models" });
            }

            return network.States.Count - 1;
        }

        ModelState state = StateOf(network, layers);
        if (
            network.States.Count > 0
            && network.States[^1].Json == state.Json
            && state.Json is not null
            && network.States[^1].TrainableIsKnown == state.TrainableIsKnown
        )
        {
            return network.States.Count - 1;
        }

        // What was not complete yet is no state of its own.
        if (network.States.Count > 0 && network.States[^1] is { Model: null } && !network.IsUsed)
        {
            network.States[^1] = state with { Place = network.States[^1].Place };
        }
        else
        {
            network.States.Add(state);
        }

        return network.States.Count - 1;
    }

    public void SnapshotAll()
    {
        foreach (NetworkNode network in _networks)
        {
            Snapshot(network);
        }
    }

    private void SetTrainable(GraphLayer layer, bool trainable, int depth)
    {
        layer.Trainable = trainable;
        if (layer is NetworkNode whole)
        {
            whole.LosesTrainable = false;
        }

        if (depth == 0)
        {
            foreach (NetworkNode network in _networks.Where(network => Holds(network, layer)))
            {
                Changed(network);
            }
        }

        if (layer is not NetworkNode inner || depth > EvaluationLimits.DeepestNetworks || context.Keras < new KerasVersion(2, 1))
        {
            return;
        }

        foreach (GraphLayer each in inner.Layers)
        {
            context.Tick();
            if (each is NetworkNode)
            {
                SetTrainable(each, trainable, depth + 1);
            }
            else
            {
                each.Trainable = trainable;
            }
        }
    }

    private ModelState StateOf(NetworkNode network, IReadOnlyList<GraphLayer> layers)
    {
        string? objection = NetworkJson.Objection(network);
        Model? model = null;
        string? json = null;
        if (objection is null)
        {
            try
            {
                json = NetworkJson.Of(network, context.Keras).ToJsonString(JsonText.Indented);
                model = ModelReader.Read(json);
            }
            catch (KerasFormatException exception)
            {
                objection = exception.Message;
                json = null;
            }
        }

        return new ModelState(network.ChangedAt)
        {
            TrainableIsKnown = !network.LosesTrainable,
            Model = model,
            Json = json,
            Reason = objection ?? "",
            Layers = [.. layers.Select(layer => LayerOf(layer, model))],
        };
    }

    private ImportedLayer LayerOf(GraphLayer layer, Model? model)
    {
        Node? node = model?.Nodes.FirstOrDefault(each => each.Layer.Name == layer.Name);
        bool known = node?.Layer is not ForeignLayer { WeightsKnown: false };
        Shape? shape = node?.Layer is NestedModel nested
            ? nested.Model.OutputShapes is [Shape first, ..]
                ? first
                : null
            : node?.OutputShape;
        return new ImportedLayer(layer.ClassName, layer.Name, layer.Place)
        {
            NameIsGiven = layer.NameIsGiven,
            Settings = (layer as LayerNode)?.Settings is { } settings
                ? new Dictionary<string, string>(settings)
                : new Dictionary<string, string>(),
            Trainable = layer.Trainable,
            IsTrained = TrainedWeights.Of(layer, context) is not null,
            OutputShape = shape is { IsUnknown: false } ? shape : null,
            Parameters = node is not null && known ? ParameterCounts.Of(node) : null,
            IsOperation = layer is LayerNode { IsOperation: true },
            Reason = layer.Reason,
        };
    }

    private void MarkCalled(GraphLayer layer)
    {
        if (layer is NetworkNode nested)
        {
            nested.IsCalled = true;
        }
    }

    // Whether a layer is another, or has it among its own.
    private bool Holds(GraphLayer layer, GraphLayer other)
    {
        if (layer == other)
        {
            return true;
        }

        if (layer is not NetworkNode inner)
        {
            return false;
        }

        IReadOnlyList<GraphLayer> layers = inner.IsSequential ? inner.Sequence : GraphOrder.Of(inner);
        context.Tick(1 + (layers.Count / 20));
        return layers.Any(each => Holds(each, other));
    }

    private static int ExpandedLayers(NetworkNode network, int depth)
    {
        if (depth > EvaluationLimits.DeepestNetworks)
        {
            throw new LimitException($"models are nested more than {EvaluationLimits.DeepestNetworks} deep");
        }

        int count = 1;
        IEnumerable<GraphLayer> layers = network.IsSequential
            ? network.Sequence
            : GraphOrder.Walk(network, []).Select(tensor => tensor.Layer).Distinct();
        foreach (GraphLayer layer in layers)
        {
            count += layer is NetworkNode nested ? ExpandedLayers(nested, depth + 1) : 1;
            if (count > EvaluationLimits.MostLayersOfNetwork)
            {
                break;
            }
        }

        return count;
    }
}
