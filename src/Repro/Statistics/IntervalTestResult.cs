namespace Repro.Statistics;

/// <summary>What the seeds say of a document's single run.</summary>
public enum IntervalTestResult
{
    Yes,
    No,
    Unclear,
}
