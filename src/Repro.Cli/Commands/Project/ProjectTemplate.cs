using System.Reflection;
using System.Security;
using Repro.Project;
using Repro.Runs;

namespace Repro.Cli.Commands.Project;

/// <summary>The files that <c>repro init</c> writes.</summary>
internal static class ProjectTemplate
{
    private const string Prefix = "Templates/";
    private const string EmptyName = "empty.json";

    // Git would apply a .gitignore among the sources.
    private const string IgnoreName = "gitignore";

    /// <param name="Path">Relative to the project, with <c>/</c> between the parts.</param>
    public sealed record File(string Path, string Text);

    /// <summary>The folders of every project.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["claims", "configs/models", "configs/runs", "baselines"];

    /// <summary>A project that verifies.</summary>
    public static IReadOnlyList<File> Example =>
        [
            .. Resources()
                .Where(name => name != EmptyName)
                .Order(StringComparer.Ordinal)
                .Select(name => new File(name == IgnoreName ? ".gitignore" : name, Read(name))),
            .. Schemas,
        ];

    /// <summary>A project without documents.</summary>
    public static IReadOnlyList<File> Empty =>
        [new File(".gitignore", Read(IgnoreName)), new File(ProjectFile.Name, Read(EmptyName)), .. Schemas];

    /// <summary>The JSON Schemas, which the project's files name for editors.</summary>
    public static IReadOnlyList<File> Schemas =>
        [new File("schemas/reprosuite.schema.json", ProjectFileKeys.Schema), new File("schemas/run.schema.json", RunFileKeys.Schema)];

    /// <summary>Names a folder of packages beside the usual source.</summary>
    public static File NuGetConfig(string packages) =>
        new(
            "nuget.config",
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <packageSources>
                <add key="ReproSuite" value="{SecurityElement.Escape(packages)}" />
              </packageSources>
            </configuration>

            """
        );

    private static Assembly Assembly => typeof(ProjectTemplate).Assembly;

    private static IEnumerable<string> Resources() =>
        Assembly
            .GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..]);

    private static string Read(string name)
    {
        string resource = Assembly.GetManifestResourceNames().First(other => other.Replace('\\', '/') == Prefix + name);
        using StreamReader reader = new(Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().Replace("{version}", PackageVersion, StringComparison.Ordinal);
    }

    // Without the commit, which is no part of a package's version.
    private static string PackageVersion =>
        Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
