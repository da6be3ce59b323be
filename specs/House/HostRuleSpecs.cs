using System.Text.RegularExpressions;

namespace Repro.Specs.House;

/// <summary>
/// Settings, the project and the backends are passed to whatever needs them. A class that looks them up itself would work on another
/// project than its caller.
/// </summary>
[Category("Fast")]
internal sealed partial class HostRuleSpecs
{
    // Where a project and its settings may be looked for.
    private static readonly string[] Allowed =
    [
        "src/Repro/Hosting/ReproHost.cs",
        "src/Repro/Project/ReproProject.cs",
        "src/Repro.Cli/Hosting/HostSource.cs",
        "src/Repro.NUnit/FixtureHosts.cs",
    ];

    [Test]
    public void Nothing_looks_up_settings_or_a_project_by_itself()
    {
        IEnumerable<string> wrong = Directory
            .GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !Allowed.Contains(file))
            .Where(file => LookUp().IsMatch(WrappedCode.Read(Repository.PathOf(file))));

        wrong.Should().BeEmpty();
    }

    [Test]
    public void The_rule_sees_look_ups() => Allowed.Should().Contain(file => LookUp().IsMatch(WrappedCode.Read(Repository.PathOf(file))));

    [GeneratedRegex(@"\bSettings\.Load\(|\bReproProject\.(Find|Open)\(|\bReproHost\.SettingsOf\(")]
    private static partial Regex LookUp();
}
