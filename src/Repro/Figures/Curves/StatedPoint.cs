namespace Repro.Figures.Curves;

/// <summary>A value that a document states of a metric.</summary>
/// <param name="Place">Document and line.</param>
/// <param name="From">The first epoch that the statement is about, from 1.</param>
/// <param name="To">The last one.</param>
/// <param name="Low">The value, or the lower end of a range.</param>
internal sealed record StatedPoint(string Claim, string Place, string Metric, int From, int To, double Low, double High)
{
    /// <summary>Whether the statement is about the best of these epochs, and not about each of them.</summary>
    public bool IsBest { get; init; }
}
