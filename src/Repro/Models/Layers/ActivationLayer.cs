namespace Repro.Models;

/// <summary>An activation as a layer of its own (Keras's class is called <c>Activation</c>).</summary>
public sealed record ActivationLayer(Activation Function) : Layer
{
    public override string TypeName => "Activation";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}
