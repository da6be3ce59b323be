using System.Xml.Linq;

namespace Repro.Specs.Cli;

/// <summary>The packages of a new project's tests.</summary>
[Category("Fast")]
internal sealed class TemplatePackagesSpecs
{
    // ReproSuite.NUnit depends on this repository's version of NUnit. An older version in the template is an error of NuGet (NU1605).
    [Test]
    public void Versions_are_those_of_this_repository()
    {
        Dictionary<string, string> central = Versions(Repository.PathOf("Directory.Packages.props"), "PackageVersion");
        Dictionary<string, string> template = Versions(
            Repository.PathOf("src", "Repro.Cli", "Templates", "tests", "Claims.Tests.csproj"),
            "PackageReference"
        );

        template.Should().Contain("ReproSuite.NUnit", "{version}");
        template.Remove("ReproSuite.NUnit");
        template.Should().NotBeEmpty().And.BeSubsetOf(central);
    }

    private static Dictionary<string, string> Versions(string file, string element) =>
        XDocument
            .Load(file)
            .Descendants(element)
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
}
