using System.Text.Json;
using Repro.Backends.Cpu.Operations;
using Repro.Models;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Layers;

/// <summary>Constraints of Keras on a matrix, alone.</summary>
[Category("Fast")]
internal sealed class ConstraintSpecs
{
    private static readonly JsonElement Oracle = Fixture.Json("keras", "weight-rules.json").GetProperty("constraints");

    private static readonly Dictionary<string, Constraint> Cases = new()
    {
        ["MaxNorm(.8), axis 0"] = new Constraint.MaxNorm(0.8f, 0),
        ["MaxNorm(.8, axis=1)"] = new Constraint.MaxNorm(0.8f, 1),
        ["NonNeg"] = new Constraint.NonNegative(),
        ["UnitNorm, axis 0"] = new Constraint.UnitNorm(0),
        ["MinMaxNorm(.5, .9, rate .5)"] = new Constraint.MinMaxNorm(0.5f, 0.9f, 0.5f, 0),
    };

    private static IEnumerable<string> Names => Cases.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_constraint_gives_what_Keras_gives(string name)
    {
        float[] values = [.. Rows("input").Select(value => (float)value)];

        new Constraining(Cases[name], [3, 4]).Apply(values);

        Closeness.ShouldBeCloseLayer(values, Rows(name), name);
    }

    private static double[] Rows(string name) =>
        [.. Oracle.GetProperty(name).EnumerateArray().SelectMany(row => row.EnumerateArray().Select(value => value.GetDouble()))];
}
