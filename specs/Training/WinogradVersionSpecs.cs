using Repro.Backends.Cpu;
using Repro.Models;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Weights;

namespace Repro.Specs.Training;

/// <summary>Which runs use version 2 of Winograd's arithmetic: all others keep the records that they have.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class WinogradVersionSpecs
{
    [Test]
    public void Only_the_run_that_trains_all_of_VGG16_uses_version_2()
    {
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        List<string> second = [];
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("configs", "runs"), "*.json").Order(StringComparer.Ordinal))
        {
            RunConfiguration run = RunConfigurationReader.Read(file, SpecModels.Catalog, SpecData.Sets);
            Model[] models = run.Extraction is null ? [RunInputs.Model(run)] : [RunInputs.Model(run), FeatureBase.Model(run)];
            if (models.Any(model => backend.Describe(model).Operations.GetValueOrDefault("winograd") == "2"))
            {
                second.Add(run.Name);
            }
        }

        second.Should().Equal("vgg16-open-augmented");
    }
}
