namespace Repro.Models;

/// <summary>Adds layers one by one, inferring shapes and refusing what does not fit, as Keras does when a model is built.</summary>
internal sealed class ModelBuilder
{
    private const string HiddenInput = "input";

    private readonly string _name;
    private readonly bool _sequential;
    private readonly List<Node> _nodes = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private ModelBuilder(string name, bool sequential, InputLayer input)
    {
        _name = name;
        _sequential = sequential;
        Append(input, []);
    }

    public static ModelBuilder Sequential(string name, Shape input) => new(name, true, new InputLayer(input) { Name = HiddenInput });

    public static ModelBuilder Functional(string name, InputLayer input) => new(name, false, input);

    /// <summary>The index of the node added last.</summary>
    public int Last => _nodes.Count - 1;

    /// <summary>The output's shape of a node that was added.</summary>
    public Shape ShapeOf(int node) => _nodes[node].OutputShape;

    /// <summary>Puts a layer behind the last one.</summary>
    public ModelBuilder Add(Layer layer)
    {
        Append(layer, [Last]);
        return this;
    }

    /// <summary>Puts a layer behind the given nodes and returns its index, for graphs with branches.</summary>
    public int Connect(Layer layer, params int[] inputs)
    {
        Append(layer, inputs);
        return Last;
    }

    public Model Build() => Build([Last]);

    public Model Build(IReadOnlyList<int> outputs)
    {
        CheckOutputs(_name, outputs, _nodes.Count);
        return new Model(_name, _sequential, [.. _nodes], outputs);
    }

    internal static Model Rebuild(Model model, string name, Func<Layer, Layer> change, IReadOnlyList<int> outputs)
    {
        ModelBuilder builder = new(name, model.IsSequential, (InputLayer)change(model.Nodes[0].Layer));
        foreach (Node node in model.Nodes.Skip(1))
        {
            builder.Append(change(node.Layer), node.Inputs);
        }

        return builder.Build(outputs);
    }

    /// <param name="order">The indices of all nodes; that of the input is the first.</param>
    internal static Model Reorder(Model model, IReadOnlyList<int> order, Func<Layer, Layer> change)
    {
        ModelBuilder builder = new(model.Name, model.IsSequential, (InputLayer)model.Nodes[order[0]].Layer);
        int[] places = new int[order.Count];
        foreach (int index in order.Skip(1))
        {
            Node node = model.Nodes[index];
            places[index] = builder.Connect(change(node.Layer), [.. node.Inputs.Select(from => places[from])]);
        }

        return builder.Build([.. model.Outputs.Select(output => places[output])]);
    }

    internal static Model Cut(Model model, string name, IReadOnlyList<int> outputs)
    {
        CheckOutputs(model.Name, outputs, model.Nodes.Count);
        bool[] needed = new bool[model.Nodes.Count];
        foreach (int output in outputs)
        {
            needed[output] = true;
        }

        // Nodes stand behind those they read, so one pass backwards finds all.
        for (int index = needed.Length - 1; index > 0; index--)
        {
            foreach (int input in needed[index] ? model.Nodes[index].Inputs : [])
            {
                needed[input] = true;
            }
        }

        InputLayer entry = (InputLayer)model.Nodes[0].Layer;

        // Keras calls the hidden input of a sequential model after its first layer.
        ModelBuilder builder = new(
            name,
            false,
            model is { IsSequential: true, Nodes.Count: > 1 } ? entry with { Name = $"{model.Nodes[1].Layer.Name}_input" } : entry
        );
        int[] places = new int[needed.Length];
        for (int index = 1; index < needed.Length; index++)
        {
            if (needed[index])
            {
                places[index] = builder.Connect(model.Nodes[index].Layer, [.. model.Nodes[index].Inputs.Select(from => places[from])]);
            }
        }

        return builder.Build([.. outputs.Select(output => places[output])]);
    }

    private static void CheckOutputs(string name, IReadOnlyList<int> outputs, int count)
    {
        foreach (int output in outputs)
        {
            if (output < 0 || output >= count)
            {
                throw new ModelException($"Model '{name}' has {count} layers, so output {output} does not exist.");
            }
        }
    }

    private void Append(Layer layer, IReadOnlyList<int> inputs)
    {
        if (layer.Name.Length == 0 || layer.Name.Contains('/', StringComparison.Ordinal))
        {
            throw new ModelException($"Model '{_name}': a layer's name must not be empty or contain '/', but '{layer.Name}' was given.");
        }

        // The name of a sequential model's input is not in its file, so it makes way for a layer that has it.
        if (_sequential && layer.Name == HiddenInput && _nodes is [{ Layer: InputLayer { Name: HiddenInput } hidden } first, ..])
        {
            _nodes[0] = first with { Layer = hidden with { Name = $"{HiddenInput}_input" } };
            _names.Remove(HiddenInput);
            _names.Add($"{HiddenInput}_input");
        }

        if (!_names.Add(layer.Name))
        {
            throw new ModelException($"Model '{_name}' already has a layer '{layer.Name}'; layer names must be unique.");
        }

        Shape[] shapes = [.. inputs.Select(index => _nodes[index].OutputShape)];
        _nodes.Add(new Node(layer, inputs, layer.OutputShape(shapes), layer.RuledWeights(shapes)));
    }
}
