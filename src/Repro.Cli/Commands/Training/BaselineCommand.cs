using System.CommandLine;
using System.Text.Json.Nodes;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Evidence;
using Repro.Hosting;
using Repro.Outputs;
using Repro.Project;
using Repro.Reports.Baselines;
using Repro.Runs;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro baseline</c>: compares finished trainings with the recorded ones, and records them.</summary>
internal static class BaselineCommand
{
    public static Command Create(HostSource hosts)
    {
        Command command = new(
            "baseline",
            "Compares finished trainings with the baselines, records trainings as baselines, or prints the training time of the baselines. Example: repro baseline diff mnist-convnet"
        )
        {
            Diff(hosts),
            Accept(hosts),
            BaselineCostCommand.Create(hosts),
        };
        return command;
    }

    private static Command Diff(HostSource hosts)
    {
        Argument<string?> name = new("run") { Description = "Name of a run. Default: all runs.", Arity = ArgumentArity.ZeroOrOne };
        ProjectNames.SuggestRuns(name, hosts);
        Option<string> backend = Backend();
        Option<string> output = TrainingOptions.Runs();
        Option<string?> markdown = new("--markdown")
        {
            Description = "Also write the old and new metrics to this Markdown file.",
            HelpName = "FILE",
        };
        Option<string?> html = new("--html") { Description = "Also write an HTML page with the old and new curves.", HelpName = "FILE" };
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "diff",
            "Shows the changes that `repro baseline accept` would make to the baselines. Exit code 1: trainings and baselines differ. 2: the named run has no finished training. Example: repro baseline diff mnist-convnet --html diff.html"
        )
        {
            name,
            backend,
            output,
            markdown,
            html,
            json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetResult(output) is { Implicit: false } && !Directory.Exists(parsed.GetRequiredValue(output)))
            {
                throw new InputException($"--runs '{parsed.GetRequiredValue(output)}': the folder does not exist.");
            }

            OutputFile.Require(parsed.GetValue(markdown));
            OutputFile.Require(parsed.GetValue(html));
            ReproHost host = hosts.Of(parsed);
            string baselines = host.Project.BaselinesFolder;
            RunCatalog catalog = host.Runs;
            IReadOnlyList<string> runs = parsed.GetValue(name) is { } one ? [one] : catalog.Names;
            string of = host.Backends.NameOf(parsed.GetRequiredValue(backend));
            List<string> lines = [];
            List<BaselineChange> changes = [];
            JsonArray compared = [];
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
                compared.Add(
                    new JsonObject
                    {
                        ["run"] = run,
                        ["backend"] = of,
                        ["finished_seeds"] = finished,
                        ["differences"] = new JsonArray([.. differences.Select(line => (JsonNode)line)]),
                    }
                );
                if (differences.Count > 0)
                {
                    changes.Add(
                        BaselineChange.Of(
                            run,
                            of,
                            differences,
                            Baseline.Find(baselines, run, of)?.Rows,
                            BaselineAcceptance.FinishedRows(parsed.GetRequiredValue(output), configuration, of),
                            host.Claims.Whole().Executable
                        )
                    );
                }
            }

            IReadOnlyList<string> unknown = parsed.GetValue(name) is null
                ? BaselineAcceptance.UnknownRuns(parsed.GetRequiredValue(output), catalog, of)
                : [];
            lines.AddRange(unknown.Select(run => $"{run} {of}: not compared, because {host.Project.File.Runs} has no run of this name"));

            if (parsed.GetValue(markdown) is { } text)
            {
                OutputFile.WriteText(text, BaselineMarkdown.Of(changes));
            }

            if (parsed.GetValue(html) is { } page)
            {
                OutputFile.WriteText(page, BaselineHtml.Of(changes));
            }

            JsonObject result = new()
            {
                ["schema_version"] = 1,
                ["runs"] = compared,
                ["not_compared"] = new JsonArray([.. unknown.Select(run => (JsonNode)run)]),
            };
            JsonTarget
                .Of(parsed, json)
                .Write(
                    () => JsonText.Of(result),
                    () =>
                        Console.WriteLine(
                            lines.Count > 0 ? string.Join(Environment.NewLine, lines)
                            : seeds == 0
                                ? $"There is nothing to compare: '{parsed.GetRequiredValue(output)}' has no finished, full-length training of a declared seed on {of}.{string.Concat(runs.Select(run => BaselineAcceptance.NoEvidenceBeside(parsed.GetRequiredValue(output), catalog.Load(run), of)))}"
                            : $"{seeds} finished {(seeds == 1 ? "seed" : "seeds")} in '{parsed.GetRequiredValue(output)}'. None differs from the baselines."
                        )
                );
            return lines.Count > 0 ? ExitCodes.Failed : ExitCodes.Success;
        });
        return command;
    }

    private static Command Accept(HostSource hosts)
    {
        Argument<string[]> names = new("runs")
        {
            Description = "Names of runs.",
            HelpName = "RUN",
            Arity = ArgumentArity.ZeroOrMore,
        };
        ProjectNames.SuggestRuns(names, hosts);
        Option<bool> all = new("--all") { Description = "Accept every run with at least one finished seed in the folder of trainings." };
        Option<string?> seeds = TrainingOptions.SomeSeeds("Requires exactly one run. Default: all finished seeds.");
        Option<string> backend = Backend();
        Option<string> output = TrainingOptions.Runs();
        Command command = new(
            "accept",
            "Adds finished, full-length trainings to the baselines of their runs. A recorded seed is replaced if the new training differs, and is not changed if the training is bit-identical. Not allowed if CI is set. Examples: repro baseline accept mnist-convnet --seeds 1-10; repro baseline accept --all --runs merged --backend tensorflow"
        )
        {
            names,
            all,
            seeds,
            backend,
            output,
        };
        command.SetAction(parsed =>
        {
            string[] named = [.. (parsed.GetValue(names) ?? []).Distinct()];
            if (named.Length > 0 == parsed.GetValue(all))
            {
                throw new InputException("Name the runs to accept, or give --all. `repro baseline diff` shows them.");
            }

            IReadOnlyList<int>? only = parsed.GetValue(seeds) is { } text ? SeedList.Parse(text) : null;
            if (only is not null && named.Length != 1)
            {
                throw new InputException("--seeds requires exactly one run.");
            }

            ReproHost host = hosts.Of(parsed);
            RunCatalog catalog = host.Runs;
            Accept(
                host.Project,
                [.. (named.Length > 0 ? named : catalog.Names).Select(catalog.Load)],
                only,
                host.Backends.NameOf(parsed.GetRequiredValue(backend)),
                parsed.GetRequiredValue(output),
                parsed.GetValue(all),
                hosts.IsContinuousIntegration
            );
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Accept(
        ReproProject project,
        IReadOnlyList<RunConfiguration> runs,
        IReadOnlyList<int>? only,
        string backend,
        string root,
        bool finishedAlone,
        bool continuousIntegration
    )
    {
        (RunConfiguration Run, IReadOnlyList<int> Seeds)[] chosen =
        [
            .. runs.Select(run => (run, only ?? BaselineAcceptance.FinishedSeeds(root, run, backend)))
                .Where(pair => !finishedAlone || pair.Item2.Count > 0),
        ];
        if (chosen.Length == 0)
        {
            throw new InputException($"There is nothing to accept: '{root}' has no finished, full-length training on {backend}.");
        }

        // Errors are reported before anything is recorded.
        BaselineAcceptance.RequireAcceptable(root, chosen, backend, continuousIntegration);
        foreach ((RunConfiguration run, IReadOnlyList<int> seeds) in chosen)
        {
            IReadOnlyList<int> known = BaselineAcceptance.Accept(project.BaselinesFolder, root, run, backend, seeds, continuousIntegration);
            string kept =
                known.Count == 0 ? "" : $" These seeds were already recorded with the same bits and are unchanged: {SeedText.Of(known)}.";
            Console.WriteLine(
                $"{project.File.Baselines}/{run.Name}/{backend}.csv now has the seeds {SeedText.Of(Baseline.Find(project.BaselinesFolder, run.Name, backend)!.Seeds)}.{kept}{BaselineAcceptance.UndeclaredBeside(root, run, backend)}"
            );
        }
    }

    private static Option<string> Backend() => BackendOptions.Recorded("Backend of the trainings");
}
