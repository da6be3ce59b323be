namespace Repro.Models;

/// <summary>
/// A layer as data: its Keras name, its settings, and how it maps input shapes to an output shape and to weights.
/// A layer holds no numbers; a backend does.
/// </summary>
internal abstract record Layer
{
    /// <summary>The layer's name in its model, as Keras would give it: <c>conv2d_1</c>, <c>block5_conv3</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Keras's <c>layer.trainable</c>. Counted when the network is built ("compiled").</summary>
    public bool Trainable { get; init; } = true;

    /// <summary>Keras's class name: <c>Conv2D</c>, <c>MaxPooling2D</c>.</summary>
    public abstract string TypeName { get; }

    /// <summary>The output's shape for the given inputs' shapes.</summary>
    /// <exception cref="ModelException">The inputs do not fit this layer; the message names it.</exception>
    public abstract Shape OutputShape(IReadOnlyList<Shape> inputs);

    /// <summary>The layer's weights in Keras's order (kernel before bias; gamma, beta, moving_mean, moving_variance).</summary>
    public virtual IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs) => [];

    /// <summary>Initializers, penalties and constraints of single weights where they are not those of the layer's kind.</summary>
    public IReadOnlyList<WeightRule> Rules { get; init; } = [];

    /// <summary>
    /// What the loss charges for the layer's output: Keras's <c>activity_regularizer</c>, divided by the samples of the batch.
    /// </summary>
    public Penalty ActivityPenalty { get; init; }

    /// <summary>
    /// Whether the model calls the layer with <c>training=False</c>: in training too it then computes as in inference, and weights that are
    /// trainable still follow their gradients.
    /// </summary>
    public bool IsInference { get; init; }

    /// <summary>
    /// What each call of the layer reads, where it is called several times or reads other tensors than the first ones of different layers;
    /// null for layers that backends compute. Tables list it.
    /// </summary>
    public IReadOnlyList<LayerCall>? Calls { get; init; }

    /// <summary>The model, where the layer is one that is only called in a way that is not supported; null for all other layers.</summary>
    public Model? Nested { get; init; }

    /// <summary>Whether training draws random numbers in this layer.</summary>
    public virtual bool IsRandom => false;

    /// <summary><see cref="Weights"/> with the layer's <see cref="Rules"/>.</summary>
    public IReadOnlyList<WeightSpec> RuledWeights(IReadOnlyList<Shape> inputs)
    {
        IReadOnlyList<WeightSpec> weights = Weights(inputs);
        return Rules.Count == 0 ? weights : [.. weights.Select(Ruled)];
    }

    private WeightSpec Ruled(WeightSpec weight)
    {
        foreach (WeightRule rule in Rules)
        {
            if (rule.Weight != weight.Name)
            {
                continue;
            }

            Penalty penalty = rule.Penalty.IsNone ? weight.Penalty : rule.Penalty;
            return weight with { Initializer = rule.Initializer ?? weight.Initializer, Penalty = penalty, Constraint = rule.Constraint };
        }

        return weight;
    }

    /// <param name="ofKeras">See <see cref="ModelException.IsOfKeras"/>.</param>
    private protected ModelException Misfit(string what, bool ofKeras = false) =>
        new($"Layer '{Name}' ({TypeName}): {what}") { IsOfKeras = ofKeras };

    /// <param name="takesFewer">Whether Keras builds the layer with fewer axes too.</param>
    private protected Shape Single(IReadOnlyList<Shape> inputs, int? rank = null, bool takesFewer = false)
    {
        if (inputs.Count != 1)
        {
            throw Misfit($"takes one input, but {inputs.Count} were connected.");
        }

        if (rank is not null && inputs[0].Rank != rank)
        {
            // Some layers of Keras take more axes.
            throw Misfit($"takes an input of {rank} axes (without the batch), but got {inputs[0]}.", !takesFewer && inputs[0].Rank < rank);
        }

        return inputs[0];
    }
}
