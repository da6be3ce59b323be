namespace Repro.Models.Layers;

/// <summary>A trained vector for each whole number from 0 to <paramref name="InputDim"/> - 1.</summary>
internal sealed record Embedding(int InputDim, int OutputDim) : Layer
{
    public override string TypeName => "Embedding";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => new([.. Single(inputs).Axes, OutputDim]);

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs) =>
        [new WeightSpec("embeddings", [InputDim, OutputDim], new Initializer.RandomUniform())];
}
