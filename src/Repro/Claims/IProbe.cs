namespace Repro.Claims;

/// <summary>Measures the quantities whose addresses begin with <see cref="Prefix"/>.</summary>
public interface IProbe
{
    string Prefix { get; }

    /// <summary>Measures; never compares with what a document says, which it does not see.</summary>
    /// <exception cref="AddressException">The subject, variant, argument or quantity is unknown: an error in the book, never a verdict.</exception>
    Measurement Measure(Address address);
}

/// <summary>An address that no probe understands.</summary>
public sealed class AddressException(string message) : Exception(message);
