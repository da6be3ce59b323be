using System.Globalization;
using Repro.Claims;
using Repro.Figures.Curves;
using Repro.Figures.Drawing;
using Repro.Hosting;
using Repro.Inputs;
using Repro.Project;
using Repro.Reports.Html;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Cli.Drawing;

/// <summary>Curves of a training, in the styles that the project declares, and of the recorded seeds of its run.</summary>
internal sealed class CurveFigures(ReproHost host, FigureFolder folder)
{
    /// <param name="trained">The folder of the finished training.</param>
    /// <exception cref="InputException">The history is damaged, or the project declares no style and has no record of the run.</exception>
    public void Draw(string run, int seed, string trained)
    {
        DrawTraining(run, seed, trained);
        RunEvidence[] recorded = Recorded(run);
        if (recorded.Length == 0 && host.Project.File.CurveStyles.Count == 0)
        {
            throw new InputException($"There is no style to draw curves in. Declare one under 'curve_styles' of {ProjectFile.Name}.");
        }

        foreach (RunEvidence evidence in recorded)
        {
            DrawRecorded(run, evidence);
        }
    }

    private void DrawTraining(string run, int seed, string trained)
    {
        string file = RunFolder.HistoryOf(trained);
        IReadOnlyList<EpochMetrics> history =
            MetricTable
                .Parse(InputFile.ReadText(file, MetricTable.MostBytes, "a table of metrics"), file, withSeed: false)
                .Rows.Values.SingleOrDefault()
            ?? throw new InputException($"{file}: it has no epochs. Train the run again.");
        foreach (CurveStyle style in host.Project.File.CurveStyles.Select(CurveStyle.Of))
        {
            foreach ((string figure, string svg) in CurveDrawing.Draw(history, style))
            {
                folder.AddSvg(
                    FigureSubjects.Curves,
                    $"{run}-curves-{figure}-{style.Name.Replace(' ', '-')}",
                    string.Create(CultureInfo.InvariantCulture, $"{run}, seed {seed}: {figure}"),
                    $"The {figure} of {run} in the style of {style.Name}.",
                    svg,
                    seed
                );
            }
        }
    }

    private void DrawRecorded(string run, RunEvidence evidence)
    {
        foreach ((string figure, string svg) in evidence.Figures())
        {
            folder.AddSvg(
                FigureSubjects.Curves,
                $"{run}-evidence-{figure}-{evidence.Histories.Backend.ToLowerInvariant()}",
                $"{run} on {evidence.Histories.Backend}: {figure} of the recorded seeds",
                $"The recorded seeds {SeedText.Of(evidence.Histories.Seeds.Keys)} as a band with their mean, and the values that documents print.",
                svg,
                null
            );
        }
    }

    // Records of other runs that cannot be read do not matter here.
    private RunEvidence[] Recorded(string run) =>
        [
            .. RunEvidence
                .Recorded(host.Project.BaselinesFolder, host.Runs, host.Claims.Whole().Claims, all: false, leaveOut: _ => { })
                .Where(evidence => evidence.Run.Name == run),
        ];
}
