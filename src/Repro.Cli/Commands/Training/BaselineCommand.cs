using System.CommandLine;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Evidence;
using Repro.Hosting;
using Repro.Outputs;
using Repro.Project;
using Repro.Reports.Baselines;
using Repro.Runs;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro baseline</c>: what finished trainings would change in the recorded evidence, and taking them in.</summary>
internal static class BaselineCommand
{
    public static Command Create(HostSource hosts)
    {
        Command command = new("baseline", "Compares finished trainings with the recorded evidence, records them, or says what they took. Example: repro baseline diff mnist-convnet")
        {
            Diff(hosts), Accept(hosts), BaselineCostCommand.Create(hosts),
        };
        return command;
    }

    private static Command Diff(HostSource hosts)
    {
        Argument<string?> name = new("run") { Description = "A run; all runs where none is named.", Arity = ArgumentArity.ZeroOrOne };
        Option<string> engine = Engine();
        Option<string> output = TrainCommand.OutputOption();
        Option<string?> markdown = new("--markdown") { Description = "Also write old and new, metric by metric, to this file as Markdown.", HelpName = "FILE" };
        Option<string?> html = new("--html") { Description = "Also write it to this file as a page with curves: old and new band, the documents' points.", HelpName = "FILE" };
        Command command = new("diff", "Says what finished trainings would change. Exit code 1 where they differ, 2 where a run is named of which nothing is finished. Example: repro baseline diff mnist-convnet --html diff.html") { name, engine, output, markdown, html };
        command.SetAction(parsed =>
        {
            OutputFile.Require(parsed.GetValue(markdown));
            OutputFile.Require(parsed.GetValue(html));
            ReproHost host = hosts.Of(parsed);
            string baselines = host.Project.BaselinesFolder;
            RunCatalog catalog = host.Runs;
            IReadOnlyList<string> runs = parsed.GetValue(name) is { } one ? [one] : catalog.Names;
            string of = host.Engines.NameOf(parsed.GetRequiredValue(engine));
            List<string> lines = [];
            List<BaselineChange> changes = [];
            int seeds = 0;
            foreach (string run in runs)
            {
                RunConfiguration configuration = catalog.Load(run);
                int finished = BaselineAcceptance.FinishedSeeds(parsed.GetRequiredValue(output), configuration, of).Count;
                if (finished == 0 && runs.Count == 1)
                {
                    throw BaselineAcceptance.NothingFinished(parsed.GetRequiredValue(output), configuration, of);
                }

                seeds += finished;
                IReadOnlyList<string> differences = BaselineAcceptance.Diff(baselines, parsed.GetRequiredValue(output), configuration, of);
                lines.AddRange(differences);
                if (differences.Count > 0)
                {
                    changes.Add(BaselineChange.Of(
                        run, of, differences, Baseline.Find(baselines, run, of)?.Rows, BaselineAcceptance.FinishedRows(parsed.GetRequiredValue(output), configuration, of), host.Claims.Whole().Executable));
                }
            }

            if (parsed.GetValue(name) is null)
            {
                lines.AddRange(BaselineAcceptance.UnknownRuns(parsed.GetRequiredValue(output), catalog, of).Select(run => $"{run} {of}: not compared, because {host.Project.File.Runs} has no run of this name"));
            }

            if (parsed.GetValue(markdown) is { } text)
            {
                OutputFile.WriteText(text, BaselineMarkdown.Of(changes));
            }

            if (parsed.GetValue(html) is { } page)
            {
                OutputFile.WriteText(page, BaselineHtml.Of(changes));
            }

            Console.WriteLine(lines.Count > 0 ? string.Join(Environment.NewLine, lines)
                : seeds == 0 ? $"No whole training of a declared seed on {of} lies in '{parsed.GetRequiredValue(output)}': there is nothing to compare.{string.Concat(runs.Select(run => BaselineAcceptance.NoEvidenceBeside(parsed.GetRequiredValue(output), catalog.Load(run), of)))}"
                : $"{seeds} finished {(seeds == 1 ? "seed" : "seeds")} in '{parsed.GetRequiredValue(output)}'; none differs from the baselines.");
            return lines.Count > 0 ? ExitCodes.Differs : ExitCodes.Fine;
        });
        return command;
    }

    private static Command Accept(HostSource hosts)
    {
        Argument<string[]> names = new("runs") { Description = "Which runs.", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> all = new("--all") { Description = "Every run of which something finished lies in the output folder." };
        Option<string?> seeds = new("--seeds") { Description = "Of one run: which seeds, like 1-5,8; all finished ones by default.", HelpName = "LIST" };
        Option<string> engine = Engine();
        Option<string> output = TrainCommand.OutputOption();
        Command command = new("accept", "Records finished, full-length trainings as evidence: of one run, of several, or --all. A seed that was recorded with the same bits and with its times keeps its record. Refused where CI is set. Examples: repro baseline accept mnist-convnet --seeds 1-10; repro baseline accept --all --out merged --engine tensorflow")
        {
            names, all, seeds, engine, output,
        };
        command.SetAction(parsed =>
        {
            string[] named = [.. (parsed.GetValue(names) ?? []).Distinct()];
            if (named.Length > 0 == parsed.GetValue(all))
            {
                throw new InputException("Say which runs to accept by name, or --all. `repro baseline diff` shows them.");
            }

            IReadOnlyList<int>? only = parsed.GetValue(seeds) is { } text ? SeedList.Parse(text) : null;
            if (only is not null && named.Length != 1)
            {
                throw new InputException("--seeds chooses the seeds of one run; name that run alone.");
            }

            ReproHost host = hosts.Of(parsed);
            RunCatalog catalog = host.Runs;
            Accept(host.Project, [.. (named.Length > 0 ? named : catalog.Names).Select(catalog.Load)], only, host.Engines.NameOf(parsed.GetRequiredValue(engine)), parsed.GetRequiredValue(output), parsed.GetValue(all));
            return ExitCodes.Fine;
        });
        return command;
    }

    private static void Accept(ReproProject project, IReadOnlyList<RunConfiguration> runs, IReadOnlyList<int>? only, string engine, string root, bool finishedAlone)
    {
        (RunConfiguration Run, IReadOnlyList<int> Seeds)[] chosen =
        [
            .. runs.Select(run => (run, only ?? BaselineAcceptance.FinishedSeeds(root, run, engine))).Where(pair => !finishedAlone || pair.Item2.Count > 0),
        ];
        if (chosen.Length == 0)
        {
            throw new InputException($"No whole training on {engine} lies in '{root}': there is nothing to accept.");
        }

        // One that cannot be accepted is told before another is.
        BaselineAcceptance.RequireAcceptable(root, chosen, engine, ContinuousIntegration.Here);
        foreach ((RunConfiguration run, IReadOnlyList<int> seeds) in chosen)
        {
            IReadOnlyList<int> known = BaselineAcceptance.Accept(project.BaselinesFolder, root, run, engine, seeds, ContinuousIntegration.Here);
            string kept = known.Count == 0 ? "" : $" Recorded before with the same bits, and left as they were: {SeedText.Of(known)}.";
            Console.WriteLine($"{project.File.Baselines}/{run.Name}/{engine}.csv now holds seeds {SeedText.Of(Baseline.Find(project.BaselinesFolder, run.Name, engine)!.Seeds)}.{kept}");
        }
    }

    private static Option<string> Engine() => BackendOptions.Recorded("Whose trainings");
}
