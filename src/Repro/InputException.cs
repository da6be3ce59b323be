namespace Repro;

/// <summary>
/// Wrong usage or bad input: a missing data set, a damaged file, an unknown name. The message says what, where and what to do;
/// the tool prints it alone and exits with 2.
/// </summary>
public sealed class InputException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Several errors that are reported together, a line each; the message is their heading and the lines.</summary>
    public InputException(string heading, IReadOnlyList<string> lines)
        : this($"{heading}\n{string.Join('\n', lines)}")
    {
        Lines = [heading, .. lines];
    }

    /// <summary>What is printed, a line each.</summary>
    public IReadOnlyList<string> Lines { get; } = [message];
}
