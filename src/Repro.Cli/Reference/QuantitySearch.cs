using Repro.Claims;
using Repro.Hosting;
using Repro.Project;

namespace Repro.Cli.Reference;

/// <summary>
/// Finds the quantities whose addresses begin with a text: <c>model</c>, <c>run:RUN/val</c>, <c>model:vgg16-base-150/</c>.
/// </summary>
internal static class QuantitySearch
{
    // What ends the subject of an address.
    private const string Ends = "{[/";

    /// <returns>
    /// The quantities; where the text names a network, a run or a data set, with that name in place of the capital letters.
    /// </returns>
    /// <exception cref="InputException">No address begins so; the message has the nearest name.</exception>
    public static IReadOnlyList<QuantityDescription> Find(ReproHost host, string? prefix)
    {
        ProbeRegistry probes = host.Probes();
        IReadOnlyList<QuantityDescription> all = probes.Quantities;
        if (string.IsNullOrEmpty(prefix))
        {
            return all;
        }

        int colon = prefix.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            QuantityDescription[] begun = [.. all.Where(quantity => quantity.Probe.StartsWith(prefix, StringComparison.Ordinal))];
            return begun.Length > 0 ? begun : throw NoProbe(prefix, probes);
        }

        string probe = prefix[..colon];
        if (!probes.Prefixes.Contains(probe))
        {
            throw NoProbe(probe, probes);
        }

        QuantityDescription[] ofProbe = [.. all.Where(quantity => quantity.Probe == probe)];
        string rest = prefix[(colon + 1)..];
        int end = rest.IndexOfAny([.. Ends]);
        string subject = end < 0 ? rest : rest[..end];
        QuantityDescription[] ofSubject = [.. end < 0 ? Begun(host, ofProbe, subject) : Whole(host, ofProbe, subject)];
        if (ofSubject.Length == 0)
        {
            string[] known = [.. ofProbe.SelectMany(quantity => Names(host, quantity)).Distinct()];
            throw new InputException(
                $"No quantity begins with '{prefix}'.{Spelling.Suggestion(subject, known)} See: repro quantities {probe}"
            );
        }

        string tail = end < 0 ? "" : rest[end..];
        QuantityDescription[] found = [.. ofSubject.Where(quantity => Continues(quantity, tail))];
        string name = tail[(tail.LastIndexOf('/') + 1)..];
        return found.Length > 0
            ? found
            : throw new InputException(
                $"No quantity begins with '{prefix}'.{Spelling.Suggestion(name, ofSubject.Select(quantity => quantity.Quantity))} See: repro quantities {probe}:{subject}"
            );
    }

    // The subject is written in full.
    private static IEnumerable<QuantityDescription> Whole(ReproHost host, IEnumerable<QuantityDescription> quantities, string subject) =>
        from quantity in quantities
        where Names(host, quantity).Contains(subject, StringComparer.Ordinal)
        select Named(quantity, subject);

    // It may still go on: a name that is known is filled in, the beginning of names is not.
    private static IEnumerable<QuantityDescription> Begun(ReproHost host, IEnumerable<QuantityDescription> quantities, string subject) =>
        from quantity in quantities
        let names = Names(host, quantity)
        where names.Any(name => name.StartsWith(subject, StringComparison.Ordinal))
        select names.Contains(subject, StringComparer.Ordinal) ? Named(quantity, subject) : quantity;

    private static QuantityDescription Named(QuantityDescription quantity, string subject) =>
        quantity with
        {
            Address = $"{quantity.Probe}:{subject}{quantity.Address[(quantity.Probe.Length + 1 + quantity.Subject.Length)..]}",
        };

    /// <summary>What may stand as the subject: the word itself, and for a word in capital letters the names that the project has.</summary>
    private static IReadOnlyList<string> Names(ReproHost host, QuantityDescription quantity) =>
        quantity.Subject switch
        {
            "NAME" => [quantity.Subject, .. host.Models.Names],
            "RUN" => [quantity.Subject, .. host.Runs.Names],
            "SET" => [quantity.Subject, .. host.Runs.Data.Sets.Names],
            _ => [quantity.Subject],
        };

    // An argument that is begun is only asked for; the quantity must begin as written.
    private static bool Continues(QuantityDescription quantity, string tail)
    {
        int slash = tail.LastIndexOf('/');
        return (!tail.Contains('[', StringComparison.Ordinal) || quantity.Address.Contains('[', StringComparison.Ordinal))
            && (slash < 0 || quantity.Quantity.StartsWith(tail[(slash + 1)..].Split('@')[0], StringComparison.Ordinal));
    }

    private static InputException NoProbe(string name, ProbeRegistry probes) =>
        new(
            probes.Prefixes.Contains(name, StringComparer.Ordinal)
                ? $"The probe '{name}' is declared in {ProjectFile.Name} and defined in the project's tests. Its quantities are not known to the tool."
                : $"There is no probe '{name}'.{Spelling.Suggestion(name, probes.Prefixes)} The probes are {string.Join(", ", probes.Prefixes.Order(StringComparer.Ordinal))}."
        );
}
