namespace Repro;

/// <summary>
/// Wrong usage or bad input: a missing data set, a damaged file, an unknown name. The message says what, where and what to do;
/// the tool prints it alone and exits with 2.
/// </summary>
public sealed class InputException(string message, Exception? cause) : Exception(message, cause)
{
    /// <summary>An error without another exception as its cause.</summary>
    public InputException(string message)
        : this(message, cause: null) { }

    /// <summary>Several errors that are reported together, a line each; the message is their heading and the lines.</summary>
    public InputException(string heading, IReadOnlyList<string> lines)
        : this($"{heading}\n{string.Join('\n', lines)}")
    {
        Lines = [heading, .. lines];
    }

    /// <summary>An unknown name.</summary>
    /// <param name="error">What is unknown, with the nearest name.</param>
    /// <param name="known">The sentence that lists the names there are. Several errors about such names show the list once.</param>
    internal static InputException UnknownName(string error, string known) => new($"{error} {known}") { Error = error, Known = known };

    /// <summary>The message without <see cref="Known"/>.</summary>
    internal string Error { get; private init; } = message;

    /// <summary>Of an unknown name: the sentence that lists the names there are.</summary>
    internal string? Known { get; private init; }

    /// <summary>What is printed, a line each.</summary>
    internal IReadOnlyList<string> Lines { get; } = [message];
}
