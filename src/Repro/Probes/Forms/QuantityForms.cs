using Repro.Claims;

namespace Repro.Probes.Forms;

/// <summary>Error messages that list the forms of addresses out of their descriptions.</summary>
internal static class QuantityForms
{
    /// <summary>An address that has none of some forms.</summary>
    /// <param name="quantities">The forms of the address's subject.</param>
    public static AddressException Unknown(Address address, IReadOnlyList<QuantityDescription> quantities)
    {
        // Where the quantity is known, its argument or a variant is wrong: the meaning has their limits.
        string meaning = quantities.FirstOrDefault(quantity => quantity.Quantity == address.Quantity) is { } named
            ? $" {named.Quantity}: {named.Meaning}"
            : "";
        return new AddressException(
            $"'{address}': write {List(quantities)}.{meaning} See: repro quantities {address.Probe}:{address.Subject}"
        );
    }

    /// <summary>
    /// The forms in words; those that differ in the quantity alone are written as one: <c>run:RUN/train_acc or val_acc</c>.
    /// </summary>
    public static string List(IEnumerable<QuantityDescription> quantities) =>
        string.Join(
            "; ",
            quantities
                .Select(quantity => quantity.Address)
                .GroupBy(form => form[..form.LastIndexOf('/')])
                .Select(group => $"{group.Key}/{Either([.. group.Select(form => form[(group.Key.Length + 1)..])])}")
        );

    private static string Either(string[] names) => names is [var only] ? only : $"{string.Join(", ", names[..^1])} or {names[^1]}";
}
