using Repro.Cli.Commands.Project;
using Repro.Hosting;

namespace Repro.Cli.Reference;

/// <summary>The reference pages and the JSON Schemas: files that are written from the tables that the code itself uses.</summary>
internal static class ReferenceFiles
{
    /// <summary>A file and its content.</summary>
    /// <param name="Path">Relative to the folder that they are written into, with <c>/</c> between the parts.</param>
    public sealed record File(string Path, string Text);

    public static IReadOnlyList<File> Of(ReproHost host) =>
        [
            new("docs/reference/quantities.md", ReferencePages.Quantities(host)),
            new("docs/reference/claim-file.md", ReferencePages.ClaimFile()),
            new("docs/reference/run-file.md", ReferencePages.RunFile()),
            new("docs/reference/layers.md", ReferencePages.Layers()),
            new("docs/reference/project-file.md", ReferencePages.ProjectFilePage()),
            new("docs/reference/json-output.md", ReferencePages.JsonOutput()),
            new("docs/reference/exit-codes.md", ReferencePages.ExitCodePage()),
            new("docs/reference/commands.md", ReferencePages.Commands()),
            .. ProjectTemplate.Schemas.Select(schema => new File(schema.Path, schema.Text)),
        ];
}
