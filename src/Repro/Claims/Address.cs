namespace Repro.Claims;

/// <summary>
/// Names a measurable quantity: <c>probe:subject{variant, variant}[argument argument]/quantity@selector</c>.
/// Only probe, subject and quantity are required.
/// </summary>
/// <param name="Probe">Which probe measures it: <c>model</c>, <c>run</c>, <c>config</c> ...</param>
/// <param name="Variants">Between braces, separated by commas: <c>base frozen</c>, <c>tf.keras</c>.</param>
/// <param name="Argument">Between brackets, as written; probes split it at spaces.</param>
/// <param name="Selector">After <c>@</c>: <c>last</c>, <c>best</c>, <c>argmin</c>, <c>epoch=N</c>, <c>tail</c>.</param>
public sealed record Address(
    string Probe, string Subject, IReadOnlyList<string> Variants, string? Argument, string Quantity, string? Selector)
{
    /// <summary>The address as written.</summary>
    public required string Text { get; init; }

    public override string ToString() => Text;
}
