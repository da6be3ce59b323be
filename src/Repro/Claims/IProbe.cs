namespace Repro.Claims;

/// <summary>Measures the quantities whose addresses begin with <see cref="Prefix"/>.</summary>
public interface IProbe
{
    /// <summary>What stands before the colon of the addresses that this probe measures: <c>model</c>.</summary>
    string Prefix { get; }

    /// <summary>What the probe measures, for lists and reference pages; empty where a probe does not describe itself.</summary>
    IReadOnlyList<QuantityDescription> Quantities => [];

    /// <summary>
    /// Measures; never compares with what a document says, which it does not see. A probe is called by one thread at a time; other probes
    /// may measure at the same time.
    /// </summary>
    /// <param name="address">The address; it begins with <see cref="Prefix"/>.</param>
    /// <returns>The measured value, or what is missing to measure it.</returns>
    /// <exception cref="AddressException">The subject, variant, argument or quantity is unknown: an error in the claim file, never a
    /// verdict.</exception>
    Measurement Measure(Address address);
}

/// <summary>An address that no probe understands.</summary>
public sealed class AddressException(string message) : Exception(message)
{
    /// <summary>A name in an address that there is not.</summary>
    /// <param name="error">What is unknown, with the nearest name; the same for every address that has the name.</param>
    /// <param name="known">The sentence that lists the names there are.</param>
    /// <param name="address">The address, where the error is of one.</param>
    internal static AddressException UnknownName(string error, string known, Address? address = null) =>
        new($"{(address is null ? "" : $"'{address}': ")}{error} {known}")
        {
            Error = error,
            Known = known,
            IsOfSubject = true,
        };

    /// <summary>The error of an address's subject: an unknown name, or a file that the measurement needs and cannot read.</summary>
    internal static AddressException Of(Address address, InputException exception) =>
        exception.Known is { } known
            ? UnknownName(exception.Error, known, address)
            : new AddressException($"'{address}': {exception.Message}") { Error = exception.Message, IsOfSubject = true };

    /// <summary>The message; of an error of the subject without the address and <see cref="Known"/>.</summary>
    internal string Error { get; private init; } = message;

    /// <summary>Whether other addresses with the same subject have the same <see cref="Error"/>.</summary>
    internal bool IsOfSubject { get; private init; }

    /// <summary>Of an unknown name: the sentence that lists the names there are.</summary>
    internal string? Known { get; private init; }
}
