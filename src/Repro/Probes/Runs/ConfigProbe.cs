using Repro.Claims;
using Repro.Runs;

namespace Repro.Probes.Runs;

/// <summary>
/// Reads a run's parsed configuration, the one that drives its training: <c>config:RUN/learning_rate</c>,
/// <c>config:vgg16-finetune-100[test]/batch_size</c>. Steps that follow from samples and batch are computed.
/// </summary>
/// <remarks>
/// Arguments: <c>train</c>, <c>validation</c>, <c>test</c> and <c>features</c> (the pass through the base). Without an argument
/// a quantity is the training part's, or that of the part it begins with: <c>validation_steps</c>, <c>extraction_batch_size</c>.
/// </remarks>
/// <param name="runs">The project's runs.</param>
internal sealed class ConfigProbe(RunCatalog runs) : IProbe
{
    private static readonly (string Prefix, string Part)[] Parts =
    [
        ("train_", "train"),
        ("validation_", "validation"),
        ("test_", "test"),
        ("extraction_", "features"),
    ];

    public string Prefix => "config";

    public IReadOnlyList<QuantityDescription> Quantities => ConfigQuantities.All;

    public Measurement Measure(Address address)
    {
        if (address.Variants.Count > 0 || address.Selector is not null)
        {
            throw new AddressException(
                $"'{address}': a configuration has neither variants nor epochs. Write config:RUN/quantity or config:RUN[part]/quantity."
            );
        }

        RunConfiguration run;
        try
        {
            run = runs.Load(address.Subject);
        }
        catch (InputException exception)
        {
            throw AddressException.Of(address, exception);
        }

        Value value =
            (
                address.Argument is { } part
                    ? ConfigQuantities.OfPart(run, part, address.Quantity)
                    : ConfigQuantities.OfRun(run, address.Quantity)
                        ?? OfNamedPart(run, address.Quantity)
                        ?? ConfigQuantities.OfPart(run, "train", address.Quantity)
            )
            ?? throw new AddressException(
                MissingPart(run, address) is { } missing
                    ? $"'{address}': run '{run.Name}' has no {missing} set. Declare '{missing}' in its run file, or remove the claim."
                    : $"'{address}': the run '{run.Name}' has no quantity '{address.Quantity}'{(address.Argument is null ? "" : $" in its part '{address.Argument}'")}."
            );
        return new Measurement.Exact(value, $"{runs.ShownFile(run.Name)}, as parsed");
    }

    // A part that runs can have, and this one does not.
    private static string? MissingPart(RunConfiguration run, Address address)
    {
        string? part =
            address.Argument ?? Parts.FirstOrDefault(part => address.Quantity.StartsWith(part.Prefix, StringComparison.Ordinal)).Part;
        return part switch
        {
            "validation" when run.Validation is null => part,
            "test" when run.Test is null => part,
            _ => null,
        };
    }

    private static Value? OfNamedPart(RunConfiguration run, string quantity)
    {
        foreach ((string prefix, string part) in Parts)
        {
            if (quantity.StartsWith(prefix, StringComparison.Ordinal))
            {
                return ConfigQuantities.OfPart(run, part, quantity[prefix.Length..]);
            }
        }

        return null;
    }
}
