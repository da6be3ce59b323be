using Repro.Evidence;
using Repro.Keras.Catalog;
using Repro.Runs;

namespace Repro.Specs.Runs;

[TestFixture]
[Category("Fast")]
internal sealed class RunCatalogSpecs
{
    [Test]
    public void An_unknown_run_is_refused_and_the_known_ones_are_listed()
    {
        RunCatalog catalog = new(Repository.PathOf("configs", "runs"), SpecModels.Catalog, SpecData.Catalog);

        catalog
            .Invoking(c => c.Load("mnist-convnett"))
            .Should()
            .Throw<InputException>()
            .WithMessage("Unknown run 'mnist-convnett'. Did you mean 'mnist-convnet'? The runs are *mnist-convnet,*");
        catalog.Invoking(c => c.Load("../repro")).Should().Throw<InputException>().WithMessage("Unknown run*");
    }

    [Test]
    public void An_unknown_model_is_refused_with_file_and_key()
    {
        RunCatalog catalog = new(Repository.PathOf("configs", "runs"), ModelCatalog.BuiltIn, SpecData.Catalog);

        catalog
            .Invoking(c => c.Load("mnist-dense"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*mnist-dense.json: key 'model': There is no model 'mnist-dense'. `repro models` lists the models.");
    }

    [Test]
    public void A_run_that_continues_from_nowhere_is_refused()
    {
        using TemporaryFolder folder = new();
        File.Copy(Repository.PathOf("configs", "runs", "vgg16-finetune-30.json"), folder.File("vgg16-finetune-30.json"));

        new RunCatalog(folder.Path, SpecModels.Catalog, SpecData.Catalog)
            .Invoking(c => c.Load("vgg16-finetune-30"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*key 'continues_from' names the run 'vgg16-frozen-augmented-d0', which does not exist*");
    }

    [Test]
    public void Finished_trainings_of_runs_that_it_lacks_are_found()
    {
        using TemporaryFolder folder = new();
        foreach (string place in (string[])["mine/Cpu/seed-1", "mnist-dense/Cpu/seed-1", "other-backend/TensorFlow/seed-1"])
        {
            Directory.CreateDirectory(folder.File(place));
            File.WriteAllText(folder.File(place, "record.json"), "");
        }

        Directory.CreateDirectory(folder.File("unfinished/Cpu/seed-1"));
        Directory.CreateDirectory(folder.File("queue"));

        BaselineAcceptance.UnknownRuns(folder.Path, Own.Runs, "Cpu").Should().Equal("mine");
        BaselineAcceptance.UnknownRuns(folder.File("nothing"), Own.Runs, "Cpu").Should().BeEmpty();
    }

    [Test]
    public void A_project_without_the_folder_has_no_runs()
    {
        RunCatalog catalog = new(Path.Combine(Path.GetTempPath(), "repro-there-is-no-such-folder"), SpecModels.Catalog, SpecData.Catalog);

        catalog.Names.Should().BeEmpty();
    }
}
