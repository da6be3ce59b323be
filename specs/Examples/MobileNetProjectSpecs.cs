using System.Text.RegularExpressions;
using Repro.Specs.Cli;

namespace Repro.Specs.Examples;

/// <summary>The project of <c>fixtures/mobilenet</c>, on which <c>docs/backends.md</c> compares the backends, can be read.</summary>
[Category("Fast")]
internal sealed class MobileNetProjectSpecs
{
    private static readonly string Project = Repository.PathOf("fixtures", "mobilenet");

    [Test]
    public void Its_network_has_the_parameters_of_its_readme()
    {
        (int code, string output, _) = Tool.Run("summary", "mobile", "--project", Project);

        (code, output.Contains("Total params: 73057 ", StringComparison.Ordinal)).Should().Be((0, true));
        File.ReadAllText(Path.Combine(Project, "README.md")).Should().Contain("73,057 parameters");
    }

    [Test]
    public void Its_run_is_listed()
    {
        (int code, string output, _) = Tool.Run("runs", "--project", Project);

        (code, output)
            .Should()
            .Match<(int Code, string Output)>(found => found.Code == 0 && found.Output.Contains("mobile", StringComparison.Ordinal));
    }

    [Test]
    public void Its_moving_averages_converge_within_its_steps()
    {
        string model = File.ReadAllText(Path.Combine(Project, "configs", "models", "mobile.json"));

        Regex
            .Matches(model, "\"momentum\": (?<value>[0-9.]+)", RegexOptions.ExplicitCapture)
            .Select(found => found.Groups["value"].Value)
            .Should()
            .HaveCount(13)
            .And.OnlyContain(value => value == "0.9");
        File.ReadAllText(Path.Combine(Project, "README.md")).Should().Contain("momentum 0.9 ");
    }
}
