using System.Text.Json;
using Repro.Backends.Optimizers;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Specs.Oracles;

namespace Repro.Specs.Keras.Files;

/// <summary>Files that Keras 2.15 wrote: what it got from them, we get.</summary>
[Category("Fast")]
internal sealed class KerasOracleSpecs
{
    internal static readonly JsonElement Expected = Fixture.Json("keras", "keras_h5", "expected.json");

    internal static IEnumerable<string> Names => Expected.EnumerateObject().Select(property => property.Name);

    [SetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    [TestCaseSource(nameof(Names))]
    public void Weights_are_those_that_Keras_saved(string name)
    {
        Model model = Open(name + ".h5").Model!;
        foreach (string file in (string[])[name + ".h5", name + ".weights.h5"])
        {
            IReadOnlyDictionary<string, float[]> weights = Open(file).Weights(model);
            weights.Should().HaveCount(Expected.GetProperty(name).GetProperty("weights").GetArrayLength());
            foreach (JsonElement weight in Expected.GetProperty(name).GetProperty("weights").EnumerateArray())
            {
                float[] values = weights[PathOf(model, weight.GetProperty("name").GetString()!)];
                values
                    .Take(8)
                    .Select(value => (double)value)
                    .Should()
                    .Equal(weight.Doubles("first"), "the weight {0} of {1}", weight.GetProperty("name"), file);
                values.TakeLast(8).Select(value => (double)value).Should().Equal(weight.Doubles("last"));
                Math.Sqrt(values.Sum(value => (double)value * value)).Should().BeApproximately(weight.GetProperty("l2").GetDouble(), 1e-9);
            }
        }
    }

    [TestCaseSource(nameof(Names))]
    public void What_it_was_compiled_with_is_read(string name)
    {
        JsonElement config = Expected.GetProperty(name).GetProperty("training_config").GetProperty("optimizer");
        KerasFile file = Open(name + ".h5");

        file.KerasVersion.Should().Be("2.15.0");
        file.Backend.Should().Be("tensorflow");
        file.Training!.Optimizer.Should()
            .Be(
                new RmsProp(
                    config.GetProperty("learning_rate").GetSingle(),
                    config.GetProperty("rho").GetSingle(),
                    config.GetProperty("epsilon").GetSingle()
                )
            );
    }

    internal static KerasFile Open(string name) => FixtureFile.Open(Repository.PathOf("fixtures", "keras", "keras_h5", name));

    // Keras names a nested model's weights without the model.
    private static string PathOf(Model model, string name) =>
        FlattenedModel
            .Of(model)
            .Weights.Single(weight => ("/" + weight.Path).EndsWith("/" + name.Split(':')[0], StringComparison.Ordinal))
            .Path;
}
