using Repro.Backends;
using Repro.Models;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Specs.Runs;

/// <summary>The repository's own runs: each is valid, fits its model, and is refused for training where its weights are missing.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class RunFilesSpecs
{
    private static readonly RunCatalog Catalog = Own.Runs;

    /// <summary>The runs of this repository's documents; a user may have more.</summary>
    internal static readonly Dictionary<string, int> SeedCounts = new()
    {
        ["mnist-convnet"] = 10,
        ["mnist-dense"] = 10,
        ["mnist-no-pool"] = 5,
        ["mnist-strided"] = 5,
        ["mnist-average-pool"] = 5,
        ["catsdogs-scratch"] = 10,
        ["catsdogs-augmented"] = 5,
        ["catsdogs-augmented-d1"] = 5,
        ["catsdogs-l2"] = 5,
        ["vgg16-features-512"] = 10,
        ["vgg16-features-256"] = 10,
        ["vgg16-frozen-augmented"] = 5,
        ["vgg16-frozen-augmented-d0"] = 5,
        ["vgg16-frozen-augmented-d1"] = 5,
        ["vgg16-finetune-30"] = 5,
        ["vgg16-finetune-10"] = 5,
        ["vgg16-finetune-100"] = 5,
        ["vgg16-open-augmented"] = 5,
        ["vgg16-open-finetune-100"] = 5,
        ["standin-squeezenet11-features"] = 5,
        ["standin-squeezenet11-features-pool5"] = 5,
        ["standin-squeezenet11-features-pool3"] = 5,
        ["standin-squeezenet11-frozen"] = 5,
        ["standin-squeezenet11-finetune"] = 5,
        ["standin-squeezenet11-finetune-all"] = 5,
        ["standin-squeezenet11-open"] = 5,
        ["standin-squeezenet11-untrained-head"] = 5,
    };

    public static IEnumerable<string> Names => Catalog.Names;

    public static IEnumerable<string> Continuing => Names.Where(name => Catalog.Load(name).ContinuesFrom is not null);

    [Test]
    public void The_runs_of_this_repository_and_their_seeds_are_those_declared() =>
        SeedCounts.Keys.ToDictionary(name => name, name => Catalog.Load(name).Seeds.Count).Should().BeEquivalentTo(SeedCounts);

    [TestCaseSource(nameof(Names))]
    public void A_runs_model_builds_and_its_output_fits_its_loss(string name)
    {
        RunConfiguration run = Catalog.Load(name);
        Model model = RunInputs.Model(run);

        model.OutputShapes.Single().Should().Be(new Shape(run.Loss == Loss.BinaryCrossentropy ? 1 : 10));
        if (run.Train.TargetSize is { } size)
        {
            model.InputShape.Should().Be(new Shape(size.Height, size.Width, 3));
        }
    }

    [TestCaseSource(nameof(Continuing))]
    public void A_run_continues_one_of_the_same_model_and_data(string name)
    {
        RunConfiguration run = Catalog.Load(name);
        RunConfiguration before = Catalog.Load(run.ContinuesFrom!);

        (before.Model, before.DataSet).Should().Be((run.Model, run.DataSet));
        before.Seeds.Should().Contain(run.Seeds);
    }

    [TestCaseSource(nameof(Names))]
    public void A_run_whose_weights_are_missing_is_refused_and_names_the_file(string name)
    {
        using TemporaryFolder empty = new();
        RunConfiguration run = Catalog.Load(name);
        Action require = () => RunInputs.RequireTrainable(run, empty.Path);

        if (run.Base is null)
        {
            require.Should().NotThrow();
        }
        else
        {
            require.Should().Throw<InputException>().WithMessage($"*{SpecData.Weights(run.Base).File.Path} is not in the data root*");
        }
    }

    [TestCaseSource(nameof(Names))]
    public void A_configuration_written_into_a_record_describes_the_same_training(string name)
    {
        RunConfiguration run = Catalog.Load(name);
        System.Text.Json.Nodes.JsonObject written = RunConfigurationJson.Write(run);

        // A record leaves absent keys as null, which a run's file does not have.
        RunConfiguration again = RunConfigurationReader.Parse(
            name,
            "record",
            Strip(written)!.ToJsonString(),
            SpecModels.Catalog,
            SpecData.Sets
        );

        RunConfigurationJson.Digest(again).Should().Be(RunConfigurationJson.Digest(run));
        RunConfigurationJson.Digest(run with { Epochs = run.Epochs + 1 }).Should().NotBe(RunConfigurationJson.Digest(run));
    }

    private static System.Text.Json.Nodes.JsonNode? Strip(System.Text.Json.Nodes.JsonNode? node)
    {
        if (node is System.Text.Json.Nodes.JsonObject json)
        {
            foreach (string key in json.Select(pair => pair.Key).ToArray())
            {
                if (Strip(json[key]) is null)
                {
                    json.Remove(key);
                }
            }
        }

        return node;
    }
}
