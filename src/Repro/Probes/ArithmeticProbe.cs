using Repro.Claims;
using Repro.Probes.Forms;
using Repro.Probes.Runs;
using Repro.Runs;

namespace Repro.Probes;

/// <summary>
/// Recomputes the documents' arithmetic: <c>arithmetic:expression[ceil(2000/32)]/value</c>,
/// and what a run costs: <c>arithmetic:run-cost[mnist-convnet]/multiply_adds</c>.
/// </summary>
internal sealed class ArithmeticProbe(RunCatalog catalog) : IProbe
{
    public string Prefix => "arithmetic";

    public IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "arithmetic:expression[EXPRESSION]/value",
            "Value of an expression of numbers with + - * /, parentheses, ceil and floor.",
            "arithmetic:expression[ceil(2000/32)]/value"
        ),
        new("arithmetic:run-cost[RUN]/multiply_adds", "Multiply-adds that one training of a run takes."),
    ];

    public Measurement Measure(Address address) =>
        address switch
        {
            { Subject: "expression", Quantity: "value", Argument: { } expression, Variants.Count: 0, Selector: null } =>
                new Measurement.Exact(new Value.Number((double)Expression.Evaluate(expression)), $"{expression} recomputed"),
            { Subject: "run-cost", Quantity: "multiply_adds", Argument: { } run, Variants.Count: 0, Selector: null } => new RunCost(
                catalog
            ).Measure(run, address),
            _ => throw QuantityForms.Unknown(address, Quantities),
        };
}
