using Repro.Import.Naming;
using Repro.Import.Trainings;
using Repro.Inputs;
using Repro.Outputs;
using Repro.Project;

namespace Repro.Import.Writing;

/// <summary>The files that an import writes into a project, the project file last.</summary>
internal sealed class ImportPlan
{
    /// <summary>A line of every page of an import, by which a later import knows that it may replace the file.</summary>
    public const string PageMark = "<meta name=\"generator\" content=\"repro import\">";

    private const long MostBytes = 8 << 20;

    private readonly ReproProject _project;
    private readonly List<PlannedFile> _files = [];

    private ImportPlan(ReproProject project) => _project = project;

    public IReadOnlyList<PlannedFile> Files => _files;

    /// <param name="page">The page about the text, with its path in the project; null for none.</param>
    /// <exception cref="InputException">A file of the project cannot be read.</exception>
    public static ImportPlan Of(ReproProject project, ImportDraft draft, string? title, (string Path, string Html)? page)
    {
        ImportPlan plan = new(project);
        foreach (NamedNetwork network in draft.Networks.DistinctBy(network => network.Name))
        {
            plan.Add($"{project.File.Models}/{network.Name}.json", network.File.Json!, "model", (first, second) => first == second);
        }

        foreach (NamedRun run in draft.Runs.Where(run => run.Json is not null))
        {
            plan.Add($"{project.File.Runs}/{run.Name}.json", run.Json!, "training", RunText.SaysTheSame);
        }

        plan.AddClaims($"{project.File.Claims}/{draft.Document}.csv", draft);
        if (page is { } made)
        {
            if (!RelativePath.IsInside(made.Path))
            {
                throw new InputException(
                    $"--page {made.Path}: the page must be in the project: a relative path with '/' and without '..'."
                );
            }

            // Every import writes the page again; nobody edits it.
            string? before = plan.Existing(made.Path);
            if (
                !made.Path.EndsWith(".html", StringComparison.OrdinalIgnoreCase)
                || before?.Contains(PageMark, StringComparison.Ordinal) == false
            )
            {
                throw new InputException(
                    $"--page {made.Path}: the page must be a new .html file, or the page of an earlier import. No file was written."
                );
            }

            plan._files.Add(new PlannedFile(made.Path, made.Html, before == made.Html ? FileChange.Same : FileChange.New));
        }

        plan.AddProjectFile(draft, title);
        return plan;
    }

    /// <summary>Writes the files: all of them, or none where one cannot be written.</summary>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public void Write()
    {
        PlannedFile[] files = [.. _files.Where(file => file.IsWritten)];
        foreach (PlannedFile file in files)
        {
            RequireWritable(file.Path);
        }

        List<(string Path, string? Before)> written = [];
        try
        {
            foreach (PlannedFile file in files)
            {
                string path = _project.PathOf(file.Path);
                written.Add((path, Existing(file.Path)));
                OutputFile.WriteText(path, file.Text);
            }
        }
        catch (InputException)
        {
            foreach ((string path, string? before) in written)
            {
                Restore(path, before);
            }

            throw;
        }
    }

    private void RequireWritable(string file)
    {
        try
        {
            OutputFile.Require(_project.PathOf(file));
        }
        catch (InputException exception)
        {
            // The message of the system names a temporary file.
            string cause =
                exception.InnerException is UnauthorizedAccessException
                    ? "access to its folder is denied"
                    : exception.InnerException?.Message.TrimEnd('.') ?? exception.Message;
            throw new InputException(
                $"Cannot write '{file}' in the project {_project.Root}: {cause}. Make the folder writable. No file was written.",
                exception
            );
        }
    }

    private static void Restore(string path, string? before)
    {
        try
        {
            if (before is not null)
            {
                OutputFile.WriteText(path, before);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InputException)
        {
            // The first error is the one to report.
        }
    }

    // A file that exists may have been edited: it stays, and a difference is reported.
    private void Add(string path, string text, string noun, Func<string, string, bool> isSame)
    {
        FileChange change = Existing(path) switch
        {
            null => FileChange.New,
            var before when isSame(before, text) => FileChange.Same,
            _ => FileChange.Kept,
        };
        string note = change == FileChange.Kept ? $"the code now gives another {noun}; delete the file and import again to take it" : "";
        _files.Add(new PlannedFile(path, text, change, note));
    }

    private void AddClaims(string path, ImportDraft draft)
    {
        if (Existing(path) is not { } existing)
        {
            // A claim file without a claim is of no use.
            if (draft.Rows.Count == 0)
            {
                return;
            }

            _files.Add(
                new PlannedFile(
                    path,
                    ClaimFileMerge.New(draft.Rows),
                    FileChange.New,
                    FormattableString.Invariant(
                        $"{Counted.Of(draft.Rows.Count, "claim")}, {draft.Rows.Count(row => row.IsExecutable)} of them executable"
                    )
                )
            );
            return;
        }

        MergedClaims merged = ClaimFileMerge.Merge(path, existing, draft.Document, draft.Rows);
        _files.Add(
            new PlannedFile(
                path,
                merged.Text,
                merged.Text == existing ? FileChange.Same : FileChange.Changed,
                FormattableString.Invariant(
                    $"{Counted.Of(merged.Added, "claim")} added, {merged.Moved} moved, {merged.Gone} marked as gone"
                )
            )
        );
    }

    private void AddProjectFile(ImportDraft draft, string? title)
    {
        string existing = Existing(ProjectFile.Name) ?? throw new InputException($"{_project.Root}: the folder has no {ProjectFile.Name}.");
        string text = existing;
        if (_project.File.Documents.All(document => document.Id != draft.Document))
        {
            string named = title is null ? "" : $", \"title\": {System.Text.Json.JsonSerializer.Serialize(title, Plain)}";
            text = JsonInsertion.IntoList(
                text,
                "documents",
                $"{{ \"id\": \"{draft.Document}\"{named}, \"source\": {System.Text.Json.JsonSerializer.Serialize(draft.Text.File, Plain)} }}"
            );
        }

        foreach (FolderSet folder in draft.Folders)
        {
            string classes =
                folder.Classes.Count == 0
                    ? ""
                    : $", \"classes\": [{string.Join(", ", folder.Classes.Select(name => System.Text.Json.JsonSerializer.Serialize(name, Plain)))}]";
            text = JsonInsertion.IntoObject(
                text,
                "data_sets",
                folder.Name,
                $"{{ \"kind\": \"image_folder\", \"splits\": [{string.Join(", ", folder.Splits.Select(split => $"\"{split}\""))}]{classes} }}"
            );
        }

        foreach ((DataSetDeclaration set, string declaration) in draft.Arrays)
        {
            text = JsonInsertion.IntoObject(text, "data_sets", set.Name, declaration);
        }

        ProjectFile.Parse(ProjectFile.Name, text);
        _files.Add(new PlannedFile(ProjectFile.Name, text, text == existing ? FileChange.Same : FileChange.Changed));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private string? Existing(string path) =>
        Path.Exists(_project.PathOf(path)) ? InputFile.ReadText(_project.PathOf(path), MostBytes, "a file of the project") : null;
}
