using System.CommandLine;
using Repro.Cli.Commands.Claims;
using Repro.Cli.Commands.Data;
using Repro.Cli.Commands.Models;
using Repro.Cli.Commands.Project;
using Repro.Cli.Commands.Training;
using Repro.Cli.Hosting;

namespace Repro.Cli.CommandLine;

/// <summary>The tool's commands, one file each in <c>Commands/</c>, in the order that help lists them.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> All(HostSource hosts) =>
        [
            InitCommand.Create(hosts),
            VerifyCommand.Create(hosts),
            ReportCommand.Create(hosts),
            ImportCommand.Create(hosts),
            ClaimsCommand.Create(hosts),
            QuantitiesCommand.Create(hosts),
            ModelsCommand.Create(hosts),
            LayersCommand.Create(),
            RunsCommand.Create(hosts),
            SummaryCommand.Create(hosts),
            TrainCommand.Create(hosts),
            CompareCommand.Create(hosts),
            EvaluateCommand.Create(hosts),
            PredictCommand.Create(hosts),
            DrawCommand.Create(hosts),
            BaselineCommand.Create(hosts),
            SnapshotsCommand.Create(hosts),
            PlanCommand.Create(hosts),
            RunJobCommand.Create(hosts),
            QueueCommand.Create(hosts),
            MergeCommand.Create(),
            DataCommand.Create(hosts),
            CleanCommand.Create(hosts),
            DoctorCommand.Create(hosts),
            CompletionCommand.Create(),
            CompletionCommand.Complete(hosts),
            ReferenceCommand.Create(hosts),
            BenchCommand.Create(hosts),
        ];
}
