using System.CommandLine;
using Repro.Cli.Commands;

namespace Repro.Cli;

/// <summary>The tool's commands, one file each in <c>Commands/</c>, in the order that help lists them.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> All() =>
    [
        VerifyCommand.Create(),
        ReportCommand.Create(),
        ClaimsCommand.Create(),
        SummaryCommand.Create(),
        TrainCommand.Create(),
        CompareCommand.Create(),
        EvaluateCommand.Create(),
        PredictCommand.Create(),
        DrawCommand.Create(),
        BaselineCommand.Create(),
        SnapshotsCommand.Create(),
        PlanCommand.Create(),
        RunJobCommand.Create(),
        QueueCommand.Create(),
        MergeCommand.Create(),
        DataCommand.Create(),
        CleanCommand.Create(),
        DoctorCommand.Create(),
        BenchCommand.Create(),
    ];
}
