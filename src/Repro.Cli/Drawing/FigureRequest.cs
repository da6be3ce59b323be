namespace Repro.Cli.Drawing;

/// <summary>The figures that a user asks for.</summary>
/// <param name="Subject">One of <see cref="FigureSubjects.Names"/>.</param>
/// <param name="Run">A run with a finished training; null for pretrained networks.</param>
/// <param name="Seed">The trained seed of the run.</param>
/// <param name="Model">A pretrained network; null for all of them.</param>
/// <param name="RunsFolder">The folder of all trainings.</param>
internal sealed record FigureRequest(string Subject, string? Run, int? Seed, string? Model, string RunsFolder)
{
    /// <summary>Whether everything is drawn that data and weights allow. What is missing is then skipped and listed.</summary>
    public bool DrawsAll => Subject == FigureSubjects.All;

    public bool Wants(string subject) => DrawsAll || Subject == subject;
}
