namespace Repro;

/// <summary>How long one pattern may search in a text from outside, such as a tutorial.</summary>
internal static class PatternTime
{
    /// <summary>
    /// Wall time. No pattern takes more than milliseconds on a quiet machine; on a busy one a process may wait for seconds, and a tutorial
    /// must not be refused for that.
    /// </summary>
    public const int LimitMilliseconds = 10_000;
}
