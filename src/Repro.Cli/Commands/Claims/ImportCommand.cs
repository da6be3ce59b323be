using System.CommandLine;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Data.Arrays;
using Repro.Hosting;
using Repro.Import.Contradictions;
using Repro.Import.Programs;
using Repro.Import.Texts;
using Repro.Import.Trainings;
using Repro.Import.Writing;
using Repro.Reports.Imports;

namespace Repro.Cli.Commands.Claims;

/// <summary><c>repro import</c>: reads a tutorial into the project.</summary>
internal static class ImportCommand
{
    private const int MostGaps = 20;

    public static Command Create(HostSource hosts)
    {
        Argument<string> file = new("file") { Description = $"The tutorial: {SourceText.Extensions}." };
        Option<string?> id = new("--id") { Description = "Id of the document. Default: the name of the file.", HelpName = "ID" };
        Option<string?> title = new("--title") { Description = "Title of the document, for reports.", HelpName = "TEXT" };
        Option<string?> page = new("--page")
        {
            Description = "HTML page in the project that shows each line of the text with its import result. Default: imports/ID.html.",
            HelpName = "FILE",
        };
        Option<bool> dry = new("--dry-run") { Description = "Write nothing, and list what would be written." };
        Command command = new(
            "import",
            "Reads a tutorial into the project. Writes its models, runs and claims as files. Python is read and never executed. Existing models and runs are not changed. In an existing claim file, edits are kept, line numbers are updated, and new claims are added at the end. Examples: repro import tutorial.ipynb; repro import page.html --id lenet --dry-run"
        )
        {
            file,
            id,
            title,
            page,
            dry,
        };
        command.SetAction(parsed =>
            Run(
                hosts.Of(parsed),
                parsed.GetRequiredValue(file),
                parsed.GetValue(id),
                parsed.GetValue(title),
                parsed.GetValue(page),
                parsed.GetValue(dry)
            )
        );
        return command;
    }

    private static int Run(ReproHost host, string file, string? named, string? title, string? pagePath, bool dry)
    {
        SourceText text = SourceText.Read(file);
        string document = named ?? DocumentId.Of(file);
        if (!PlainName.IsValid(document))
        {
            throw new InputException($"--id {document}: the id of a document must be a plain name; {PlainName.Rule}.");
        }

        string path = pagePath ?? $"imports/{document}.html";
        ImportDraft draft = ImportDraft.Of(
            document,
            text,
            host.Models,
            host.Runs.Data.Sets,
            host.Probes().Prefixes,
            ExistingNetworks.Of(host.Project, document),
            new ArrayFileShapes(host.Settings.DataRoot, host.Runs.Data.Sets).Of
        );
        ImportPlan plan = ImportPlan.Of(host.Project, draft, title, (path, ImportPage.Of(draft)));
        if (!dry)
        {
            plan.Write();
        }

        Print(draft, plan, dry);
        return ExitCodes.Success;
    }

    private static void Print(ImportDraft draft, ImportPlan plan, bool dry)
    {
        foreach (PlannedFile file in plan.Files)
        {
            string done = file.Change switch
            {
                FileChange.New => dry ? "would write" : "written",
                FileChange.Changed => dry ? "would change" : "changed",
                FileChange.Same => "unchanged",
                _ => "kept, differs",
            };
            Console.WriteLine($"{done, -14} {file.Path}{(file.Note.Length > 0 ? $" ({file.Note})" : "")}");
        }

        NamedRun[] undescribed = [.. draft.Runs.Where(run => run.Json is null)];
        foreach (NamedRun run in undescribed.Take(MostGaps))
        {
            string call = run.Fit.Place.Overlaps(run.Fit.Statement) ? "" : $", called at {run.Fit.Statement.InWords}";
            Console.WriteLine($"no run file for the training at {run.Fit.Place.InWords}{call}: {run.Reason}");
        }

        if (undescribed.Length > MostGaps)
        {
            Console.WriteLine($"{undescribed.Length - MostGaps} more trainings have no run file; the page lists them.");
        }

        foreach (ImportedModel model in draft.Program.Models.Where(model => model.Last.Model is null))
        {
            // A network that is not known from some line on has files of its earlier states.
            Place place = model.States.Any(state => state.Model is not null) ? model.Last.Place : model.Place;
            Console.WriteLine($"no file for the model at {place.InWords}: {model.Last.Reason}");
        }

        foreach (Contradiction contradiction in draft.Contradictions)
        {
            Console.WriteLine($"contradiction: {contradiction.Text}");
        }

        foreach (ImportedGap gap in draft.Program.NotUnderstood.Take(MostGaps))
        {
            Console.WriteLine($"not understood, {gap.Place.InWords}: {gap.Reason}");
        }

        if (draft.Program.NotUnderstood.Count > MostGaps)
        {
            Console.WriteLine($"{draft.Program.NotUnderstood.Count - MostGaps} more lines were not understood; the page lists them.");
        }

        if (draft.Rows.Count == 0)
        {
            bool hasText = draft.Text.Blocks.Any(block => block.Kind is BlockKind.Prose or BlockKind.Output);
            Console.WriteLine(
                hasText
                    ? "no claims: the text states no number about a model, a training or data that import reads. No claim file is written."
                    : "no claims: the text has no prose and no printed outputs. No claim file is written."
            );
        }

        int ambiguous = draft.Rows.Count(row => row.Reason.Contains("ambiguous", StringComparison.Ordinal));
        Console.WriteLine(
            $"{Counted.Of(draft.Rows.Count, "claim")}: {draft.Rows.Count(row => row.IsExecutable)} executable, {ambiguous} with an ambiguous subject.{(dry ? " Nothing was written." : draft.Rows.Count > 0 ? " Next: repro verify; repro runs." : "")}"
        );
    }
}
