using Repro.Claims.Files;

namespace Repro.Specs.Claims;

[Category("Fast")]
internal sealed class KnownNeedsSpecs
{
    private static readonly KnownNeeds Known = new(["mnist", "elephant"], ["vgg16"], ["mnist-convnet"], ["pixels"]);

    [TestCase("mnist")]
    [TestCase("elephant")]
    [TestCase("vgg16")]
    [TestCase("vgg16_notop")]
    [TestCase("run:mnist-convnet")]
    public void Names_of_the_project_are_known(string need) => Known.Error(need, "model").Should().BeNull();

    [TestCase("mnisst", "there are no data and no weights called 'mnisst'. Did you mean 'mnist'?*")]
    [TestCase("vgg16notop", "there are no data and no weights called 'vgg16notop'.*'data_sets' in reprosuite.json")]
    [TestCase("run:mnist-convet", "there is no run 'mnist-convet'. Did you mean 'mnist-convnet'?")]
    [TestCase("mnist-convnet", "'mnist-convnet' is a run; write 'run:mnist-convnet'")]
    public void Another_name_is_an_error(string need, string error) => Known.Error(need, "model").Should().Match(error);

    [Test]
    public void Claims_of_the_projects_own_probes_can_need_anything() => Known.Error("a camera", "pixels").Should().BeNull();
}
