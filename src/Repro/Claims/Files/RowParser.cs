namespace Repro.Claims.Files;

/// <summary>Turns a row of text into a claim and collects everything that is wrong with it.</summary>
/// <param name="probes">The prefixes that addresses may have.</param>
/// <param name="known">What the column <c>needs</c> can name; null if it is not checked.</param>
internal sealed class RowParser(
    ClaimRow row,
    ClaimLine source,
    string document,
    IReadOnlyCollection<string> probes,
    KnownNeeds? known = null
)
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The claim, or null after errors.</summary>
    public Claim? Parse()
    {
        bool named = row.Id.Length > 0 && row.Id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_');
        Demand(named, "id", $"'{row.Id}' must be letters, digits, '-', '.' and '_', so that a test filter can name it");
        Demand(row.Document == document, "document", $"'{row.Document}' differs from the file's {document}");
        Demand(Place.TryParse(row.Line, out Place? place), "line", $"'{row.Line}' is not {Place.Forms}");
        Demand(row.Statement.Length > 0, "statement", "is empty");
        Check? check = row.Address.Length == 0 ? NoCheck() : ReadCheck();
        return _errors.Count == 0 ? new Claim(row.Id, document, place!, row.Statement, check, Words(row.Group), row.Reason, source) : null;
    }

    private Check? NoCheck()
    {
        Demand(row.Reason.Length > 0, "reason", "a row without an address must have a reason why it is not executable");
        (string Name, string Value)[] others =
        [
            ("tier", row.Tier),
            ("relation", row.Relation),
            ("expected", row.Expected),
            ("margin", row.Margin),
            ("standing", row.Standing),
        ];
        foreach ((string name, string value) in others)
        {
            Demand(value.Length == 0, name, $"'{value}' has no meaning without an address; leave the column empty");
        }

        return null;
    }

    private Check? ReadCheck()
    {
        Tier? tier = Choice<Tier>("tier", row.Tier);
        ExpectedVerdict? standing = Choice<ExpectedVerdict>("standing", row.Standing);
        Relation? relation = Relations.Parse(row.Relation);
        Demand(relation is not null, "relation", $"'{row.Relation}' must be one of {Relations.All}.{Relations.Suggestion(row.Relation)}");
        Address? address = Try("address", () => Known(Address.Parse(row.Address)));
        Expectation? expected = Try("expected", () => Expectation.Parse(row.Expected));
        _ = Try("expected", () => (expected as Expectation.Quantity) is { } other ? Known(other.Address) : null);
        double? margin = ReadMargin();
        string[] needs = Words(row.Needs);
        string parting = row.Needs.AsSpan().IndexOfAny(',', ';') < 0 ? "" : "; names in this column are separated by spaces";
        foreach (
            string run in new[] { address, (expected as Expectation.Quantity)?.Address }
                .OfType<Address>()
                .SelectMany(measured => measured.Runs)
                .Distinct(StringComparer.Ordinal)
        )
        {
            Demand(needs.Contains($"run:{run}", StringComparer.Ordinal), "needs", $"a claim on the run '{run}' needs 'run:{run}'{parting}");
        }

        foreach (
            string set in new[] { address, (expected as Expectation.Quantity)?.Address }
                .OfType<Address>()
                .Where(measured => measured.Probe == "data")
                .Select(measured => measured.Subject)
                .Distinct(StringComparer.Ordinal)
        )
        {
            Demand(needs.Contains(set, StringComparer.Ordinal), "needs", $"a claim on the data set '{set}' needs '{set}'{parting}");
        }

        foreach (string need in needs.Except(address?.Runs.Select(run => $"run:{run}") ?? []))
        {
            string? unknown = known?.Error(need, address?.Probe);
            Demand(unknown is null, "needs", unknown ?? "");
        }

        Demand(
            standing != ExpectedVerdict.Refuted || row.Reason.Length > 0,
            "reason",
            "a refuted claim must have a reason why it is refuted"
        );
        Demand(
            tier != Tier.Fast || needs.Length == 0,
            "tier",
            $"a fast claim must not need data or a run, but this claim needs '{row.Needs}'"
        );
        Demand(relation != Relation.Near || row.Margin.Length > 0, "margin", "'~' takes a margin");
        if (tier is null || standing is null || relation is null || address is null || expected is null)
        {
            return null;
        }

        string? misfit = Misfit(relation.Value, expected, margin);
        Demand(misfit is null, "expected", misfit ?? "");
        return new Check(tier.Value, needs, address, relation.Value, expected, margin, standing.Value);
    }

    // What a relation cannot be asked of; null where it fits.
    private static string? Misfit(Relation relation, Expectation expected, double? margin)
    {
        Value? constant = (expected as Expectation.Constant)?.Value;
        return relation switch
        {
            Relation.In => expected is Expectation.Between ? null : "'in' takes a range lo..hi",
            _ when expected is Expectation.Between => $"a range lo..hi goes with 'in', not with '{relation.Sign()}'",
            Relation.Contains or Relation.Throws => constant is Value.Text ? null : $"'{relation.Sign()}' takes a \"text\"",
            Relation.Equal => margin is null ? null : "'=' is exact: a margin goes with '~'",
            _ => constant is null or Value.Number ? null : $"'{relation.Sign()}' takes a number",
        };
    }

    private double? ReadMargin()
    {
        if (row.Margin.Length == 0)
        {
            return null;
        }

        bool number = Numbers.TryNumber(row.Margin, out double margin) && margin > 0;
        Demand(number, "margin", $"'{row.Margin}' is not a number above 0.{Numbers.CommaAdvice(row.Margin)}");
        return number ? margin : null;
    }

    private Address Known(Address address) =>
        probes.Contains(address.Probe)
            ? address
            : throw new AddressException(
                $"no probe is called '{address.Probe}': there are {string.Join(", ", probes.Order(StringComparer.Ordinal))}. A probe of your own is named under 'probes' in reprosuite.json"
            );

    private TChoice? Choice<TChoice>(string column, string text)
        where TChoice : struct, Enum
    {
        string[] names = [.. Enum.GetNames<TChoice>().Select(name => name.ToLowerInvariant())];
        int index = Array.IndexOf(names, text);
        Demand(index >= 0, column, $"'{text}' must be one of {string.Join(", ", names)}.{Spelling.Suggestion(text, names)}");
        return index >= 0 ? Enum.GetValues<TChoice>()[index] : null;
    }

    private TValue? Try<TValue>(string column, Func<TValue> read)
        where TValue : class?
    {
        try
        {
            return read();
        }
        catch (AddressException exception)
        {
            Demand(false, column, exception.Message);
            return null;
        }
    }

    private void Demand(bool met, string column, string message)
    {
        if (!met)
        {
            _errors.Add($"{source}: {column}: {message}");
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
