using Repro.Claims;

namespace Repro.Probes;

/// <summary>
/// Recomputes the documents' arithmetic: <c>arithmetic:expression[ceil(2000/32)]/value</c>.
/// </summary>
public sealed class ArithmeticProbe : IProbe
{
    public string Prefix => "arithmetic";

    public Measurement Measure(Address address) => address switch
    {
        { Subject: "expression", Quantity: "value", Argument: { } expression, Variants.Count: 0, Selector: null } =>
            new Measurement.Exact(new Value.Number((double)Expression.Evaluate(expression)), $"{expression} recomputed"),
        { Subject: "run-cost", Quantity: "multiply_adds" } => new Measurement.NotBuilt("arithmetic:run-cost"),
        _ => throw new AddressException($"'{address}' is no arithmetic: write arithmetic:expression[...]/value."),
    };
}
