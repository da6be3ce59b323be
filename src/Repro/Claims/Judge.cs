namespace Repro.Claims;

/// <summary>Measures a claim, compares, and says what follows.</summary>
internal static class Judge
{
    public const string NotBuiltYet = "probe not built yet";

    /// <exception cref="AddressException">The claim asks for what cannot be measured or compared: an error in the claim file.</exception>
    public static Finding Decide(Claim claim, ProbeRegistry probes) =>
        claim.Check is { } check
            ? Decide(
                check,
                probes.Measure(check.Address),
                check.Expected is Expectation.Quantity other ? probes.Measure(other.Address) : null
            )
            : new Finding(Verdict.NotExecutable, "", claim.Reason);

    /// <param name="other">What was measured at the expected address; null where the expected value is written down.</param>
    public static Finding Decide(Check check, Measurement measured, Measurement? other)
    {
        // Whichever side cannot be measured says why.
        foreach (Measurement? side in (Measurement?[])[measured, other])
        {
            switch (side)
            {
                case Measurement.NotBuilt unbuilt:
                    return Finding.Missing($"{NotBuiltYet}: {unbuilt.What}", "a later version of the suite brings it");
                case Measurement.Missing missing:
                    return Finding.Missing(missing.What, missing.Remedy);
            }
        }

        return (measured, other) switch
        {
            (Measurement.Thrown thrown, null) => Thrown(check, thrown),
            (Measurement.Seeds seeds, null) => SeedsJudge.Judge(seeds, check.Relation, check.Expected, check.Margin),
            (Measurement.Seeds seeds, Measurement.Seeds others) => SeedsJudge.Judge(seeds, check.Relation, others, check.Margin),
            (Measurement.Exact exact, null) => Exact(check, exact, check.Expected, ""),
            (Measurement.Exact exact, Measurement.Exact expected) => Exact(
                check,
                exact,
                new Expectation.Constant(expected.Value),
                $" against {expected.Value}"
            ),
            _ => throw new AddressException(
                $"{check}: the two sides are of different kinds (a run, a value, an error) and cannot be compared."
            ),
        };
    }

    private static Finding Exact(Check check, Measurement.Exact measured, Expectation expected, string against)
    {
        if (check.Relation == Relation.Throws)
        {
            // The error that the document shows did not come.
            return new Finding(Verdict.Refuted, measured.Value.ToString()!, $"no error: {measured.Evidence}");
        }

        bool holds = ExactJudge.Holds(measured.Value, check.Relation, expected, check.Margin);
        return new Finding(holds ? Verdict.Reproduced : Verdict.Refuted, measured.Value + against, measured.Evidence);
    }

    private static Finding Thrown(Check check, Measurement.Thrown thrown)
    {
        if (check is not { Relation: Relation.Throws, Expected: Expectation.Constant { Value: Value.Text text } })
        {
            throw new AddressException($"{check}: an error was provoked; only 'throws' can be asked of it.");
        }

        bool holds = thrown.Message.Contains(text.Content, StringComparison.Ordinal);
        return new Finding(holds ? Verdict.Reproduced : Verdict.Refuted, $"error: {thrown.Message}", thrown.Evidence);
    }
}
