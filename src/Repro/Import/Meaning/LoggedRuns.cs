using Repro.Claims;
using Repro.Import.Printed;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Trainings;

namespace Repro.Import.Meaning;

/// <summary>Which training printed a log.</summary>
internal sealed class LoggedRuns(
    ImportedProgram program,
    TextStatements text,
    IReadOnlyList<NamedRun> runs,
    Printers printers,
    UntrainedModels untrained
)
{
    private NamedRun?[]? _runs;

    /// <summary>The training that printed a log, by the log's number; null where it is not known.</summary>
    public NamedRun? Of(int log) => (_runs ??= Find())[log];

    /// <summary>The log of a training; null where it printed none.</summary>
    public EpochLog? LogOf(NamedRun run) => text.Logs.FirstOrDefault(log => Of(log.Number) == run);

    /// <summary>The values of a metric of a training by epoch; null where no log has them.</summary>
    public IReadOnlyList<(int Epoch, double Value)>? Series(NamedRun run, string metric) =>
        LogOf(run) is { } log && log.MetricOf(metric) is { } name && log.Series(name) is { Count: > 0 } series ? series : null;

    // A log may be behind another block of code than its call, but not in another cell.
    private NamedRun?[] Find()
    {
        Dictionary<(Place, Place), NamedRun> byPlace = runs.ToDictionary(run => (run.Fit.Statement, run.Fit.Place));
        return
        [
            .. printers
                .Of([.. text.Logs.Select(log => log.Place)], program.Fits, call => call.Statement)
                .Zip(
                    text.Logs,
                    (printer, log) =>
                        printer.Call is { } call ? byPlace[(call.Statement, call.Place)]
                        : printer.HasCalls || log.Place.Cell is not null ? null
                        : runs.LastOrDefault(run => run.Fit.Statement <= log.Place) is { } before
                        && untrained.After(before, log.Place) is null
                            ? before
                        : null
                ),
        ];
    }
}
