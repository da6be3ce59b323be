namespace Repro.Statistics;

/// <summary>What the seeds say of a document's single run.</summary>
internal enum IntervalTestResult
{
    Yes,
    No,
    Unclear,
}
