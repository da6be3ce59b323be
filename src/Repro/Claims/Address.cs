using System.Diagnostics.CodeAnalysis;

namespace Repro.Claims;

/// <summary>
/// Names a measurable quantity: <c>probe:subject{variant, variant}[argument argument]/quantity@selector</c>.
/// Only probe, subject and quantity are required.
/// </summary>
/// <param name="Probe">Which probe measures it: <c>model</c>, <c>run</c>, <c>config</c> ...</param>
/// <param name="Subject">What is measured, after the colon: the name of a network, a run or a file.</param>
/// <param name="Variants">Between braces, separated by commas: <c>base frozen</c>, <c>tf.keras</c>.</param>
/// <param name="Argument">Between brackets, as written; probes split it at spaces.</param>
/// <param name="Quantity">What is measured of the subject, after the slash: <c>total_params</c>.</param>
/// <param name="Selector">After <c>@</c>: <c>last</c>, <c>best</c>, <c>argmin</c>, <c>epoch=N</c>, <c>tail</c>.</param>
public sealed record Address(
    string Probe,
    string Subject,
    IReadOnlyList<string> Variants,
    string? Argument,
    string Quantity,
    string? Selector
)
{
    /// <summary>The names of the trainings that the address is about; none where it is not about runs.</summary>
    public IReadOnlyList<string> Runs =>
        Probe != "run" ? []
        : Arguments is ["vs", var other] ? [Subject, other]
        : [Subject];

    /// <summary>The address as written.</summary>
    public required string Text { get; init; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address: <c>run:mnist-convnet/test_acc@last</c>.</param>
    /// <exception cref="AddressException">The text is not an address; the message says what was expected where.</exception>
    public static Address Parse(string text) => new AddressParser(text).Parse();

    /// <summary>Parses an address; false where the text is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Address? address)
    {
        try
        {
            address = Parse(text);
            return true;
        }
        catch (AddressException)
        {
            address = null;
            return false;
        }
    }

    /// <summary>The argument's words; empty where there is none.</summary>
    public IReadOnlyList<string> Arguments => Argument?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The address put together from its parts, in the grammar's one spelling: what <see cref="Parse"/> reads back.</summary>
    public string Canonical =>
        $"{Probe}:{Subject}"
        + (Variants.Count > 0 ? $"{{{string.Join(", ", Variants)}}}" : "")
        + (Argument is null ? "" : $"[{Argument}]")
        + $"/{Quantity}"
        + (Selector is null ? "" : $"@{Selector}");

    /// <summary>Two addresses are the same when they name the same quantity, however they are spaced.</summary>
    public bool Equals(Address? other) => other is not null && Canonical == other.Canonical;

    /// <inheritdoc/>
    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
