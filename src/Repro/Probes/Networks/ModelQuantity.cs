using Repro.Claims;

namespace Repro.Probes.Networks;

/// <summary>A quantity of a network: how it is asked for, what it means, and how it is measured.</summary>
/// <param name="Form">The argument, where one is required, and the name: <c>[LAYER]/params</c>.</param>
/// <param name="Meaning">One sentence, with the unit or the shape of the value.</param>
internal sealed record ModelQuantity(string Form, string Meaning, Func<ModelQuestion, Value> Measure)
{
    public string Name { get; } = Form[(Form.LastIndexOf('/') + 1)..];

    public QuantityDescription Description => new($"model:NAME{Form}", Meaning);
}
